"""The nouns as plain frozen records: scenario, model, formula, input, profile, claim and truth."""
