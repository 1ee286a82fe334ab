"""Claims of a file: figures that others published for its outputs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from .. import units
from ..grammar.claim_entries import ClaimEntry, FindingEntry
from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath, did_you_mean
from ..scenario.claim import Claim, Figure, Finding
from ..scenario.model import Output
from ..scenario.scenario import Axis, Input
from ..units import Unit
from .coordinates import check_coordinate
from .quantity import read_quantities, read_quantity

_FORMS = ("value", "at_least", "at_most", "between", "below")
_DIGITS = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class ClaimReader:
    """Reads the claims of one file, which refer to its outputs, axes and inputs.

    `over` is the dimension of each output that is a sum or a mean over one.
    """

    outputs: Mapping[str, Output]
    axes: Sequence[Axis]
    inputs: Mapping[str, Input]
    diagnostics: Diagnostics
    over: Mapping[str, str] = field(default_factory=dict)

    def claims(self, stated: Mapping[str, ClaimEntry]) -> tuple[Claim, ...]:
        """Every valid claim, in base units, as a range: of a single point for one value, infinite for one bound."""
        if not self.outputs:
            return ()  # the model has a problem, which is reported already
        return tuple(claim for name, entry in stated.items() if (claim := self._claim(name, entry)))

    def _claim(self, name: str, entry: ClaimEntry) -> Claim | None:
        key_path = ("claims", name)
        if entry.output not in self.outputs:
            rule = f"no output is named {entry.output!r}"
            self.diagnostics.problem((*key_path, "output"), rule, partial(did_you_mean, entry.output, self.outputs))
            return None
        stated = [form for form in _FORMS if getattr(entry, form) is not None]
        if not self.diagnostics.clean(key_path):
            return None
        if len(stated) != 1:
            got = " and ".join(stated) or "none"
            self.diagnostics.problem(key_path, f"must give one of {', '.join(_FORMS)}, got {got}")
            return None
        unit = units.unit(self.outputs[entry.output].unit)
        return self._relative(name, entry, unit) if entry.below else self._absolute(name, entry, stated[0], unit)

    def _relative(self, name: str, entry: ClaimEntry, unit: Unit) -> Claim:
        """The claim that an output is below that at another coordinate."""
        key_path, below = ("claims", name), entry.below or {}
        self._check_coordinate(entry.output, entry.at, (*key_path, "at"))
        self._check_coordinate(entry.output, below, (*key_path, "below"))
        for key in ("rounding", "given"):
            if getattr(entry, key):
                rule = "requires a figure, which `below` does not have; omit it"
                self.diagnostics.problem((*key_path, "from" if key == "given" else key), rule)
        return Claim(
            name=name,
            output=entry.output,
            low=-math.inf,
            high=math.inf,
            unit=unit,
            stated=f"below {', '.join(f'{axis} {label}' for axis, label in below.items())}",
            source=entry.source,
            at=entry.at,
            below={**entry.at, **below},
            expected=entry.verdict,
            findings=read_findings(entry.findings),
        )

    def _absolute(self, name: str, entry: ClaimEntry, form: str, unit: Unit) -> Claim:
        """The claim with a figure in one of the `_FORMS`."""
        key_path, written = ("claims", name), getattr(entry, form)
        ends = self._figures(written if form == "between" else [written], unit, (*key_path, form))
        low, high = ends[0].value, ends[-1].value
        if low > high:
            self.diagnostics.problem((*key_path, form), f"must be in increasing order, got {_stated(form, written)}")
        rounding = max(end.rounding for end in ends)
        if entry.rounding is not None:
            rounding = self._figure(entry.rounding, unit, (*key_path, "rounding"), bare=ends[0].unit).value
        self._check_coordinate(entry.output, entry.at, (*key_path, "at"))
        if entry.output in self.over and set(entry.given) & self.inputs.keys():
            rule = f"{entry.output} is for several values of its inputs; give the terms it adds up, or omit `from`"
            self.diagnostics.problem((*key_path, "from"), rule)
        return Claim(
            name=name,
            output=entry.output,
            low=-math.inf if form == "at_most" else low,
            high=math.inf if form == "at_least" else high,
            rounding=rounding,
            unit=ends[0].unit,
            stated=_stated(form, written),
            source=entry.source,
            at=entry.at,
            given=self._given(entry.given, unit, (*key_path, "from")),
            expected=entry.verdict,
            findings=read_findings(entry.findings),
        )

    def _figures(self, values: list[Any], unit: Unit, key_path: KeyPath) -> list[Figure]:
        """One or two bounds in base units; a unit written with one of them is the unit of both."""
        found = read_quantities(values, key_path, self.diagnostics, expected=unit)
        return [_figure(value, quantity, unit) for value, quantity in zip(values, found, strict=True)]

    def _figure(self, value: Any, unit: Unit, key_path: KeyPath, *, bare: Unit | None = None) -> Figure:
        """A published number in base units, which must have the dimension of `unit`."""
        return _figure(value, read_quantity(value, key_path, self.diagnostics, expected=unit, bare=bare), unit)

    def _check_coordinate(self, output: str, at: Mapping[str, str], key_path: KeyPath) -> None:
        axes = [axis for axis in self.axes if axis.name != self.over.get(output)]
        check_coordinate(at, axes, key_path, self.diagnostics)

    def _given(self, stated: Mapping[str, Any], unit: Unit, key_path: KeyPath) -> dict[str, Figure]:
        """The figures that a claim was computed from: inputs in their units, or terms in that of the output."""
        inputs = [name for name in stated if name in self.inputs]
        others = [name for name in stated if name not in self.inputs]
        if inputs and others:
            rule = f"{inputs[0]} is an input but {others[0]} is not; give only inputs, or only terms of a sum"
            self.diagnostics.problem((*key_path, others[0]), rule)
            return {}
        meant = {name: self.inputs[name].unit if inputs else unit for name in stated}
        return {name: self._figure(value, meant[name], (*key_path, name)) for name, value in stated.items()}


def _figure(value: Any, quantity: tuple[float, Unit] | None, unit: Unit) -> Figure:
    """A published number that was read as `quantity`; NaN in `unit` if it is invalid."""
    number, own = quantity or (math.nan, unit)
    return Figure(number, own.to_base(half_a_digit(value)) if quantity else math.nan, own, str(value))


def read_findings(stated: Iterable[FindingEntry]) -> tuple[Finding, ...]:
    """The findings about a claim, with their whitespace normalized."""
    return tuple(Finding(entry.kind, " ".join(entry.text.split()), entry.source) for entry in stated)


def half_a_digit(value: float | str) -> float:
    """Half a unit of the last digit that a number is written with: how far its exact value may be from it.

    >>> half_a_digit("3.82 t"), half_a_digit("3e5"), half_a_digit(552), half_a_digit(2.0)
    (0.005, 50000.0, 0.5, 0.5)
    """
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    found = _DIGITS.match(text.strip())
    return float(Decimal(5).scaleb(int(Decimal(found[0]).as_tuple().exponent) - 1)) if found else 0.0


def _stated(form: str, written: Any) -> str:
    text = " to ".join(map(str, written)) if isinstance(written, list) else str(written)
    return text if form in ("value", "between") else f"{form.replace('_', ' ')} {text}"
