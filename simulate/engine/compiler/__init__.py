"""Formulas compiled to one loop over a block: rewritten in floats, kept on disk, verified against Python."""
