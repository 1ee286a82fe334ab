"""Cloud Carbon Footprint 1.13: results-*.csv grouped by service, day or both, and on_premise_estimations.csv."""

from __future__ import annotations

import re
from typing import Any

from ...simulate.files.sheet import Cell, Sheet
from ...simulate.problems import InvalidInput
from ...simulate.reader.imports.draft import Draft, Item, alike, belief
from ...simulate.reader.imports.imported_file import ALL, ImportedFile
from ._places import UNKNOWN_BASIS

_BY_SERVICE = ("Service", "kilowatt hours", "metric tons CO2e Emissions")
_BY_DAY = ("SUM kilowatt hours", "SUM metric tons CO2e Emissions")
_ON_PREMISE = ("machineName", "annualKilowattHours", "annualCo2e")
_LOOKUP = ("usageType", "kilowattHours", "co2e")
#: The factor that is the error of every intensity of the tool.
_INTENSITY = "ccf_intensity"
_DATE = re.compile(r"Date\b.*")
_TOTAL = "Total"


def read(file: ImportedFile) -> Draft:
    """Services, days or machines, and their sum; rows of a total are left out."""
    sheet = file.sheet()
    draft = Draft(
        title=f"{file.path.stem}, as Cloud Carbon Footprint estimates it",
        model="recorded.by_energy",
        origin=f"Cloud Carbon Footprint, {file.name}",
        boundary=["use", "making the servers"],
        totals=("energy", "emissions"),
        factors={"ccf_energy": belief("meter/ccf"), _INTENSITY: alike(UNKNOWN_BASIS)},
    )
    column, energy, emissions, draft.axis = _columns(file, sheet)
    rows = [row for row in sheet.rows if row[column].text != _TOTAL]
    picked = ImportedFile(file.path, file.pick or ALL, file.tab).picked(rows, column, what=draft.axis)
    items = [(row, row[energy].number(), row[emissions].number()) for row in picked]
    kept = [Item(row[column].text, _inputs(row[energy], used, emitted)) for row, used, emitted in items if used]
    for row, used, emitted in items:
        if not used and emitted:
            raise InvalidInput([row[energy].problem("is 0 beside emissions that are not; the digits are rounded away")])
        if not used:
            draft.omit(f"{row[column].text}: 0 kWh, which may be less than the file's digits show")
    if not kept:
        raise file.problem("has no energy above 0; its numbers have two decimals")
    draft.items = kept
    draft.inputs["pue"] = {"nominal": 1, "evidence": "derived", "note": "the provider's PUE is in the energy already"}
    draft.doubt("emissions over energy is no intensity of a grid: emissions of making servers are in it")
    if draft.axis != "machine":
        draft.doubt("energies are rounded to 0.01 kWh and emissions to a gram")
    return draft


def _columns(file: ImportedFile, sheet: Sheet) -> tuple[str, str, str, str]:
    """The columns of names, kWh and tonnes, and what a row is."""
    names = sheet.names
    if set(_ON_PREMISE) <= set(names):
        return (*_ON_PREMISE, "machine")
    if set(_BY_SERVICE) <= set(names):
        return (*_BY_SERVICE, "service")
    date = next(filter(_DATE.fullmatch, names), "")
    if date and set(_BY_DAY) <= set(names):
        return (date, *_BY_DAY, "day")
    if date and set(_BY_SERVICE[1:]) <= set(names):
        return (date, *_BY_SERVICE[1:], "day")
    if set(_LOOKUP) <= set(names):
        raise file.problem("is a lookup table, whose figures are for one unit of usage; import results of usage")
    raise file.problem(f"has none of the columns {', '.join((*_BY_SERVICE, *_BY_DAY, *_ON_PREMISE))}")


def _inputs(cell: Cell, energy: float, emissions: float) -> dict[str, Any]:
    intensity = {"nominal": f"{1e6 * emissions / energy!r} g/kWh", "factors": [_INTENSITY], "evidence": "derived"}
    return {
        "energy": {
            "nominal": f"{cell.text} kWh",
            "factors": ["ccf_energy"],
            "evidence": "derived",
            "note": "usage x coefficients of processors at half load, PUE included",
        },
        "carbon_intensity": {**intensity, "note": "emissions over energy; a mix of regions, with making the servers"},
    }
