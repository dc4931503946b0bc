"""Measurements as ratios against a bare baseline in the same run (`make bench`). Never part of the gate."""
