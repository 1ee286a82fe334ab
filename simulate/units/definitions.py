"""Where the units are defined, and what a dimension is."""

from __future__ import annotations

from pathlib import Path

Dimension = tuple[tuple[str, str], ...]
"""Base units with their powers, both as text, sorted by name: ``(("kg", "1"), ("m", "2"), ("s", "-2"))``."""

DEFINITIONS = Path(__file__).with_name("units.txt")
