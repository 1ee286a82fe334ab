"""Quantile tables of laws: computed, checked, and cached."""
