"""Importers: a module a tool, which drafts a scenario from a file that the tool writes.

A module is called after its tool; the first line of its docstring names the files and versions, and its function `read`
takes an `ImportedFile` and returns a `Draft`. Importers join a tool's words to the engine, as scenarios do, so they are
here and not in `simulate`. They are code and not data, as every tool has rules of its own: cumulative rows, nulls that
must not be zeros, ranges, laws by number.
"""
