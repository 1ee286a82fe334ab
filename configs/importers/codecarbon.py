"""CodeCarbon 2.x to 3.3.2: emissions.csv and emissions_base_*.csv of tasks."""

from __future__ import annotations

from typing import Any

from ...simulate.files.sheet import SheetRow
from ...simulate.problems import InvalidInput
from ...simulate.reader.imports.draft import Draft, Item, alike, belief
from ...simulate.reader.imports.imported_file import ALL, ImportedFile
from ._places import UNKNOWN_BASIS, overhead, row_of_country

_NEEDED = ("run_id", "duration", "emissions", "cpu_energy", "gpu_energy", "ram_energy", "energy_consumed")
_PARTS = {
    "cpu_energy": ("cpu_energy", "codecarbon-cpu", "cpu_model", "derived"),
    "gpu_energy": ("gpu_energy", "gpu-counter", "gpu_counter", "measured"),
    "memory_energy": ("ram_energy", "codecarbon-memory", "memory_model", "derived"),
}
#: The factor that is the error of every intensity of the tool.
_INTENSITY = "codecarbon_intensity"
#: The share by which the parts may differ from their sum, and ratios of two rows from each other.
_TOLERANCE = 1e-3


def read(file: ImportedFile) -> Draft:
    """One run, or several tasks or runs and their sum; of a run, the last row, as rows of one run are cumulative."""
    sheet = file.sheet()
    sheet.require(_NEEDED, what="a file of CodeCarbon")
    if "task_name" in sheet.names:
        pick = ImportedFile(file.path, file.pick or ALL, file.tab)
        rows, axis, name = pick.picked(sheet.rows, "task_name", what="task"), "task", "task_name"
    else:
        rows, axis, name = _last_rows(file.picked(sheet.rows, "run_id", what="run_id")), "run", "run_id"
    version = ", ".join(dict.fromkeys(row["codecarbon_version"].text for row in rows)) or "of unknown version"
    project = rows[0]["project_name"].text or file.path.stem
    draft = Draft(
        title=f"{project}, as CodeCarbon recorded it",
        model="recorded.by_components",
        origin=f"CodeCarbon {version}, {file.name}",
        axis=axis,
        boundary=["use"],
        totals=("energy", "emissions"),
    )
    draft.items = [Item(row[name].text, _inputs(row, draft)) for row in rows]
    draft.factors = {factor: belief(f"meter/{row}") for _, row, factor, _ in _PARTS.values()}
    draft.factors[_INTENSITY] = alike(UNKNOWN_BASIS)
    draft.omit("the columns of power, which are means of samples: power x duration is not the energy")
    draft.omit("making the hardware, network, and whatever else of the machine the tool does not model")
    if axis == "task":
        draft.omit("all but one turn of a task that was started again: the tool's file of tasks has a row a name")
    if any(row["water_consumed"].value and row["water_consumed"].number() for row in rows):
        draft.omit("water, on which the tool applies the WUE to an energy that has the PUE in it")
    return draft


def _last_rows(rows: list[SheetRow]) -> list[SheetRow]:
    """The last row of each run: flush() and stop() each leave one, and each has everything so far."""
    return list({row["run_id"].text: row for row in rows}.values())


def _inputs(row: SheetRow, draft: Draft) -> dict[str, Any]:
    total, emissions = row["energy_consumed"].number(), row["emissions"].number()
    if total <= 0:
        raise InvalidInput([row["energy_consumed"].problem("must be above 0: nothing was recorded")])
    parts = sum(row[column].number() for column, *_ in _PARTS.values())
    if abs(parts - total) > _TOLERANCE * total:
        rule = f"must be the sum of cpu, gpu and ram_energy ({parts:.6g}), got {total:.6g}"
        raise InvalidInput([row["energy_consumed"].problem(f"{rule}; were rows of two files mixed?")])
    pue = row["pue"].number() if row["pue"].value is not None else 1.0
    inputs = {name: _energy(row, name, pue) for name in _PARTS}
    inputs["pue"] = _pue(row, pue, draft)
    inputs["carbon_intensity"] = _intensity(row, emissions / total, draft)
    if not row["gpu_energy"].number():
        draft.omit("accelerators: the tool saw none, so one that was there is not counted")
    return inputs


def _energy(row: SheetRow, name: str, pue: float) -> dict[str, Any]:
    column, _, factor, evidence = _PARTS[name]
    if name == "gpu_energy" and not row[column].number():
        return {"nominal": "0 kWh", "evidence": "derived", "note": "the tool saw no accelerator"}
    value = row[column].text if pue == 1 else repr(row[column].number() / pue)
    note = "" if pue == 1 else f"the file's {row[column].text} kWh over its PUE of {pue:g}"
    entry = {"nominal": f"{value} kWh", "factors": [factor], "evidence": evidence, "note": note}
    return {key: value for key, value in entry.items() if value}


def _pue(row: SheetRow, pue: float, draft: Draft) -> dict[str, Any]:
    if pue != 1:
        note = "given to the tool, which has it in every energy; taken out of them here"
        return {"nominal": pue, "evidence": "disclosed", "note": note}
    if row["pue"].value is None:
        draft.doubt("the file has no PUE: if the tracker was given one, its energies have it in them")
        return {"nominal": 1, "evidence": "assumed", "note": "the file of tasks does not state it"}
    return overhead(draft, row["cloud_provider"].text if row["on_cloud"].text == "Y" else "")


def _intensity(row: SheetRow, ratio: float, draft: Draft) -> dict[str, Any]:
    country, code = row["country_name"].text, row["country_iso_code"].text
    region = row["cloud_region"].text or row["region"].text
    place = ", ".join(filter(None, (country or code, region)))
    if not country and not region:
        draft.doubt(
            f"the tool does not know the country {code or '(none given)'} and has the world's mean"
            f"{row_of_country(code)}; the law is that of a known place"
        )
    entry = {"nominal": f"{1000 * ratio!r} g/kWh", "factors": [_INTENSITY], "evidence": "derived"}
    return {**entry, "note": f"emissions over energy, {place or 'no place'}; year and basis are not stated"}
