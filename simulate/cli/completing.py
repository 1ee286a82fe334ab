"""What a shell completes: the names of shipped scenarios, and files."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped scenarios whose names begin with what is typed, else files."""
    from ..shipped import library

    found = [CompletionItem(name) for name in library.names() if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]
