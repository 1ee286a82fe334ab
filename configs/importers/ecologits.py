"""EcoLogits 0.11.3: the impacts of one request or of several, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...simulate.reader.imports.draft import Draft, Item, alike, belief
from ...simulate.reader.imports.imported_file import ImportedFile
from ._places import UNKNOWN_BASIS

#: The factor that is the error of every intensity of the tool.
_INTENSITY = "ecologits_intensity"
#: The share by which the intensities of both ends of a range may differ: they are one number.
_TOLERANCE = 1e-3


def read(file: ImportedFile) -> Draft:
    """The requests of a file: an object of impacts, one with the key `impacts`, a list, or one object a line."""
    draft = Draft(
        title=f"Requests of {file.name}, as EcoLogits estimates them",
        model="recorded.by_requests",
        origin=f"EcoLogits, {file.name}",
        axis="request",
        boundary=["use", "making the servers"],
        totals=("energy", "emissions"),
        headline="emissions",
        factors={
            "server_load": belief("factor/deployment"),
            "making_error": alike("factor/embodied"),
            _INTENSITY: alike(UNKNOWN_BASIS),
        },
    )
    items = _items(file)
    found = [_request(file, each, f"[{index}]" if len(items) > 1 else "", draft) for index, each in items.items()]
    found.sort(key=lambda inputs: "uniform" not in inputs["request_energy"])  # the first item has the common range
    draft.items = [Item(f"request {index + 1}", inputs) for index, inputs in enumerate(found)]
    draft.per = {"requests": "1 query"}
    draft.doubt("the provider's country is taken unless the call named a zone, and the file does not say which")
    draft.omit("network, devices of users, training; resource depletion, primary energy and water")
    return draft


def _items(file: ImportedFile) -> dict[int, Any]:
    """The objects of impacts by their index."""
    lines = [line for line in file.text().splitlines() if line.strip()]
    is_lines = len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines)
    value = file.json_lines() if is_lines else file.json()
    members = value if isinstance(value, list) else [value]
    if not members:
        raise file.problem("has no impacts: the list is empty")
    return {
        index: member["impacts"]
        if isinstance(member, Mapping) and isinstance(member.get("impacts"), Mapping)
        else member
        for index, member in enumerate(members)
    }


def _request(file: ImportedFile, impacts: Any, at: str, draft: Draft) -> dict[str, Any]:
    _refuse_errors(file, impacts, at)
    energy = _range(file, file.at(impacts, "energy", "value"), f"{at}energy.value")
    use = _range(file, file.at(impacts, "usage", "gwp", "value"), f"{at}usage.gwp.value")
    making = _range(file, file.at(impacts, "embodied", "gwp", "value"), f"{at}embodied.gwp.value")
    if energy[0] <= 0:
        raise file.problem("must be above 0", f"{at}energy.value")
    low, high = (emitted / used for emitted, used in zip(use, energy, strict=True))
    if abs(high - low) > _TOLERANCE * low:
        raise file.problem("usage.gwp and energy have another ratio at each end of their range", f"{at}usage.gwp.value")
    for warning in file.remarks(impacts.get("warnings"), f"{at}warnings"):
        draft.doubt(warning.rstrip("."))
    if energy[0] != energy[1]:
        draft.doubt("the range of the energy is the guessed size of the model alone; server_load has batch and load")
    note = "with PUE; the ends of the file" if energy[0] != energy[1] else "with PUE"
    intensity = {"nominal": f"{1000 * low!r} g/kWh", "factors": [_INTENSITY], "evidence": "derived"}
    return {
        "request_energy": {
            **_stated(energy, "kWh/query"),
            "factors": ["server_load"],
            "evidence": "derived",
            "note": note,
        },
        "request_making": {
            **_stated(making, "kgCO2e/query"),
            "factors": ["making_error"],
            "evidence": "derived",
            "note": "a share of making the servers",
        },
        "carbon_intensity": {**intensity, "note": "usage over energy; year and basis are not stated"},
    }


def _refuse_errors(file: ImportedFile, impacts: Any, at: str) -> None:
    """Raise InvalidInput for impacts that the tool could not estimate: null is not 0."""
    errors = file.remarks(impacts.get("errors") if isinstance(impacts, Mapping) else None, f"{at}errors")
    if errors:
        raise file.problem(f"the tool could not estimate this request: {'; '.join(errors)}", f"{at}errors")


def _range(file: ImportedFile, value: Any, field: str) -> tuple[float, float]:
    """Both ends of a value, which is a number or has min and max."""
    if isinstance(value, Mapping):
        low, high = (file.number(file.at(value, end), f"{field}.{end}") for end in ("min", "max"))
        if low > high:
            raise file.problem(f"min {low:g} is above max {high:g}", field)
        return low, high
    return (file.number(value, field),) * 2


def _stated(ends: tuple[float, float], unit: str) -> dict[str, Any]:
    """A number, or a range that is uniform between its ends."""
    low, high = ends
    return {"nominal": f"{low!r} {unit}"} if low == high else {"unit": unit, "uniform": [low, high]}
