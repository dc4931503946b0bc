"""Procedure, deadlines and the audit chain: pure functions over days and records. Time is always a parameter."""
