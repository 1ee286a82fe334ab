"""eco2AI 0.3.12: emission.csv of its Tracker."""

from __future__ import annotations

from typing import Any

from ...simulate.files.sheet import SheetRow
from ...simulate.problems import InvalidInput
from ...simulate.reader.imports.draft import Draft, Item, alike, belief
from ...simulate.reader.imports.imported_file import ImportedFile
from ._places import UNKNOWN_BASIS, row_of_country

_ENERGY, _EMISSIONS, _DURATION, _PLACE = "power_consumption(kWh)", "CO2_emissions(kg)", "duration(s)", "region/country"
_NEEDED = ("id", "project_name", "epoch", _DURATION, _ENERGY, _EMISSIONS, _PLACE)
#: The factor that is the error of every intensity of the tool.
_INTENSITY = "eco2ai_intensity"
#: The intensity, kg/kWh, that the tool has for a country it does not know, to its digits.
_WORLD = 0.436529
#: The mean power, W, below which a machine cannot have been metered.
_LEAST_POWER = 1.0


def read(file: ImportedFile) -> Draft:
    """One run, or its epochs and their sum."""
    sheet = file.sheet()
    sheet.require(_NEEDED, what="a file of eco2AI")
    rows = file.picked(sheet.rows, "id", what="id")
    several = len({row["id"].text for row in rows}) > 1
    draft = Draft(
        title=f"{rows[0]['project_name'].text or file.path.stem}, as eco2AI recorded it",
        model="recorded.by_energy",
        origin=f"eco2AI, {file.name}",
        axis="run" if several else "epoch",
        boundary=["use"],
        totals=("energy", "emissions"),
        factors={"eco2ai_energy": belief("meter/eco2ai"), _INTENSITY: alike(UNKNOWN_BASIS)},
    )
    draft.items = [Item(_name(row, several=several), _inputs(row, draft)) for row in rows]
    draft.inputs["pue"] = {
        "nominal": 1,
        "evidence": "assumed",
        "note": "the PUE that the tracker was given, 1 by default, is in the energy already",
    }
    draft.doubt("the file does not state the PUE that its energy has in it")
    draft.omit("making the hardware, network and storage")
    return draft


def _name(row: SheetRow, *, several: bool) -> str:
    epoch = row["epoch"].text.partition(",")[0]
    return f"{row['id'].text[:8]} {epoch}".strip() if several else epoch


def _inputs(row: SheetRow, draft: Draft) -> dict[str, Any]:
    energy, duration = row[_ENERGY].number(), row[_DURATION].number()
    if energy <= 0:
        raise InvalidInput([row[_ENERGY].problem("must be above 0: a run shorter than measure_period records nothing")])
    if duration > 0 and (power := 3.6e6 * energy / duration) < _LEAST_POWER:
        draft.doubt(
            f"the recorded energy is that of {power:.2g} W: the tool meters CPUs when a measure_period ends, and in "
            "start_training mode not in between; expect hundreds of times more"
        )
    ratio, code = row[_EMISSIONS].number() / energy, row[_PLACE].text
    if abs(ratio / _WORLD - 1) < 1e-4:
        draft.doubt(f"the tool does not know the country {code} and has the world's mean{row_of_country(code[:2])}")
    intensity = {"nominal": f"{1000 * ratio!r} g/kWh", "factors": [_INTENSITY], "evidence": "derived"}
    return {
        "energy": {
            "nominal": f"{row[_ENERGY].text} kWh",
            "factors": ["eco2ai_energy"],
            "evidence": "derived",
            "note": "CPUs and memory are modelled, accelerators metered; only their sum is recorded",
        },
        "carbon_intensity": {**intensity, "note": f"emissions over energy, {code}; year and basis are not stated"},
    }
