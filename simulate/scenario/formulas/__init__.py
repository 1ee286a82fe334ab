"""Models read off plain Python functions: found by name, checked for what they call, their dimensions proved."""
