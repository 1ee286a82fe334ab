"""Formulas compiled to one loop over a block: rewritten in floats, cached on disk, verified against Python."""
