"""Files as data: YAML with the position of every key, CSV columns, text decoded; mistakes name line and column."""
