"""Scenarios whose answers are known, with the models they need and the figures expected of them."""
