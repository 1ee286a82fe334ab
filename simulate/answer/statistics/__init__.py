"""Statistics read off what a run has counted, each with its Monte Carlo error."""
