"""Scenarios as tables with a row an input: written from a scenario, and read back into one."""
