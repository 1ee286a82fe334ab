"""Commands about what comes with carbonspan."""
