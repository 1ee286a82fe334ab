"""A scenario from a table with a row an input; every problem is reported at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ...files import yaml
from ...files.document import Document, Position
from ...files.sheet import Cell, Sheet, SheetRow
from ...files.yaml_scalars import decimal
from ...grammar.input_entries import SECTIONS, expand
from ...problems import InvalidInput, KeyPath, Problem, did_you_mean
from ...scenario.scenario import Scenario
from ..composition.includes import expand_includes
from ..documents.resolve import resolve
from ..read import read_document
from . import columns
from .law_columns import LawOfRow, law_of_row, unused

#: The section of rows that are keys of the file itself.
SCENARIO = "scenario"
_LISTS = ("factors",)
_PLAIN_TEXTS = ("title", "model", "headline")
_DIGITS = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class Stated:
    """What is said beside a table: keys of the file, and evidence of inputs without their own."""

    keys: Mapping[str, Any] = field(default_factory=dict)
    evidence: str = ""
    ignored: tuple[str, ...] = ()


@dataclass
class ReadSheet:
    """The data of a scenario file with the cells that it comes from, and what was assumed of which inputs."""

    document: Document
    assumed: dict[str, list[str]]

    def scenario(self, name: str, path: Path) -> Scenario:
        """The scenario, read as a file at `path` would be; raises InvalidInput with every problem at its cell."""
        stated = resolve(expand_includes(self.document, path.parent))
        return read_document(stated, name=name, path=path)


def read_rows(sheet: Sheet, stated: Stated) -> ReadSheet:
    """The data of the scenario that a table describes.

    Raises InvalidInput for unknown columns and sections, repeated names, and laws that are not complete.
    """
    heads = columns.meanings(sheet, stated.ignored)
    data: dict[str, Any] = {key: value for key, value in stated.keys.items() if key in _PLAIN_TEXTS}
    reading = _Reading(sheet.file, heads, stated, data)
    reading.positions[SECTIONS[0],] = Position(sheet.file)  # of what is missing among the rows
    for row in sheet.rows:
        try:
            reading.add(row)
        except InvalidInput as error:
            reading.problems += error.problems
    data |= {key: value for key, value in stated.keys.items() if key not in data or key in stated.keys}
    reading.finish()
    return ReadSheet(Document(data, reading.positions), reading.assumed)


@dataclass
class _Reading:
    """The document as far as it is read."""

    file: str
    heads: Mapping[str, str]
    stated: Stated
    data: dict[str, Any]
    positions: dict[KeyPath, Position] = field(default_factory=dict)
    assumed: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: SheetRow) -> None:
        """Add what a row describes to the data."""
        cell = self._cell(row, "name")
        name = cell.text
        if not name:
            raise InvalidInput([cell.problem("is empty; name the input, or delete the row")])
        section = self._section(row)
        key_path = (*section, name)
        holder = self._holder(section)
        if name in holder and key_path in self.positions:
            raise InvalidInput([cell.problem(f"duplicate name {name!r}, first at {self._at(key_path)}; rename one")])
        self.positions[key_path] = cell.position
        if section and section[-1] in SECTIONS:
            holder[name] = self._entry(row, key_path)
        elif name not in self.stated.keys or section:
            holder[name] = self._value(row, key_path)

    def finish(self) -> None:
        """Raise InvalidInput if there are problems, or if the scenario cannot be complete."""
        if not self.problems and not {"model", "parts"} & self.data.keys():
            remedy = "add a row `scenario, model`, or --model; `carbonspan list --models` lists those that are shipped"
            self.problems.append(Problem(f"names no model; {remedy}", file=self.file))
        if self.problems:
            raise InvalidInput(self.problems)

    def _cell(self, row: SheetRow, column: str) -> Cell:
        return row[self.heads[column]] if column in self.heads else Cell(None, row.position, column)

    def _at(self, key_path: KeyPath) -> str:
        return str(Problem("", "", *self.positions[key_path]))

    def _section(self, row: SheetRow) -> KeyPath:
        """The key path of the mapping that a row is a member of."""
        cell = self._cell(row, "section")
        text = cell.text or SECTIONS[0]
        if text == SCENARIO:
            return ()
        section = tuple(text.split("."))
        known = (*SECTIONS, "per", SCENARIO)
        if section[0] == "parts" and len(section) in (2, 3) and all(section):
            return section
        if len(section) > 1 or text not in known:
            raise InvalidInput([cell.problem(f"no section is called {text!r}", partial(did_you_mean, text, known))])
        return section

    def _holder(self, section: KeyPath) -> dict[str, Any]:
        holder = self.data
        for step in section:
            holder = holder.setdefault(str(step), {})
        return holder

    def _value(self, row: SheetRow, key_path: KeyPath) -> Any:
        """A value that is no input: text, a number with its unit, or anything as YAML on one line."""
        cell, unit = self._cell(row, "nominal"), self._cell(row, "unit").text
        if key_path[-1] in _PLAIN_TEXTS and not cell.text.startswith('"'):
            return cell.text
        if unit:
            return f"{cell.text} {unit}"
        return _parsed(cell)

    def _entry(self, row: SheetRow, key_path: KeyPath) -> dict[str, Any]:
        """The entry of an input."""
        cells = {name: row[head] for name, head in self.heads.items()}
        filled = {name: cell for name, cell in cells.items() if cell.value is not None}
        numbers = {name: _number(cell) for name, cell in filled.items() if _is_number(name)}
        entry = self._nominal(filled, numbers, key_path)
        law = law_of_row(self._cell(row, "law"), numbers, cells, _bare(entry.get("nominal")))
        self.problems += unused(law, numbers, filled, self._cell(row, "law"))
        entry |= law.keys
        self._note_law(law, key_path)
        for name in (*columns.RARE, *columns.GROUNDS):
            if name in filled:
                entry[name] = filled[name].text if name in columns.TEXTS else _listed(name, filled[name])
                self.positions[*key_path, name] = filled[name].position
        if self.stated.evidence and "evidence" not in entry and "catalog" not in entry:
            entry["evidence"] = self.stated.evidence
        return entry

    def _nominal(self, filled: Mapping[str, Cell], numbers: Mapping[str, Any], key_path: KeyPath) -> dict[str, Any]:
        """The nominal value with its unit, else `best`; without either the unit alone."""
        cell = filled.get("nominal") or filled.get("best")
        unit = filled["unit"].text if "unit" in filled else ""
        entry: dict[str, Any] = {}
        if cell:
            value = _number(cell) if cell.column != self.heads.get("best") else numbers["best"]
            self.positions[*key_path, "nominal"] = cell.position
            if unit and (isinstance(value, int | float)):
                entry["nominal"] = f"{cell.text} {unit}"
                return entry
            entry = expand(value) if isinstance(value, str) else {"nominal": value}
        if unit:
            entry["unit"] = unit
            self.positions[*key_path, "unit"] = filled["unit"].position
        return entry

    def _note_law(self, law: LawOfRow, key_path: KeyPath) -> None:
        for inner, cell in law.cells.items():
            self.positions[*key_path, *inner] = cell.position
            self.positions.setdefault((*key_path, inner[0]), cell.position)
        if law.assumed:
            self.assumed.setdefault(law.assumed, []).append(str(key_path[-1]))


def _is_number(name: str) -> bool:
    return name in columns.NUMBERS or columns.probability(name) is not None


def _number(cell: Cell) -> Any:
    """The number in a cell, or text with its unit."""
    return cell.value if isinstance(cell.value, int | float) else decimal(cell.text)


def _bare(nominal: Any) -> Any:
    """The number of a nominal value whose unit the law has too."""
    if isinstance(nominal, str):
        found = _DIGITS.match(nominal)
        return decimal(found[0]) if found else nominal
    return nominal


def _listed(name: str, cell: Cell) -> Any:
    """A list, as names with commas or as YAML; or any other value as YAML."""
    if name in _LISTS and not cell.text.startswith("["):
        return [each.strip() for each in cell.text.split(",") if each.strip()]
    return _parsed(cell)


def _parsed(cell: Cell) -> Any:
    """The value of a cell as it would stand in a file."""
    if isinstance(cell.value, int | float):
        return cell.value
    try:
        return yaml.parse_value(cell.text, file=cell.position.file)
    except InvalidInput as error:
        raise InvalidInput([cell.problem(problem.message) for problem in error.problems]) from None


def said(assumed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A sentence for each assumption, with the inputs that it was made of."""
    for what, names in assumed.items():
        yield f"{', '.join(names)}: {what}; name another law in a column `law`"
