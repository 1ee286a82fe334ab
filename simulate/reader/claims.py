"""What a file says of its outputs: the units they are shown in, and figures that others published for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import ClaimEntry, FindingEntry
from ..problems import KeyPath, did_you_mean
from ..scenario.claim import Claim, Figure, Finding
from ..scenario.model import Output
from ..scenario.scenario import Axis, Input, Quantity
from ..units import Unit, UnitError
from .quantity import read_quantity

_FORMS = ("value", "at_least", "at_most", "between", "below")
_DIGITS = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def read_outputs(
    asked: Mapping[str, str], outputs: Mapping[str, Output], nominal: Mapping[str, float], diagnostics: Diagnostics
) -> tuple[Quantity, ...]:
    """Every output with the unit it is shown in: as asked, else what reads best for its nominal value."""
    for name in asked if outputs else ():  # without any the model could not be had, which is told with it
        if name not in outputs:
            diagnostics.problem(("outputs", name), f"no output is called so; {did_you_mean(name, outputs)}")
    return tuple(
        Quantity(name, _display(asked.get(name), output, nominal.get(name, 0.0), ("outputs", name), diagnostics))
        for name, output in outputs.items()
    )


def _display(asked: str | None, output: Output, nominal: float, key_path: KeyPath, diagnostics: Diagnostics) -> Unit:
    own = units.unit(output.unit)
    if asked is None:
        return units.choose(nominal, own.dimension)
    try:
        return units.require(units.unit(asked), own)
    except UnitError as error:
        diagnostics.problem(key_path, str(error))
        return own


@dataclass(frozen=True)
class ClaimReader:
    """Reads the claims of one file, which name its outputs, coordinates of its axes and, maybe, its inputs."""

    outputs: Mapping[str, Output]
    axes: Sequence[Axis]
    inputs: Mapping[str, Input]
    diagnostics: Diagnostics

    def claims(self, stated: Mapping[str, ClaimEntry]) -> tuple[Claim, ...]:
        """Every sound claim, in base units; its value is a range of one point, or open at an end."""
        if not self.outputs:
            return ()  # as above
        return tuple(claim for name, entry in stated.items() if (claim := self._claim(name, entry)))

    def _claim(self, name: str, entry: ClaimEntry) -> Claim | None:
        key_path = ("claims", name)
        if entry.output not in self.outputs:
            rule = f"no output is called {entry.output!r}; {did_you_mean(entry.output, self.outputs)}"
            self.diagnostics.problem((*key_path, "output"), rule)
            return None
        said = [form for form in _FORMS if getattr(entry, form) is not None]
        if not self.diagnostics.clean(key_path):
            return None
        if len(said) != 1:
            got = " and ".join(said) or "none"
            self.diagnostics.problem(key_path, f"must say one of {', '.join(_FORMS)}, got {got}")
            return None
        unit = units.unit(self.outputs[entry.output].unit)
        return self._relative(name, entry, unit) if entry.below else self._sound(name, entry, said[0], unit)

    def _relative(self, name: str, entry: ClaimEntry, unit: Unit) -> Claim:
        """The claim that the output lies below itself at another coordinate."""
        key_path, below = ("claims", name), entry.below or {}
        self._check_coordinate(entry.at, (*key_path, "at"))
        self._check_coordinate(below, (*key_path, "below"))
        for key in ("rounding", "given"):
            if getattr(entry, key):
                self.diagnostics.problem(
                    (*key_path, "from" if key == "given" else key), "belongs to a figure; leave it out"
                )
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

    def _sound(self, name: str, entry: ClaimEntry, form: str, unit: Unit) -> Claim:
        """The claim that states its figure in one `form`."""
        key_path, written = ("claims", name), getattr(entry, form)
        ends = self._figures(written if form == "between" else [written], unit, (*key_path, form))
        low, high = ends[0].value, ends[-1].value
        if low > high:
            self.diagnostics.problem((*key_path, form), f"must rise, got {_stated(form, written)}")
        rounding = max(end.rounding for end in ends)
        if entry.rounding is not None:
            rounding = self._figure(entry.rounding, unit, (*key_path, "rounding"), bare=ends[0].unit).value
        self._check_coordinate(entry.at, (*key_path, "at"))
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
        """One or two ends in base units: the unit of one is the unit of both, unless each has its own."""
        try:
            bare = units.unit_of_all(values)
        except units.Ambiguous as error:
            self.diagnostics.problem(key_path, str(error))
            return [_unknown(value, unit) for value in values]
        return [self._figure(value, unit, key_path, bare=bare) for value in values]

    def _figure(self, value: Any, unit: Unit, key_path: KeyPath, *, bare: Unit | None = None) -> Figure:
        """A published number in base units, which must have the dimension of `unit`."""
        found = read_quantity(value, key_path, self.diagnostics, expected=unit, bare=bare)
        if not found:
            return _unknown(value, unit)
        number, given = found
        return Figure(number, given.to_base(half_a_digit(value)), given, str(value))

    def _check_coordinate(self, at: Mapping[str, str], key_path: KeyPath) -> None:
        """Note an axis or an option that the file does not have."""
        options = {axis.name: [option.label for option in axis.options] for axis in self.axes}
        for axis, label in at.items():
            if axis not in options:
                self.diagnostics.problem((*key_path, axis), f"no axis is called so; {did_you_mean(axis, options)}")
            elif label not in options[axis]:
                rule = f"{axis} has no option {label!r}; {did_you_mean(label, options[axis])}"
                self.diagnostics.problem((*key_path, axis), rule)

    def _given(self, stated: Mapping[str, Any], unit: Unit, key_path: KeyPath) -> dict[str, Figure]:
        """The published figures behind a claim: inputs in their own units, or terms in that of the output."""
        inputs = [name for name in stated if name in self.inputs]
        others = [name for name in stated if name not in self.inputs]
        if inputs and others:
            rule = f"{inputs[0]} is an input and {others[0]} is none; name inputs alone, or terms of a sum alone"
            self.diagnostics.problem((*key_path, others[0]), rule)
            return {}
        meant = {name: self.inputs[name].unit if inputs else unit for name in stated}
        return {name: self._figure(value, meant[name], (*key_path, name)) for name, value in stated.items()}


def _unknown(value: object, unit: Unit) -> Figure:
    """A figure that cannot be read."""
    return Figure(math.nan, math.nan, unit, str(value))


def read_findings(stated: Iterable[FindingEntry]) -> tuple[Finding, ...]:
    """What a file says about a claim beside its figures."""
    return tuple(Finding(entry.kind, " ".join(entry.text.split()), entry.source) for entry in stated)


def half_a_digit(value: float | str) -> float:
    """Half a unit of the last digit a number was written with: how far off it may be, for all its author says.

    >>> half_a_digit("3.82 t"), half_a_digit("3e5"), half_a_digit(552), half_a_digit(2.0)
    (0.005, 50000.0, 0.5, 0.5)
    """
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    found = _DIGITS.match(text.strip())
    return float(Decimal(5).scaleb(int(Decimal(found[0]).as_tuple().exponent) - 1)) if found else 0.0


def _stated(form: str, written: Any) -> str:
    text = " to ".join(map(str, written)) if isinstance(written, list) else str(written)
    return text if form in ("value", "between") else f"{form.replace('_', ' ')} {text}"
