"""The arguments that every plot takes, checked."""

from __future__ import annotations

from typing import Any

from ..problems import InvalidInput


def check(output: Any, ax: Any) -> None:
    """Raise InvalidInput unless `output` is a text or None, and `ax` are axes or None."""
    if not isinstance(output, str | None):
        raise InvalidInput(f"output: must be the name of an output, got {kind_of(output)}")
    if ax is not None and not hasattr(ax, "get_xlim"):
        raise InvalidInput(
            f"ax: must be the axes of a matplotlib figure, got {kind_of(ax)}; figure.subplots() makes some"
        )


def kind_of(value: object) -> str:
    """What kind of thing an argument is, in words: ``a value of type int``."""
    return "None" if value is None else f"a value of type {type(value).__name__}"
