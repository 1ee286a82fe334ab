"""A scenario with comments to start from, which runs unchanged."""

from __future__ import annotations

from . import library


def text() -> str:
    """The template.

    >>> text().splitlines()[0]
    '# A carbonspan scenario. `carbonspan check FILE` finds mistakes; `carbonspan run FILE` answers it.'
    """
    return (library.folder() / "template.yaml").read_text(encoding="utf-8")
