"""``carbonspan from-csv``: a scenario from a spreadsheet with a row an input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import console
from ..options.paths import FILE

if TYPE_CHECKING:
    from ...reader.sheets.from_rows import ReadSheet

_EVIDENCE = ("measured", "disclosed", "derived", "assumed")


@click.command("from-csv")
@click.argument("file", type=FILE)
@click.option("--out", "-o", type=FILE, help="The scenario file to write.  [default: stdout]")
@click.option("--model", metavar="NAME", help="The model, if the table does not name it.")
@click.option("--title", metavar="TEXT", help="What is estimated.  [default: the file's name]")
@click.option("--per", multiple=True, metavar="NAME=VALUE", help="The functional unit, such as 'duration=1 day'.")
@click.option("--evidence", type=click.Choice(_EVIDENCE), help="The evidence of inputs without their own.")
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook that has several.")
@click.option("--ignore", multiple=True, metavar="COLUMN", help="A column to leave out; can be repeated.")
def command(  # noqa: PLR0913 - options of one command
    file: Path,
    *,
    out: Path | None,
    model: str | None,
    title: str | None,
    per: tuple[str, ...],
    evidence: str | None,
    sheet: str,
    ignore: tuple[str, ...],
) -> None:
    """Read a scenario from a table, CSV or Excel, with a row an input, and write it as a scenario file.

    The columns are name, nominal (or best), unit, law, low, high, p5, p50, p95, evidence, source and note, or what
    people call these. low, best and high without a law are a PERT law. The scenario is checked before it is written;
    problems are reported at their cells.
    """
    from ...files.sheet import read_sheet
    from ...reader.sheets.columns import is_text
    from ...reader.sheets.from_rows import Stated, read_rows, said
    from ...scenario.plausibility import implausible_values
    from .new_file import write_new

    keys = _keys(model, title, per)
    found = read_rows(read_sheet(file, tab=sheet, is_text=is_text), Stated(keys, evidence or "", ignore))
    found.document.data.setdefault("title", file.stem)
    scenario = found.scenario(file.stem, (out or file).parent / file.name)
    assumed = list(said(found.assumed))
    write_new(out, _text(file, found, assumed))
    for sentence in assumed:
        console.tell(sentence)
    console.warn((*scenario.warnings, *implausible_values(scenario)))


def _keys(model: str | None, title: str | None, per: tuple[str, ...]) -> dict[str, Any]:
    """The keys of the file that options give."""
    from ...files import yaml

    unit: dict[str, Any] = {}
    for each in per:
        name, equals, value = each.partition("=")
        if not equals or not name or not value:
            raise click.UsageError(f"--per {each}: write NAME=VALUE, such as 'duration=1 day'")
        unit[name.strip()] = yaml.scalar(value.strip())
    return {key: value for key, value in (("title", title), ("model", model), ("per", unit)) if value}


def _text(file: Path, found: ReadSheet, assumed: list[str]) -> str:
    from ...show.sheet import file_from

    data = found.document.data
    ordered = {key: data[key] for key in ("title", "model", "per", *data) if key in data}
    return file_from([f"From {file.name}. `carbonspan run FILE` answers it.", *assumed], ordered, {})
