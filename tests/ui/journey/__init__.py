"""The window as a whole, on real data."""
