"""Monte Carlo for any model with units, no word of carbon: kernels at the bottom, the commands on top."""
