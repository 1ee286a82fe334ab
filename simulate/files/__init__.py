"""Files as data: YAML with the position of every key, CSV columns, decoded text; problems carry line and column."""
