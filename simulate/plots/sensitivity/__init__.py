"""Plots of what inputs explain: bars of shares, a tornado, intervals by thirds of an input, a pair of inputs."""
