"""The supervisor's pages: campaigns, draws, counted lists, the year report."""
