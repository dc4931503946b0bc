"""Papers as PDF, their binding and signing, and workbooks."""
