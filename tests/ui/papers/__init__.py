"""Tests of the paper page."""
