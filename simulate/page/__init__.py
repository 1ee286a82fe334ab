"""A page on which a scenario's inputs are changed and its answer follows: served on this machine alone."""
