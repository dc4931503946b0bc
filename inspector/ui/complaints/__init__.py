"""Complaints (信访): the list, taking one in, its clock, and what was answered."""
