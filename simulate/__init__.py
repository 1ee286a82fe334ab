"""Monte Carlo for any model with units, no word of carbon: kernels < describe < engine < answer < show < api < cli."""
