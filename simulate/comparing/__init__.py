"""Scenarios compared: which output is lower, by how much, and what makes them differ."""
