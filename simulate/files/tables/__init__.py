"""Tables of CSV files as tools and spreadsheets write them: separators, numerals, and points in time."""
