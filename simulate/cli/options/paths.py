"""The names of files on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import os


class _FileName(click.Path):
    """A path; an empty text, which would be that of the working folder, is refused."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; raises BadParameter for an empty text."""
        if value == "":
            self.fail("must be the name of a file, got an empty text", param, ctx)
        return super().convert(value, param, ctx)


FILE = _FileName(path_type=Path)
