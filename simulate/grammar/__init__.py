"""What a scenario file may contain: its entries, the laws' entries, their JSON Schema, and files checked against it."""
