"""Plots: intervals of one answer, a forest of several, bands along an axis; of sensitivity; style and captions."""
