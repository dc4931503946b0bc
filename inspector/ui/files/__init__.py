"""Evidence files that are no photos: video, sound, papers, instrument data."""
