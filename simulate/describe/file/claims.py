"""What a file says of its outputs: the units they are shown in, and figures that others published for them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .. import units
from ..model import Output
from ..problems import did_you_mean
from ..scenario import Claim, Quantity
from ..units import Unit, UnitError
from .document import Trail
from .findings import Findings
from .grammar import ClaimEntry

_FORMS = ("value", "at_least", "at_most", "between")


def read_outputs(
    asked: Mapping[str, str], outputs: Mapping[str, Output], nominal: Mapping[str, float], findings: Findings
) -> tuple[Quantity, ...]:
    """Every output with the unit it is shown in: as asked, else what reads best for its nominal value."""
    for name in asked:
        if name not in outputs:
            findings.problem(("outputs", name), f"no output is called so; {did_you_mean(name, outputs)}")
    return tuple(
        Quantity(name, _display(asked.get(name), output, nominal.get(name, 0.0), ("outputs", name), findings))
        for name, output in outputs.items()
    )


def _display(asked: str | None, output: Output, nominal: float, trail: Trail, findings: Findings) -> Unit:
    own = units.unit(output.unit)
    if asked is None:
        return units.choose(nominal, own.dimension)
    try:
        unit = units.unit(asked)
        units.require(unit, own)
    except UnitError as error:
        findings.problem(trail, str(error))
        return own
    return unit


def read_claims(
    stated: Mapping[str, ClaimEntry], outputs: Mapping[str, Output], findings: Findings
) -> tuple[Claim, ...]:
    """Every claim that names an output, in base units; its value is a range of one point, or open at an end."""
    claims = (_claim(name, entry, outputs, findings) for name, entry in stated.items())
    return tuple(claim for claim in claims if claim)


def _claim(name: str, entry: ClaimEntry, outputs: Mapping[str, Output], findings: Findings) -> Claim | None:
    trail = ("claims", name)
    if entry.output not in outputs:
        rule = f"no output is called {entry.output!r}; {did_you_mean(entry.output, outputs)}"
        findings.problem((*trail, "output"), rule)
        return None
    said = [form for form in _FORMS if getattr(entry, form) is not None]
    if not findings.clean(trail):
        return None
    if len(said) != 1:
        findings.problem(trail, f"must say one of {', '.join(_FORMS)}, got {' and '.join(said) or 'none'}")
        return None
    unit = units.unit(outputs[entry.output].unit)
    form, written = said[0], getattr(entry, said[0])
    ends = [_number(end, unit, (*trail, form), findings) for end in (written if form == "between" else [written])]
    rounding = _number(entry.rounding or 0.0, unit, (*trail, "rounding"), findings) if entry.rounding else 0.0
    low, high = {"value": (ends[0], ends[0]), "at_least": (ends[0], math.inf), "at_most": (-math.inf, ends[0])}.get(
        form, (ends[0], ends[-1])
    )
    return Claim(name, entry.output, low, high, rounding, _stated(form, written), entry.source)


def _number(value: Any, unit: Unit, trail: Trail, findings: Findings) -> float:
    """A claim's number in base units; it must carry the output's unit, bare only where the output has none."""
    try:
        number, given = units.number(value)
        units.require(given, unit, stated=str(value))
    except UnitError as error:
        findings.problem(trail, str(error))
        return math.nan
    return number


def _stated(form: str, written: Any) -> str:
    text = " to ".join(map(str, written)) if isinstance(written, list) else str(written)
    return text if form in ("value", "between") else f"{form.replace('_', ' ')} {text}"
