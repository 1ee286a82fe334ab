"""Brightway (bw2io 0.9, stats_arrays 4.0): exchanges in a stats_arrays table or bw2io's inventory, CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...simulate.files.sheet import Cell, Sheet, SheetRow, is_blank, table
from ...simulate.problems import InvalidInput
from ...simulate.reader.imports.draft import Draft, Item
from ...simulate.reader.imports.imported_file import ImportedFile
from ...simulate.units import UnitError, quantity, stated_unit, unit
from ._stats_arrays import law_of_row

#: Parameters by the heads that stats_arrays, bw2io and Activity Browser have for them.
_HEADS = {
    "uncertainty_type": ("uncertainty_type", "uncertainty type"),
    "loc": ("loc",),
    "scale": ("scale",),
    "shape": ("shape",),
    "minimum": ("minimum",),
    "maximum": ("maximum",),
    "negative": ("negative",),
    "amount": ("amount",),
    "name": ("name", "input"),
    "impact": ("impact",),
    "unit": ("unit",),
    "type": ("type",),
}
_PRODUCTION = "production"
_KILOGRAM = unit("kgCO2e")


def read(file: ImportedFile) -> Draft:
    """The exchanges of one activity, each with its law; with a column `impact`, their emissions and the sum."""
    name, sheet = _chosen(file)
    columns = {key: head for key, heads in _HEADS.items() for head in heads if head in sheet.names}
    for key in ("name", "uncertainty_type") if "amount" not in columns else ("name",):
        if key not in columns:
            sheet.require(_HEADS[key][:1], what="a table of exchanges")
    has_impact = "impact" in columns
    draft = Draft(
        title=f"{name}, from Brightway",
        model="recorded.by_exchange" if has_impact else "recorded.exchanged",
        origin=f"Brightway, {file.name}",
        axis="exchange",
        boundary=["exchanges"],
        totals=("by_exchange",) if has_impact else (),
    )
    for row in sheet.rows:
        if row[columns.get("type", "")].text == _PRODUCTION:
            draft.omit("the activity's own production")
            continue
        draft.items.append(Item(row[columns["name"]].text or "exchange", _inputs(row, columns, draft)))
    if not has_impact:
        draft.omit("emissions: add a column `impact` with those of one unit of each exchange, such as 0.056 kg")
    draft.omit("units of exchanges, which are in notes: an amount is a plain number; other activities; correlations")
    return draft


def _inputs(row: SheetRow, columns: dict[str, str], draft: Draft) -> dict[str, Any]:
    law, sign, kind = law_of_row(row, columns)
    of = row[columns.get("unit", "")].text
    note = ", ".join(filter(None, (of, kind, "mirrored" if sign < 0 else "")))
    entry: dict[str, Any] = {**_nominal(row, columns, law, sign), **law, "evidence": "derived", "note": note}
    if kind == "undefined":
        draft.doubt("amounts whose uncertainty is undefined are constants here, which is not what undefined means")
    inputs = {"amount": entry, "sign": {"nominal": int(sign), "evidence": "derived"}}
    if "impact" in columns:
        given = _impact(row[columns["impact"]])
        inputs["impact"] = {"nominal": given, "evidence": "assumed", "note": f"of one {of or 'unit'}"}
    return inputs


def _impact(cell: Cell) -> str:
    """The emissions of one unit of an exchange; a bare number is in kg. Raises InvalidInput at the cell."""
    try:
        quantity(cell.text, _KILOGRAM, bare=_KILOGRAM)
    except UnitError as error:
        raise InvalidInput([cell.problem(str(error))]) from None
    return cell.text if stated_unit(cell.text) else f"{cell.text} kgCO2e"


def _nominal(row: SheetRow, columns: dict[str, str], law: dict[str, Any], sign: float) -> dict[str, float]:
    """The amount, whose sign is apart where the law is mirrored; without a column of it the law's own median."""
    if "amount" in columns and row[columns["amount"]].value is not None:
        return {"nominal": sign * row[columns["amount"]].number()}
    return {} if law else {"nominal": row[columns["loc"]].number()}


def _chosen(file: ImportedFile) -> tuple[str, Sheet]:
    """The table itself, or that of the picked activity of an inventory: the only one with inputs, if none is picked."""
    grid = file.grid()
    blocks = dict(_blocks(file, grid))
    if not blocks:
        return file.path.stem, table(str(file.path), grid)
    if file.pick:
        if file.pick not in blocks:
            raise file.problem(f"no activity is called {file.pick!r}; choose one of {', '.join(blocks)}")
        return file.pick, blocks[file.pick]
    able = [name for name, sheet in blocks.items() if any(row["type"].text != _PRODUCTION for row in sheet.rows)]
    if len(able) != 1:
        raise file.problem(f"has the activities {', '.join(able or blocks)}; choose one with --pick")
    return able[0], blocks[able[0]]


def _blocks(file: ImportedFile, grid: list[list[Cell]]) -> Iterator[tuple[str, Sheet]]:
    """Each activity of an inventory with the table below its line `Exchanges`, which a blank line ends."""
    name, lines, is_inside = "", list[list[Cell]](), False
    for cells in [*grid, []]:
        first = cells[0].text if cells else ""
        if is_inside and (is_blank(cells) or first == "Activity"):
            if lines:  # an activity may have no exchanges
                yield name, table(str(file.path), lines)
            is_inside = False
        if first == "Activity" and len(cells) > 1:
            name = cells[1].text
        elif first == "Exchanges":
            lines, is_inside = [], True
        elif is_inside:
            lines.append(cells)
