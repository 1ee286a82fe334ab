"""The terms of an equation, an inventory's table of uncertainty, and the quality of data, from draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .. import units
from ..answer.statistics.marginal import Estimate
from ..problems import InvalidInput, did_you_mean
from ..scenario.scenario import Input
from .draws import NamedDraws
from .form import rows, text

Floats = NDArray[np.float64]

_QUOTED = (0.05, 0.5, 0.95)
_OUTER = (0.025, 0.975)
#: A squared correlation of this over the number of draws, three errors from 0, may be chance.
_CHANCE = 9.0


@dataclass(frozen=True)
class Quality:
    """Of what evidence the spread of a quantity is: the share of each kind, and the mean score, 1 best to 5 worst.

    `score` is None for a quantity without spread.
    """

    shares: dict[str, float]
    score: float | None


@dataclass(frozen=True)
class Term:
    """A term of an equation: the low end, median and high end of its 90 % interval, as numbers of `unit`."""

    symbol: str
    name: str
    unit: str
    low: Estimate
    median: Estimate
    high: Estimate
    quality: Quality


@dataclass(frozen=True)
class LifeCycleStage:
    """A stage of a boundary, and whether the scenario counts it."""

    boundary: str
    name: str
    is_counted: bool


@dataclass(frozen=True)
class InventoryCategory:
    """A category of an inventory: uncertainties are (below, above) in percent of the mean, at 95 %, between `ends`.

    `activity` and `factor` are None for a category that is not a product of the two.
    """

    category: str
    gas: str
    unit: str
    amount: Estimate
    ends: tuple[Estimate, Estimate]
    activity: tuple[float, float] | None
    factor: tuple[float, float] | None
    combined: tuple[float, float]
    contribution: float


def terms(drawn: NamedDraws) -> Iterator[Term]:
    """The terms that the scenario has, and the score for each functional unit.

    Raises InvalidInput for a scenario without the outputs that the score is computed from.
    """
    check_outputs(drawn, "equation")
    for each in rows("equation"):
        of, over = drawn.first(each["of"]), each["over"]
        if of:
            values = drawn.outputs[of] / (drawn.outputs[over] if over else 1.0)
            yield _term(drawn, each["symbol"], each["name"], each["unit"], values)
    whole = rows("equation")[-1]
    for each in rows("functional-units"):
        parts = [name.strip() for name in each["each"].split(";")]
        if {each["count"], *parts} <= set(drawn.inputs):
            number = drawn.inputs[each["count"]] * sum(drawn.inputs[name] for name in parts)
            if number.min() > 0:
                score = drawn.outputs[drawn.first(whole["of"])] / number
                yield _term(drawn, "R", f"number of functional units: {each['unit']}", each["unit"], number)
                unit = f"{whole['unit']}/{each['unit']}"
                yield _term(drawn, text("score"), f"{whole['symbol']} per {each['unit']}", unit, score)


def check_outputs(drawn: NamedDraws, shape: str) -> None:
    """Raise InvalidInput unless the scenario has the outputs that a shape is computed from, all above 0."""
    for name in filter(None, (each["needs"] for each in rows("equation"))):
        if name not in drawn.outputs:
            raise InvalidInput(
                f"--format: the {shape} needs an output called {name}; {did_you_mean(name, drawn.outputs)}"
            )
        if drawn.outputs[name].min() <= 0:
            raise InvalidInput(f"--format: the {shape} needs {name} above 0, and draws go down to 0 or below; truncate")
    for each in rows("equation"):
        counted = {*each["unless_counted"].split("|")} & {*drawn.answer.subject.boundary}
        if counted and not drawn.first(each["of"]):
            rule = f"counts {', '.join(counted)}, and no output called {each['of']} has it alone"
            raise InvalidInput(f"--format: the scenario {rule}; add one to its model")


def _term(drawn: NamedDraws, symbol: str, name: str, unit: str, values: Floats) -> Term:
    shown = units.unit(unit)
    low, median, high = (each.in_unit(shown) for each in drawn.quantiles(values, _QUOTED))
    return Term(symbol, name, unit, low, median, high, quality(drawn, values))


def stages(drawn: NamedDraws) -> tuple[LifeCycleStage, ...]:
    """The stages of each boundary, and which of them the scenario counts."""
    counted = drawn.answer.subject.boundary
    return tuple(
        LifeCycleStage(each["boundary"], each["stage"], each["counted"] in counted) for each in rows("boundaries")
    )


def table(drawn: NamedDraws) -> tuple[InventoryCategory, ...]:
    """A row a category, and the total last.

    Raises InvalidInput for a scenario without the outputs that it is computed from, or without a mean.
    """
    check_outputs(drawn, "inventory")
    every = rows("inventory")
    found = [(each, drawn.first(each["amount"])) for each in every]
    total = {**every[0], "category": "total", "activity": ""}
    return tuple(_row(drawn, each, of) for each, of in [*found, (total, total["total"])] if of)


def _row(drawn: NamedDraws, about: dict[str, str], of: str) -> InventoryCategory:
    marginal = next(each for each in drawn.answer.marginals if each.output == of)
    if marginal.mean is None:
        raise InvalidInput(f"--format: the inventory needs the mean of {of}, and {marginal.without_moments}")
    values, whole, activity = drawn.outputs[of], drawn.outputs[about["total"]], drawn.outputs.get(about["activity"])
    spread = float(whole.var())
    low, high = (each.in_unit(marginal.unit) for each in drawn.quantiles(values, _OUTER))
    share = float(((values - values.mean()) * (whole - whole.mean())).mean()) / spread if spread else 0.0
    return InventoryCategory(
        about["category"],
        about["gas"],
        marginal.unit.text,
        drawn.mean(values).in_unit(marginal.unit),
        (low, high),
        None if activity is None else _percent(drawn, activity),
        None if activity is None else _percent(drawn, values / activity),
        _percent(drawn, values),
        share,
    )


def _percent(drawn: NamedDraws, values: Floats) -> tuple[float, float]:
    mean = float(values.mean())
    low, high = (100 * (each.value - mean) / mean for each in drawn.quantiles(values, _OUTER))
    return -low, high


def quality(drawn: NamedDraws, values: Floats) -> Quality:
    """Of what evidence the spread of positive `values` (n,) is."""
    if values.min() == values.max():
        return Quality({}, None)
    shares: dict[str, float] = {}
    score = 0.0
    for given, share in ((given, each) for given, each in drawn.shares(values) if each > _CHANCE / len(values)):
        kind = given.evidence or "assumed"
        shares[kind] = shares.get(kind, 0.0) + share
        score += share * rating(given)
    whole = sum(shares.values())
    return Quality({kind: each / whole for kind, each in shares.items()}, score / whole) if whole else Quality({}, None)


def rating(given: Input) -> int:
    """The score of an input, 1 best to 5 worst, by its evidence."""
    kind, sourced = given.evidence or "assumed", "yes" if given.source else ""
    own = (each for each in rows("quality") if each["evidence"] == kind and each["sourced"] in {"", sourced})
    return int(next(own)["score"])
