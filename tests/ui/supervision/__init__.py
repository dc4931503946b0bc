"""The supervisor's pages on a filled folder."""
