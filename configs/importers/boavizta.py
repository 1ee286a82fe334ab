"""Boavizta API 2.5.0: the JSON answer about a server, a component or a cloud instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...simulate.reader.imports.draft import Draft, Item, law_of
from ...simulate.reader.imports.imported_file import ImportedFile


def read(file: ImportedFile) -> Draft:
    """The emissions of making and, where the answer has them, of using what was asked about."""
    answer = file.json()
    gwp = file.at(answer, "impacts", "gwp")
    if (unit := file.at(gwp, "unit")) != "kgCO2eq":
        raise file.problem(f"must be kgCO2eq, got {unit!r}", "impacts.gwp.unit")
    use = gwp.get("use")
    has_use = isinstance(use, Mapping)
    draft = Draft(
        title=f"{file.path.stem}, as Boavizta API estimates it",
        model="recorded.over_life" if has_use else "recorded.made",
        origin=f"Boavizta API, {file.name}",
        boundary=["use", "making"] if has_use else ["making"],
    )
    inputs = {"making": _estimate(file, file.at(gwp, "embedded"), "impacts.gwp.embedded", draft)}
    if has_use:
        inputs = {"use": _estimate(file, use, "impacts.gwp.use", draft), **inputs}
        draft.doubt(_period(file, answer))
    else:
        draft.omit(f"use, which the answer has as {use!r}: it is not 0")
    if taken := _archetype(answer):
        draft.doubt(taken)
    draft.items = [Item("answer", inputs)]
    draft.omit("depletion of resources and primary energy")
    return draft


def _period(file: ImportedFile, answer: Mapping[str, Any]) -> str:
    """For how long the use is."""
    verbose = answer.get("verbose")
    duration = verbose.get("duration") if isinstance(verbose, Mapping) else None
    if isinstance(duration, Mapping) and "value" in duration:
        value = file.number(duration["value"], "verbose.duration.value")
        return f"use, and the share of making, are for the duration of {value:g} {duration.get('unit', '')}"
    return "use and making are for the whole life unless a duration was asked for, which only a verbose answer states"


def _archetype(answer: Mapping[str, Any]) -> str:
    """What the tool took in place of what it was not told; empty if it was, or the answer is not verbose."""
    verbose = answer.get("verbose")
    name = verbose.get("name") if isinstance(verbose, Mapping) else None
    if not isinstance(name, Mapping) or name.get("status") != "ARCHETYPE":
        return ""
    return f"what was asked about was not stated or not known, so the tool took its archetype {name.get('value')!r}"


def _estimate(file: ImportedFile, estimate: Any, field: str, draft: Draft) -> dict[str, Any]:
    """A value whose least and greatest are taken as 5 and 95 % points; without a range, the catalog's spread."""
    value, low, high = (file.number(file.at(estimate, key), f"{field}.{key}") for key in ("value", "min", "max"))
    if low > high:
        raise file.problem(f"min {low:g} is above max {high:g}", field)
    for warning in file.remarks(estimate.get("warnings"), f"{field}.warnings"):
        draft.doubt(warning)
    nominal = {"nominal": f"{value!r} kgCO2e"}
    if low == high:
        note = "the answer has no range; makers state an error ratio of about 1 for servers"
        return {**nominal, **law_of("factor/embodied"), "evidence": "derived", "note": note}
    if not low <= value <= high:
        draft.doubt(f"{field}: the value {value:g}, of two digits, is outside of {low:g} to {high:g}")
    inner = {0.5: value} if low < value < high else {}
    note = (
        "the ends of the answer's range, over unknown parts alone, taken as 5 and 95 % points, its value as the median"
    )
    return {**nominal, "quantiles": {0.05: low, **inner, 0.95: high}, "evidence": "derived", "note": note}
