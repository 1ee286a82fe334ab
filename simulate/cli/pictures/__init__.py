"""Commands that draw, or write for readers."""
