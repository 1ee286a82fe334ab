"""Commands that answer: one scenario, several, or a question in one line."""
