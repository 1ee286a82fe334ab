"""The law of an input in a table: by name with its numbers in columns, or whole in the column `law`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ...files import yaml
from ...files.sheet import Cell
from ...grammar.laws.registry import KEYS, LAWS
from ...problems import InvalidInput, KeyPath, Problem, did_you_mean
from .columns import probability

#: Laws whose numbers are columns, in the order of their list.
_LISTS = {
    "pert": ("low", "best", "high"),
    "triangular": ("low", "best", "high"),
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "arcsine": ("low", "high"),
}
#: A coefficient of variation above this is more likely a number of percent without its sign.
_MOST_CV = 3
_CONSTANT = ("constant", "fixed", "none")
#: Said of every law that a table does not name.
PERT = "low, best and high are taken as the least, the most likely and the greatest value of a PERT law"

Numbers = Mapping[str, Any]


@dataclass
class LawOfRow:
    """The law keys of an entry, the cell of each of their numbers, the columns used, and what was assumed."""

    keys: dict[str, Any] = field(default_factory=dict)
    cells: dict[KeyPath, Cell] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    assumed: str = ""


def law_of_row(law: Cell, numbers: Numbers, cells: Mapping[str, Cell], nominal: Any) -> LawOfRow:
    """The law that the cell `law` names, or that the filled columns imply; `nominal` is that of the input, or None.

    Raises InvalidInput for an unknown law, missing numbers, and columns that imply several laws or none.
    """
    text = law.text
    if not text:
        return _implied(numbers, cells, nominal, law)
    if ":" in text:
        return _whole(law)
    name = text.lower()
    if name in _CONSTANT:
        return LawOfRow()
    if name not in LAWS:
        remedy = partial(did_you_mean, name, (*LAWS, "constant"))
        raise InvalidInput([law.problem(f"no law is called {text!r}", remedy)])
    return _named(name, numbers, cells, nominal, law)


def _whole(law: Cell) -> LawOfRow:
    """A law as in a file: ``normal: {mean: 3, sd: 0.5}``."""
    try:
        keys = yaml.parse_value(f"{{{law.text}}}", file="law")
    except InvalidInput as error:
        raise InvalidInput([law.problem(problem.message) for problem in error.problems]) from None
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        remedy = partial(did_you_mean, str(unknown[0]), LAWS)
        raise InvalidInput([law.problem(f"no law is called {unknown[0]!r}", remedy)])
    return LawOfRow(keys, {(key,): law for key in keys})


def _implied(numbers: Numbers, cells: Mapping[str, Cell], nominal: Any, law: Cell) -> LawOfRow:
    """The law that the filled columns imply without a name."""
    kinds = {
        "low and high": {"low", "high"} & numbers.keys(),
        "percentiles": {name for name in numbers if probability(name) is not None},
        "gsd": {"gsd"} & numbers.keys(),
        "cv": {"cv"} & numbers.keys(),
        "sd": ({"sd"} if "cv" in numbers else {"sd", "mean"}) & numbers.keys(),
    }
    given = [kind for kind, columns in kinds.items() if columns]
    if len(given) > 1:
        rule = f"the row has {' and '.join(given)}, which are several laws"
        raise InvalidInput([law.problem(f"{rule}; name the one that is meant in the column law")])
    if not given:
        return LawOfRow()
    if given == ["low and high"]:
        found = _named("pert", numbers, cells, nominal, law)
        found.assumed = PERT
        return found
    names = {"percentiles": "quantiles", "gsd": "gsd", "cv": "lognormal", "sd": "normal"}
    return _named(names[given[0]], numbers, cells, nominal, law)


def _named(name: str, numbers: Numbers, cells: Mapping[str, Cell], nominal: Any, law: Cell) -> LawOfRow:
    """The law called `name`, with its numbers from the columns."""
    if name in _LISTS:
        return _listed(name, numbers, cells, nominal, law)
    if name in {"p5", "quantiles"} or (name == "lognormal" and {"p5", "p95"} <= numbers.keys()):
        return _by_quantiles(name, numbers, cells, law)
    if name == "gsd" or (name == "lognormal" and "gsd" in numbers):
        return _by_gsd(numbers, cells, law)
    if name == "normal" or (name == "lognormal" and "cv" in numbers):
        return _by_mean(name, numbers, cells, nominal, law)
    if name == "beta" and {"p5", "p95"} <= numbers.keys():
        names = [each for each in ("p5", "p95", "low", "high") if each in numbers]
        body = {each: numbers[each] for each in names}
        return LawOfRow({"beta": body}, {("beta", each): cells[each] for each in names}, set(names))
    example = yaml.flow({name: LAWS[name].examples[0][name]})[1:-1]
    raise InvalidInput([law.problem(f"the numbers of {name} are not columns; write the whole law here: {example}")])


def _listed(name: str, numbers: Numbers, cells: Mapping[str, Cell], nominal: Any, law: Cell) -> LawOfRow:
    """A law written as a list; the mode may be the nominal value."""
    names = _LISTS[name]
    found = LawOfRow(used=set(names) & numbers.keys())
    values = []
    for index, each in enumerate(names):
        if each in numbers:
            values.append(numbers[each])
            found.cells[name, index] = cells[each]
        elif each == "best" and nominal is not None:
            values.append(nominal)
        else:
            more = " or nominal" if each == "best" else ""
            remedy = f"fill the column {each}{more}, or name another law in the column law"
            at = cells.get(each)
            rule = "is empty" if at else f"no column {each}"
            raise InvalidInput([(at or law).problem(f"{rule}, and {name} needs it; {remedy}")])
    found.keys[name] = values
    return found


def _by_quantiles(name: str, numbers: Numbers, cells: Mapping[str, Cell], law: Cell) -> LawOfRow:
    percentiles = sorted((p, column) for column in numbers if (p := probability(column)) is not None)
    columns = [column for _, column in percentiles]
    if len(columns) < 2:
        raise InvalidInput([law.problem(f"{name} needs two percentiles or more, got {', '.join(columns) or 'none'}")])
    if columns == ["p5", "p95"] and not (name == "quantiles" and law.text):
        return LawOfRow({each: numbers[each] for each in columns}, {(e,): cells[e] for e in columns}, set(columns))
    ends = [each for each in ("low", "high") if each in numbers and law.text]
    body = {p: numbers[column] for p, column in percentiles} | {each: numbers[each] for each in ends}
    at: dict[KeyPath, Cell] = {("quantiles", p): cells[column] for p, column in percentiles}
    at |= {("quantiles", each): cells[each] for each in ends}
    return LawOfRow({"quantiles": body}, at, {*columns, *ends})


def _by_gsd(numbers: Numbers, cells: Mapping[str, Cell], law: Cell) -> LawOfRow:
    if "gsd" not in numbers:
        raise InvalidInput([law.problem("gsd needs a column gsd, or the number here: `gsd: 1.3`")])
    if "p50" in numbers:
        body = {"median": numbers["p50"], "gsd": numbers["gsd"]}
        at: dict[KeyPath, Cell] = {("lognormal", "median"): cells["p50"], ("lognormal", "gsd"): cells["gsd"]}
        return LawOfRow({"lognormal": body}, at, {"p50", "gsd"})
    return LawOfRow({"gsd": numbers["gsd"]}, {("gsd",): cells["gsd"]}, {"gsd"})


def _by_mean(name: str, numbers: Numbers, cells: Mapping[str, Cell], nominal: Any, law: Cell) -> LawOfRow:
    """A law by its mean, else the nominal value, and its standard deviation or coefficient of variation."""
    mean, spread = numbers.get("mean", nominal), "sd" if name == "normal" else "cv"
    if spread not in numbers or mean is None:
        raise InvalidInput([law.problem(f"{name} needs the columns {spread}, and mean or nominal")])
    if spread == "cv" and not law.text and isinstance(numbers["cv"], int | float) and numbers["cv"] > _MOST_CV:
        stated, percent = f"{numbers['cv']:g}", f"{100 * numbers['cv']:.10g} %"
        raise InvalidInput([cells["cv"].problem(f"{stated} is {percent} of the mean; write {stated} %, or {percent}")])
    used = {"mean", spread} & numbers.keys()
    at: dict[KeyPath, Cell] = {(name, each): cells[each] for each in used}
    return LawOfRow({name: {"mean": mean, spread: numbers[spread]}}, at, used)


def unused(found: LawOfRow, numbers: Numbers, cells: Mapping[str, Cell], law: Cell) -> list[Problem]:
    """A problem for each number that neither the law nor the nominal value uses."""
    known = ", ".join(found.keys) or "a constant"
    what = law.text.partition(":")[0] or known
    return [
        cells[name].problem(f"is not a number of {what}; clear the cell, or name another law in the column law")
        for name in numbers
        if name not in found.used and name != "best"
    ]
