"""carbontracker 2.4.7: *_carbontracker.log, and *_carbontracker_output.log with the consumption it prints."""

from __future__ import annotations

import re

from ...simulate.problems import InvalidInput, Problem
from ...simulate.reader.imports.draft import Draft, Item, alike, belief
from ...simulate.reader.imports.imported_file import ImportedFile
from ._places import UNKNOWN_BASIS

_NUMBER = r"([0-9.eE+-]+)"
_VERSION = re.compile(r"carbontracker version (\S+)")
_PUE = re.compile(rf"multiplied by a PUE coefficient of {_NUMBER}")
_INTENSITY = re.compile(rf"Average carbon intensity during training was {_NUMBER} gCO2")
_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_POWER = re.compile(r"Average power usage \(W\) for (\w+): (\[[^\]]*\]|.+)")
_READING = re.compile(rf"{_DURATION.pattern}|{_POWER.pattern}")
_BLOCK = re.compile(
    rf"(Predicted|Actual) consumption(?: for (\d+) epoch\(s\))?:\s+Time:[^\n]+\s+Energy:\s+{_NUMBER} kWh"
)
_WORLD = "Unknown"
#: The factor that is the error of every intensity of the tool.
_ERROR = "carbontracker_intensity"


def read(file: ImportedFile) -> Draft:
    """The energy of all epochs of a log, without PUE; or the actual consumption of an output log, with PUE."""
    text = file.text()
    version = found[1] if (found := _VERSION.search(text)) else "of unknown version"
    draft = Draft(
        title=f"{file.path.stem}, as carbontracker recorded it",
        model="recorded.by_energy",
        origin=f"carbontracker {version}, {file.name}",
        boundary=["use"],
        factors={"carbontracker_energy": belief("meter/carbontracker"), _ERROR: alike(UNKNOWN_BASIS)},
    )
    inputs = _intensity(file, text, draft)
    if _POWER.search(text):
        inputs |= _of_epochs(file, text, draft)
    elif _BLOCK.search(text):
        inputs |= _of_output(file, text, draft)
    else:
        raise file.problem("has neither the power of an epoch nor a consumption; is it a log of carbontracker?")
    draft.items = [Item("log", inputs)]
    draft.omit("memory, storage, network and making the hardware: the log has CPUs and accelerators alone")
    return draft


def _of_epochs(file: ImportedFile, text: str, draft: Draft) -> dict[str, dict[str, object]]:
    """The sum over epochs of duration x power, and the PUE that the tool would multiply by."""
    energy, duration, epochs, devices = 0.0, None, 0, set()
    for found in _READING.finditer(text):
        hours, minutes, seconds, device, power = found.groups()
        if device is None:
            duration = 3600 * int(hours) + 60 * int(minutes) + float(seconds)
            epochs += 1
            continue
        line = text.count("\n", 0, found.start()) + 1
        if duration is None:
            raise InvalidInput([Problem("power of an epoch without its duration", "", str(file.path), line, 1)])
        devices.add(device)
        energy += duration * _watts(file, power, line)
    pue = _PUE.search(text)
    if pue is None:
        raise file.problem("does not state its PUE coefficient, which a log of carbontracker does in its second line")
    draft.doubt("the log does not say whether a CPU was metered or simulated at half of its rated power")
    note = f"{epochs} epochs, duration x average power of {' and '.join(sorted(devices))}, which have no PUE"
    return {
        "energy": {
            "nominal": f"{energy / 3.6e6!r} kWh",
            "factors": ["carbontracker_energy"],
            "evidence": "derived",
            "note": note,
        },
        "pue": {**belief("provider/unknown/pue"), "nominal": float(pue[1])},
    }


def _watts(file: ImportedFile, text: str, line: int) -> float:
    """The power of all devices of a kind: one number, or an array with one for each."""
    try:
        return sum(float(each) for each in re.split(r"[,\s]+", text.strip("[] \n")))
    except ValueError:
        rule = f"power must be numbers, got {text!r}; an epoch may be too short to be metered"
        raise InvalidInput([Problem(rule, "", str(file.path), line, 1)]) from None


def _of_output(file: ImportedFile, text: str, draft: Draft) -> dict[str, dict[str, object]]:
    """The actual consumption, else the predicted one; either has the PUE in it."""
    blocks = {
        kind: (f" for {epochs} epochs" if epochs else "", energy) for kind, epochs, energy in _BLOCK.findall(text)
    }
    kind = "Actual" if "Actual" in blocks else "Predicted"
    if kind == "Predicted":
        draft.doubt("the log has a prediction from its first epochs, and no actual consumption")
    draft.doubt("the tool has its PUE in this energy, and this log does not state it; the other log does")
    epochs, energy = blocks[kind]
    if float(energy) <= 0:
        raise file.problem(f"the {kind.lower()} consumption is 0: nothing was recorded")
    note = f"{kind.lower()} consumption{epochs}, PUE included"
    return {
        "energy": {
            "nominal": f"{energy} kWh",
            "factors": ["carbontracker_energy"],
            "evidence": "derived",
            "note": note,
        },
        "pue": {"nominal": 1, "evidence": "assumed", "note": "in the energy already"},
    }


def _intensity(file: ImportedFile, text: str, draft: Draft) -> dict[str, dict[str, object]]:
    found = _INTENSITY.search(text)
    if found is None:
        raise file.problem("states no average carbon intensity; the run may not have been stopped")
    if f"location: {_WORLD}" in text or "location" not in text:
        draft.doubt("the place is unknown to the log, and 445 g/kWh is the tool's mean of the world in 2024")
    entry = {"nominal": f"{found[1]} g/kWh", "factors": [_ERROR], "evidence": "derived"}
    return {"carbon_intensity": {**entry, "note": "average during training; basis not stated"}}
