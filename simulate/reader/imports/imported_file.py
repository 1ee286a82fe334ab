"""A file of another tool, as an importer reads it: a table, JSON or lines of text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...cache import dependencies
from ...files.decode import NotText, clean
from ...files.json_value import json_value
from ...files.sheet import Cell, Sheet, SheetRow, read_grid, read_sheet
from ...problems import InvalidInput, Problem, did_you_mean

_SHOWN = 40
#: What `--pick` says to take every item.
ALL = "all"


@dataclass(frozen=True)
class ImportedFile:
    """The file at `path`; `pick` names the item to take of several, empty if it was not given."""

    path: Path
    pick: str = ""
    tab: str = ""

    @property
    def name(self) -> str:
        """The file's name, for sources and titles."""
        return self.path.name

    def sheet(self) -> Sheet:
        """The table that the file is; raises InvalidInput as `read_sheet` does."""
        return read_sheet(self.path, tab=self.tab)

    def grid(self) -> list[list[Cell]]:
        """The cells of the file, row by row; raises InvalidInput as `read_grid` does."""
        return read_grid(self.path, tab=self.tab)

    def text(self) -> str:
        """The file as text; raises InvalidInput if it is none."""
        try:
            return clean(dependencies.content(self.path))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InvalidInput([Problem(f"cannot be read: {reason}", file=str(self.path))]) from None
        except NotText as error:
            told = "; ".join(filter(None, (str(error), error.remedy)))
            raise InvalidInput([Problem(told, "", str(self.path), error.line, error.column)]) from None

    def json(self) -> Any:
        """The JSON value that the file holds; raises InvalidInput with line and column if it holds none."""
        return json_value(self.text(), file=str(self.path))

    def json_lines(self) -> list[Any]:
        """The JSON values that the file holds, one a line; raises InvalidInput for the first that is none."""
        lines = enumerate(self.text().splitlines(), start=1)
        return [json_value(line, file=str(self.path), line=number) for number, line in lines if line.strip()]

    def problem(self, message: str, field: str = "") -> InvalidInput:
        """An error with the file, and the path of the value in it."""
        return InvalidInput([Problem(message, field, str(self.path))])

    def picked(self, rows: Iterable[SheetRow], column: str, *, what: str) -> list[SheetRow]:
        """The rows whose `column` is the picked name; all of them if it is `all`, or if there is just one name.

        Raises InvalidInput if there are several names and none was picked, or no such name.
        """
        by_name: dict[str, list[SheetRow]] = {}
        for row in rows:
            by_name.setdefault(row[column].text, []).append(row)
        if not by_name:
            raise self.problem(f"has no {what}: there is no row below the heads")
        if self.pick and self.pick not in (*by_name, ALL):
            raise self.problem(f"no {what} is called {self.pick!r}; {did_you_mean(self.pick, (*by_name, ALL))}")
        if not self.pick and len(by_name) > 1:
            shown = ", ".join([*by_name][:5]) + (", ..." if len(by_name) > 5 else "")
            remedy = f"choose one with --pick, or --pick {ALL} for their sum"
            raise self.problem(f"has {len(by_name):,} of a {what}: {shown}; {remedy}")
        chosen = by_name if self.pick in ("", ALL) else {self.pick: by_name[self.pick]}
        return [row for rows in chosen.values() for row in rows]

    def at(self, value: Any, *keys: str) -> Any:
        """The value at `keys` in nested mappings; InvalidInput with its path if there is none."""
        for depth, key in enumerate(keys):
            if not isinstance(value, Mapping) or key not in value:
                path = ".".join(keys[: depth + 1])
                raise self.problem("is missing" if isinstance(value, Mapping) else "must be a mapping", path)
            value = value[key]
        return value

    def remarks(self, value: Any, field: str) -> list[str]:
        """The texts of a tool's warnings or errors: of a list, or none for null; each is a text or has a `message`.

        Raises InvalidInput with the path of the value for anything else.
        """
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.problem(f"must be a list of texts, got {json.dumps(value)[:_SHOWN]}", field)
        return [str(each.get("message", each) if isinstance(each, Mapping) else each) for each in value]

    def number(self, value: Any, field: str) -> float:
        """A finite number; InvalidInput with the path of the value for null, text and infinity."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.problem(f"must be a number, got {json.dumps(value)[:_SHOWN]}", field)
        return float(value)
