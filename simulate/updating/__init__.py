"""What a measurement says of a scenario: draws weighed by it, what is then believed, and which inputs it narrows."""
