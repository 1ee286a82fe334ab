"""Values that take the place of a file's: overrides, variations and sweeps."""
