"""Plots of distributions: exceedance curves, quantile dots, the laws of inputs, and how an answer settles."""
