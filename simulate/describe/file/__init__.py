"""A scenario file read: from YAML, through the grammar, to the nouns it speaks of; every mistake with its place."""
