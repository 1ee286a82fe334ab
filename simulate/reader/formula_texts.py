"""Texts of a scenario that a spreadsheet program would take for formulas as it opens a CSV file that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem, clipped
from ..scenario.scenario import Scenario

#: What makes a cell a formula; a sign before a number, as of the option ``-5 %``, makes it a number.
_FORMULA = re.compile(r"[=@]|[+-](?!\.?[0-9][0-9.,]*([eE][+-]?[0-9]+)?( ?[^\W\d_%]*%?)$)")
_SHOWN = 60


def formula_texts(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each title, option and source of `scenario` that begins as a formula does."""
    for field, text in _texts(scenario):
        if _FORMULA.match(text):
            rule = "begins as a formula does, which a spreadsheet program computes as it opens a CSV file"
            remedy = "begin it with a letter, or write workbooks (.xlsx), in which it stays text"
            yield Problem(f"{rule}, got {clipped(text, _SHOWN)!r}; {remedy}", field, scenario.name)


def _texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The texts of a scenario that its tables hold, each with its field."""
    yield "title", scenario.title
    yield from ((f"{axis.kind}s.{axis.name}", option.label) for axis in scenario.axes for option in axis.options)
    yield from ((f"inputs.{name}.source", given.source) for name, given in scenario.inputs.items())
