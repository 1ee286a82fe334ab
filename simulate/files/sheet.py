"""A table from a spreadsheet, CSV text or an Excel workbook: named columns, and cells that know their position."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..problems import InvalidInput, Problem, Remedy, did_you_mean, nearest
from .csv_header import NUMBER
from .document import Position
from .floats import TOO_SMALL, vanishes
from .tables.numerals import Parts, first_to_tell, plain, split
from .tables.text_table import TableError, TextTable, read_text_table

WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".txt")
#: The most rows that are read: a row is an input or a reading of a tool, not one of a long series.
MOST_ROWS = 100_000
_SHOWN = 40
_MOST_NAMES = 6


@dataclass(frozen=True)
class Cell:
    """The content of a cell, None if it is empty, and where it is. A CSV file has only text."""

    value: str | int | float | None
    position: Position
    column: str = ""

    def problem(self, rule: str, remedy: Remedy | None = None) -> Problem:
        """A problem with the cell, with the name of its column."""
        return Problem(rule, self.column, *self.position, remedy=remedy)

    @property
    def text(self) -> str:
        """The content as text; of a whole number without a decimal point, as a person writes it."""
        if self.value is None:
            return ""
        if isinstance(self.value, float):
            return _digits(self.value)
        return str(self.value)

    def number(self) -> float:
        """The content as a finite number.

        Raises InvalidInput with the cell's position for an empty cell and for text.
        """
        if isinstance(self.value, int | float) or NUMBER.fullmatch(self.text):
            number = float(self.text)
            if vanishes(number, self.text):
                raise InvalidInput([self.problem(f"{TOO_SMALL}, got {self.text[:_SHOWN]}")])
            if math.isfinite(number):
                return number
        got = f"got {self.text[:_SHOWN]!r}" if self.text else "the cell is empty"
        raise InvalidInput([self.problem(f"must be a number; {got}")])


@dataclass(frozen=True)
class SheetRow:
    """The cells of one row by the name of their column."""

    cells: Mapping[str, Cell]
    position: Position

    def __getitem__(self, column: str) -> Cell:
        """The cell in `column`; an empty one if there is no such column."""
        return self.cells.get(column) or Cell(None, self.position, column)

    def problem(self, message: str) -> Problem:
        """A problem with the row as a whole."""
        return Problem(message, "", *self.position)


@dataclass(frozen=True)
class Sheet:
    """The names of the columns, as written, and the rows that are not blank."""

    file: str
    columns: tuple[Cell, ...]
    rows: tuple[SheetRow, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.text for cell in self.columns)

    def require(self, columns: Sequence[str], *, what: str) -> None:
        """Raise InvalidInput unless the sheet has all `columns`; `what` is the kind of file that has them."""
        missing = [name for name in columns if name not in self.names]
        if missing:
            near = nearest(missing[0], [name for name in self.names if name])
            remedy = did_you_mean(missing[0], near) if near else f"its columns are {_first(self.names)}"
            message = f"no column {missing[0]!r}, which {what} has; {remedy}"
            raise InvalidInput([Problem(message, "", self.file, 1, 1)])


def read_sheet(path: Path, *, tab: str = "", is_text: Callable[[str], bool] = lambda _: False) -> Sheet:
    """The table in the file at `path`, whose first row that is not blank names the columns.

    Cells of a column whose name `is_text` stay as they are written, whatever they look like. Raises InvalidInput as
    `read_grid` and `table` do.
    """
    return table(str(path), read_grid(path, tab=tab, is_text=is_text))


def read_grid(path: Path, *, tab: str = "", is_text: Callable[[str], bool] = lambda _: False) -> list[list[Cell]]:
    """The cells in the file at `path`, row by row; of a workbook, those of the sheet called `tab`, or of its only one.

    A text file is read as `read_text_table` does, and its numbers by the marks that all of them tell.

    Raises InvalidInput, with the position of each problem, if the file cannot be read; dates, errors and formulas
    without a stored value are problems too.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        from .workbook import grid

        return grid(path, tab)
    if tab:
        raise InvalidInput([Problem("is no workbook, so it has no sheet to choose", file=str(path))])
    if suffix not in TEXTS:
        got = f"got {path.suffix!r}" if path.suffix else "got no ending"
        kinds = " or ".join((*TEXTS[:1], *WORKBOOKS[:1]))
        raise InvalidInput([Problem(f"must be a table that ends in {kinds}, {got}", file=str(path))])
    return list(_text_grid(path, is_text))


def table(file: str, lines: Iterable[list[Cell]]) -> Sheet:
    """The table in lines of cells, of which the first that is not blank names the columns.

    Raises InvalidInput for names of columns that repeat, for cells beyond the last named column, for too many rows and
    for no line.
    """
    columns: tuple[Cell, ...] = ()
    found: list[SheetRow] = []
    problems: list[Problem] = []
    for cells in lines:
        if is_blank(cells):
            continue
        if not columns:
            columns = _columns(cells, problems)
            continue
        if len(found) == MOST_ROWS:
            raise InvalidInput([Problem(f"has more than {MOST_ROWS:,} rows", "", *cells[0].position)])
        if len(columns) == 1 and not found and sum(cell.value is not None for cell in cells) > 1:
            rule = "looks like a title: the first row names the columns; delete it"
            raise InvalidInput([columns[0].problem(rule)])
        found.append(_row(cells, columns, problems))
    if not columns:
        problems.append(Problem("is empty; the first row names the columns", file=file))
    if problems:
        raise InvalidInput(problems)
    return Sheet(file, columns, tuple(found))


def is_blank(cells: Iterable[Cell]) -> bool:
    """Whether all cells of a line are empty."""
    return all(cell.value is None for cell in cells)


def _columns(cells: list[Cell], problems: list[Problem]) -> tuple[Cell, ...]:
    """The cells that name columns: an unnamed one ends the table if all after it are unnamed too."""
    while cells and cells[-1].value is None:
        cells = cells[:-1]
    known: dict[str, Cell] = {}
    for cell in cells:
        name = cell.text
        if name and (first := known.setdefault(name, cell)) is not cell:
            at = Problem("", "", *first.position)
            problems.append(Problem(f"duplicate column {name!r}, first at {at}; rename one", "", *cell.position))
    return tuple(cells)


def _row(cells: list[Cell], columns: tuple[Cell, ...], problems: list[Problem]) -> SheetRow:
    named: dict[str, Cell] = {}
    if len(cells) < len(columns):
        rule = f"must have {len(columns)} cells like the first row, got {len(cells)}"
        problems.append(Problem(f"{rule}; were rows of two files mixed?", "", *cells[0].position))
    for index, cell in enumerate(cells):
        name = columns[index].text if index < len(columns) else ""
        if name:
            named[name] = Cell(cell.value, cell.position, name)
        elif cell.value is not None:
            rule = f"a cell without a column: row 1 names {len(columns)}"
            remedy = "name its column, or quote text that has the separator in it"
            problems.append(Problem(f"{rule}, got {cell.text[:_SHOWN]!r}; {remedy}", "", *cell.position))
    return SheetRow(named, cells[0].position)


def _text_grid(path: Path, is_text: Callable[[str], bool]) -> Iterator[list[Cell]]:
    """The cells of a text file, numbers with a decimal point and nothing between thousands."""
    file = str(path)
    try:
        found = read_text_table(path)
    except TableError as error:
        raise InvalidInput([Problem(str(error), "", file, error.line, error.column)]) from None
    header = next((row.cells for row in found.rows if not row.is_blank), [])
    texts = {index for index, name in enumerate(header) if is_text(name)}
    mark = _decimal_mark(found, texts, file)
    for row in found.rows:
        yield [
            Cell((cell if index in texts else _plain(cell, mark)) or None, Position(file, *position))
            for index, (cell, position) in enumerate(zip(row.cells, row.lines_and_columns(), strict=False))
        ] or [Cell(None, Position(file, row.line, 1))]


def _decimal_mark(found: TextTable, texts: Container[int], file: str) -> str:
    """The mark before decimals in all cells but `texts`; InvalidInput if they do not agree, or do not tell."""
    cells = ((row, index, cell) for row in found.rows[1:] for index, cell in enumerate(row.cells) if index not in texts)
    split_up = (((row, index), parts) for row, index, cell in cells if (parts := _numeral(cell)))
    first = {
        mark: Position(file, *row.line_and_column(index))
        for mark, (row, index) in first_to_tell(split_up, found.separator).items()
    }
    if "." in first and "," in first:
        rule = "a number with a point in a file that has decimal commas: is it a thousands separator?"
        raise InvalidInput([Problem(f"{rule}; write all numbers alike", "", *first["."])])
    if "?" in first and not {".", ","} & first.keys():
        rule = "the mark in this number may be before decimals or between thousands"
        raise InvalidInput([Problem(f"{rule}; write it without the mark, or with decimals", "", *first["?"])])
    return "," if "," in first else "."


def _numeral(cell: str) -> Parts | None:
    """The parts of a cell that is a number, alone or with a unit of one word; None for others, such as ``3.11.7``."""
    parts = split(cell)
    whole = parts and not re.search(r"[\s,;]", parts.unit)
    return parts if parts and whole and (plain(parts, ".") or plain(parts, ",")) else None


def _plain(cell: str, mark: str) -> str:
    """A number with a decimal point, its unit behind it; any other text as it is."""
    parts = _numeral(cell)
    if not parts or not set(parts.digits) & {",", "."} or (mark == "." and "," not in parts.digits):
        return cell
    return " ".join(filter(None, [plain(parts, mark), parts.unit])) or cell


def _first(names: Sequence[str]) -> str:
    """The first names of many."""
    return ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")


def _digits(value: float) -> str:
    """The shortest digits that read back as `value`, without a decimal point if it is whole.

    >>> _digits(300000000.0), _digits(0.35)
    ('300000000', '0.35')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
