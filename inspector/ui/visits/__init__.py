"""Site visits: the list, the night-noise fast page, the full checklist page."""
