"""Inputs of a scenario: values, laws, grounds and profiles, and how one entry replaces parts of another."""
