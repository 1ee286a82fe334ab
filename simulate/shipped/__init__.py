"""What ships with the package, by name: scenarios, rows of the catalog, sources, and a template to start from."""
