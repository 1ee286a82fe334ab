"""A progress bar in a terminal, drawn by rich: a module of its own, since rich is slow to import."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column

_WIDEST = 30


class _Console(Console):
    """A console that never hides the cursor: a process that is killed could not show it again."""

    def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002 - as rich declares it
        """Nothing is done."""
        return False


class ProgressBar:
    """A bar and a line of text, which `close` removes. In a narrow terminal the bar shrinks, then the text is cut."""

    def __init__(self, stream: TextIO) -> None:
        self._progress = Progress(
            BarColumn(bar_width=None, table_column=Column(max_width=_WIDEST)),
            TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
            console=_Console(file=stream, highlight=False),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("")

    def update(self, done: int, total: int, text: str) -> None:
        """Draw `done` of `total`, and the text."""
        self._progress.update(self._task, completed=done, total=total, description=text)
        self._progress.start()
        self._progress.refresh()

    def close(self) -> None:
        """Remove the bar."""
        self._progress.stop()
