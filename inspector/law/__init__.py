"""Dated legal data and what follows from it for stated facts. Pure: the day is an argument, unknown stays unknown."""
