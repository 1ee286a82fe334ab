"""Terminals: their width, styles and encoding, and progress in them."""
