"""What a run adds up, one accumulator for each question that is asked of it."""
