"""Frozen values, enums, errors and ports shared by every room. Standard library only; no clock, no files."""
