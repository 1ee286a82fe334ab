"""What the law keys of an input may contain, and the distribution they describe."""
