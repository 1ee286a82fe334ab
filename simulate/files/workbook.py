"""The cells of a sheet of an Excel workbook, and workbooks written from rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from ..cache import dependencies
from ..cache.unheard import unheard
from ..problems import InvalidInput, Problem, clipped, did_you_mean
from .document import Position
from .sheet import Cell
from .visible import unprintable

#: The name of the sheet that is read of several, and written.
TAB = "inputs"
_WIDEST = 60
#: The most bytes of a workbook's parts when they are unpacked, which take fifty times as many as cells.
_MOST_BYTES = 10_000_000
#: The most cells of the rectangle that a sheet's cells are in.
_MOST_CELLS = 300_000
_SHOWN = 80


def grid(path: Path, tab: str) -> list[list[Cell]]:
    """The cells of a sheet, row by row: of the one called `tab`, else the only one, else the one called inputs.

    A cell that is shown in percent is text with its unit: 0.85 shown as 85 % is ``85 %``. Raises InvalidInput for a
    file that is no workbook, an unknown sheet, and for dates, errors, and formulas that have never been computed.
    """
    shown, stored = _open(path, formulas=True), _open(path, formulas=False)
    name = _choose(shown, tab, str(path))
    _check_size(shown[name], f"{path}:{name}")
    problems: list[Problem] = []
    lines = []
    for row, values in zip(shown[name].iter_rows(), stored[name].iter_rows(), strict=True):
        lines.append([_cell(each, value, f"{path}:{name}!", problems) for each, value in zip(row, values, strict=True)])
    if problems:
        raise InvalidInput(problems)
    return lines


def _open(path: Path, *, formulas: bool) -> Any:
    import openpyxl

    try:
        content = BytesIO(dependencies.content(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidInput([Problem(f"cannot be read: {reason}", file=str(path))]) from None
    try:
        with ZipFile(content) as archive:
            size = sum(each.file_size for each in archive.infolist())
        book = openpyxl.load_workbook(content, data_only=not formulas) if size <= _MOST_BYTES else None
    except Exception as error:  # noqa: BLE001 - of a damaged file, the libraries raise whatever comes of it
        reason = clipped(" ".join(str(error).split()), _SHOWN) or type(error).__name__
        raise InvalidInput([Problem(f"is no Excel workbook ({reason}); save it as .xlsx", file=str(path))]) from None
    if book is None:
        rule = f"holds {size:,} bytes when it is unpacked, more than {_MOST_BYTES:,}"
        raise InvalidInput([Problem(f"{rule}; save the rows that are needed as CSV", file=str(path))])
    return book


def _check_size(sheet: Any, name: str) -> None:
    """Raise InvalidInput for a sheet without cells, such as a chart, and for one with too many."""
    if not hasattr(sheet, "iter_rows"):
        raise InvalidInput([Problem("has no cells; choose another sheet with --sheet", file=name)])
    if (cells := sheet.max_row * sheet.max_column) > _MOST_CELLS:
        rule = f"reaches to row {sheet.max_row:,} and column {sheet.max_column:,}: {cells:,} cells, more than"
        raise InvalidInput([Problem(f"{rule} {_MOST_CELLS:,}; delete what lies far from the table", file=name)])


def _choose(book: Any, tab: str, file: str) -> str:
    names = book.sheetnames
    if tab:
        if tab not in names:
            raise InvalidInput([Problem(f"no sheet is called {tab!r}; {did_you_mean(tab, names)}", file=file)])
        return tab
    own = names if len(names) == 1 else [name for name in names if name.lower() == TAB]
    if len(own) != 1:
        raise InvalidInput([Problem(f"has the sheets {', '.join(names)}; choose one with --sheet", file=file)])
    return str(own[0])


def _cell(written: Any, stored: Any, prefix: str, problems: list[Problem]) -> Cell:
    """A cell as it is written, with a formula's stored value."""
    position = Position(f"{prefix}{written.coordinate}")
    value = stored.value
    if written.data_type == "f" and value is None:
        rule = "is a formula whose value was never stored; open and save the file in a spreadsheet program"
        problems.append(Problem(rule, "", *position))
    elif stored.data_type == "e":
        problems.append(Problem(f"is the error {value}; correct it or leave the cell empty", "", *position))
    elif isinstance(value, dt.date | dt.time | dt.timedelta | bool):
        kind = "true or false" if isinstance(value, bool) else "a date or a time"
        remedy = "format the cell as text and write it again"
        problems.append(Problem(f"must be a number or text, got {kind} ({value}); {remedy}", "", *position))
    elif isinstance(value, str) and (rule := unprintable(value)):
        problems.append(Problem(rule, "", *position))
    elif isinstance(value, int | float):
        return Cell(_in_percent(value) if "%" in str(written.number_format) else value, position)
    else:
        return Cell(str(value).strip() or None if value is not None else None, position)
    return Cell(None, position)


def _in_percent(value: float) -> str:
    """A share as text in percent, to the last digit.

    >>> _in_percent(0.07)
    '7 %'
    """
    return f"{(Decimal(repr(value)) * 100).normalize():f} %"


def write_workbook(path: Path, rows: Sequence[Sequence[object]], *, tab: str) -> None:
    """Write a workbook with one sheet: the first of `rows` as its bold head; text is never taken for a formula."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = tab
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column)
            if isinstance(value, str):
                cell.value, cell.data_type = value, "s"
            elif isinstance(value, float):  # the library by itself writes 16 digits, which may be another float
                cell.value, cell.data_type = repr(value), "n"
            elif value is not None:
                cell.value = value
            if line == 1:
                cell.font = Font(bold=True)
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(str(each)) for each in cells if each is not None) + 2
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = min(width, _WIDEST)
    sheet.freeze_panes = "A2"
    content = BytesIO()
    with unheard():
        if failure := _failure(book, content):
            raise failure
    path.write_bytes(content.getvalue())


def _failure(book: Any, content: BytesIO) -> OSError | None:
    """Save a workbook; returns the error of its temporary files, as on a full disk, without what they hold."""
    try:
        book.save(content)
    except OSError as error:
        return OSError(error.errno, error.strerror)
    return None
