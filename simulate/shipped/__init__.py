"""What ships with the package, by name: scenarios, catalog rows, sources, and a template to start from."""
