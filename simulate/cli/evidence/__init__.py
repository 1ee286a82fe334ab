"""Commands that compare files and predictions with what is known."""
