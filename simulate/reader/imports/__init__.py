"""Scenarios from files of other tools: what an importer reads a file with, and the scenario that it drafts.

The importers themselves, a module a tool, are in ``configs/importers/``: they know the tools' words.
"""
