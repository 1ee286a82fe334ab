"""Tables written out: scenarios as CSV text or a workbook, and the scenario file that was read from a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..files.csv_header import NUMBER
from ..files.yaml_layout import commented, laid_out
from ..files.yaml_scalars import scalar
from ..files.yaml_writer import flow
from ..problems import KeyPath
from .output_files import replacing


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    r"""A table as CSV text, numbers to the last digit.

    >>> as_csv(("name", "nominal"), [{"name": "power", "nominal": 3e8}])
    'name,nominal\npower,300000000.0\n'
    """
    held = io.StringIO()
    written = csv.writer(held, lineterminator="\n")
    written.writerow(columns)
    written.writerows([_text(row.get(name)) for name in columns] for row in rows)
    return held.getvalue()


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else flow(value)


def write_xlsx(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, tab: str, texts: Collection[str] = ()
) -> None:
    """Write a table as a workbook at `path`, numbers as numbers but in the columns `texts`.

    Raises InvalidInput if it cannot be written.
    """
    from ..files.workbook import write_workbook

    cells = ([_value(row.get(name), is_text=name in texts) for name in columns] for row in rows)
    with replacing(path) as beside:
        write_workbook(beside, [columns, *cells], tab=tab)


def _value(value: Any, *, is_text: bool) -> Any:
    """Digits as the number that they are."""
    return scalar(value) if isinstance(value, str) and not is_text and NUMBER.fullmatch(value) else value


def file_from(head: Sequence[str], data: Mapping[str, Any], comments: Mapping[KeyPath, str]) -> str:
    """The scenario file of `data`, whose first lines are the comments of `head`."""
    lines = [line for text in head for line in commented(text, hanging="  ")]
    return "\n".join([*lines, "", laid_out(data, comments)])
