"""Quantile tables: each law as cubics of stated accuracy, kept on disk."""
