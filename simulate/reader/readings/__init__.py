"""Readings over time in files: in order, with gaps named, integrated, and how well their mean is known."""
