"""Scenarios as `carbonspan show` prints them: as text, and as plain data."""
