"""The draws of an answer that was stored, or is held in memory, as a comparison takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ... import units
from ...answer.run import run_scenario
from ...answer.run_options import Request
from ...comparing.compared import Compared
from ...comparing.drawn import DrawnAnswer, DrawnInput, compare_draws
from ...comparing.pairing import PairingRules
from ...comparing.sides import LETTERS, Agreement, Side, check_count, one_side, rescaled
from ...problems import InvalidInput, did_you_mean
from ...scenario.scenario import Scenario
from ...units import Unit
from ..datasets.dataset import dataset
from ..datasets.netcdf import SUFFIXES
from ..datasets.stored_answer import answer_in
from .update_export import OBSERVED

if TYPE_CHECKING:
    import xarray as xr

#: Digits to which quantiles of equal laws agree.
_DIGITS = 12


def is_stored(name: object) -> bool:
    """Whether a name is that of an answer's file, or an answer itself.

    >>> is_stored("a.nc"), is_stored("a.yaml")
    (True, False)
    """
    return Path(name).suffix in SUFFIXES if isinstance(name, str | Path) else hasattr(name, "children")


def compare_stored(
    items: Sequence[Scenario | xr.DataTree],
    request: Request,
    *,
    outputs: Sequence[str | None],
    rules: PairingRules,
    agreement: Agreement,
) -> Compared:
    """The comparison of answers by their draws, and of scenarios that are drawn like the first of these.

    As many samples are compared as all have. Raises InvalidInput for what cannot be compared.
    """
    check_count(len(items))
    named = list(zip(items, outputs, LETTERS, strict=False))
    found = {
        letter: drawn(item, output, f"{letter} ({item.attrs.get('name', 'the answer')})")
        for item, output, letter in named
        if not isinstance(item, Scenario)
    }
    stored = list(found.values())
    count = min(len(each.values) for each in stored)
    for item, output, letter in named:
        if isinstance(item, Scenario):
            side = one_side(item, output)
            side = rescaled(side, agreement.per) if agreement.per else side
            found[letter] = _like(stored, side, count, request, rules)
    ordered = [found[letter] for _, _, letter in named]
    return compare_draws(ordered, request.levels, rules=rules, any_boundary=agreement.any_boundary)


def _like(stored: Sequence[DrawnAnswer], side: Side, count: int, request: Request, rules: PairingRules) -> DrawnAnswer:
    """The draws of a scenario by the seed of the first stored answer; inputs with another law are drawn apart."""

    def run(scenario: Scenario) -> DrawnAnswer:
        answer = run_scenario(
            scenario, samples=count, seed=stored[0].seed, threads=request.threads or None, draws=count
        )
        return drawn(dataset(answer), side.output, side.name)

    own = run(side.scenario)
    laws = {given.stream: given.law for each in stored for given in each.inputs.values() if each.seed == own.seed}
    apart = {
        given.stream
        for name, given in own.inputs.items()
        if laws.get(given.stream, given.law) != given.law and name not in rules.same
    }
    if apart:
        inputs = {
            name: replace(given, stream=f"{given.stream}@{side.name}") if given.stream in apart else given
            for name, given in side.scenario.inputs.items()
        }
        own = run(replace(side.scenario, inputs=inputs))
    return replace(own, coordinates=side.coordinates)


def drawn(tree: xr.DataTree, output: str | None, name: str) -> DrawnAnswer:
    """The draws of one output of the answer in `tree`, called `name` in messages; by default of the headline's.

    Raises InvalidInput for anything but an answer with draws, and for an output that it does not have.
    """
    if "draws" not in tree.children:
        remedy = "run it with --out FILE.nc --draws 100000, or compare the scenario itself"
        raise InvalidInput(f"{name} has no draws, sample by sample; {remedy}")
    if OBSERVED in tree.attrs:
        rule = "was updated by a measurement, so that its draws no longer pair with those of other answers"
        raise InvalidInput(f"{name} {rule}; compare the scenarios themselves")
    answer = answer_in(tree, name)
    wanted = output or answer.headline
    if wanted not in answer.outputs:
        raise InvalidInput(f"{name} has no output called {wanted!r}; {did_you_mean(wanted, answer.outputs)}")
    first = answer.of(wanted)[0]
    values = tree["draws"][wanted]
    axes = {str(axis): 0 for axis in values.dims if axis != "sample"}
    unit = units.unit(first.unit.text)
    return DrawnAnswer(
        subject=answer.subject,
        output=wanted,
        unit=Unit(unit.text, Fraction(1), unit.dimension),
        substance=first.substance,
        values=np.asarray(values.isel(axes).values, float),
        nominal=first.nominal,
        coordinates=dict(first.coordinates),
        inputs=_inputs(tree),
        seed=answer.seed,
        design=answer.design,
        hash=answer.hash,
        implausible=answer.implausible,
    )


def _inputs(tree: Any) -> dict[str, DrawnInput]:
    """The inputs that vary, with quantiles in base units and correlations, which tell their laws apart."""
    about, pairs = tree["inputs"], tree["correlations"]
    correlated: dict[str, list[tuple[str, float]]] = {}
    for one, other, asked in zip(*(pairs[each].values for each in ("first", "second", "asked")), strict=True):
        correlated.setdefault(str(one), []).append((str(other), float(asked)))
        correlated.setdefault(str(other), []).append((str(one), float(asked)))
    found = {}
    for k, name in enumerate(map(str, about["input"].values)):
        unit = units.unit(str(about["unit"].values[k]))
        quantiles = [unit.to_base(float(each)) for each in about["quantile"].values[k]]
        if quantiles[0] != quantiles[-1]:
            law = tuple(float(f"{each:.{_DIGITS}g}") for each in quantiles)
            found[name] = DrawnInput(str(about["stream"].values[k]), (law, tuple(sorted(correlated.get(name, [])))))
    return found
