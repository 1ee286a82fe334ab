"""Which input matters: Sobol' indices, Shapley effects, conditional intervals, and what a measurement buys."""
