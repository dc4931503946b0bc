"""Checking everything kept: the page of the full check."""
