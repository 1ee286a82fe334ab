"""A question in one line, answered: what it sets of a shipped scenario, the answer, and what was assumed for it."""
