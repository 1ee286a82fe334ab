"""Plots: intervals of one answer, a forest of several, bands along an axis; style, captions and image files."""
