"""Scenarios made of several parts: parts included from other files, linked inputs, shared axes, one functional unit."""
