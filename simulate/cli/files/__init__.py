"""Commands that read scenarios from other files, and write scenarios and answers to them."""
