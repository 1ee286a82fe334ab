"""The nouns: scenario, model, formula, input, profile, claim and truth, as plain frozen records."""
