"""Measurements of outputs and inputs, as the command line states them, and how likely draws make them.

An error that is a share of the value is one of a factor: the logarithm of a reading is normal about that of the true
value, so that its coefficient of variation is the share. An error that is an amount is added: the reading is normal
about the true value (JCGM 101:2008, 6.4.7).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..laws import scipy_special as special
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.scenario import Input, Scenario
from ..sensitivity.measuring.accuracy import Accuracy, stated_accuracy
from ..units import Unit, UnitError, choose, quantity, spoken
from .observed_logs import EXAMPLE as LOG_EXAMPLE
from .observed_logs import measured_log

Floats = NDArray[np.float64]

_FORM: Final = re.compile(r"\s*(?P<name>[^\s=]+)\s*=\s*(?P<value>[^=±]+?)\s*(?:(?:±|\+/?-)\s*(?P<error>.+?)\s*)?")
_LOG: Final = re.compile(
    r"\s*(?P<name>[^\s=]+)\s*=\s*(?P<log>\{.*?)\s*"
    r"(?:(?<=\})\s*(?:±|\+/?-)\s*(?P<error>[^}]+?)\s*)?"
)
_EXAMPLE: Final = "'energy=0.11 Wh ± 10%'"


@dataclass(frozen=True)
class Observation:
    """The `value` that was measured of the output or input `name`, in base units, and its standard error.

    `stated` is the value as it was written. `freedom` are the degrees of freedom of an error that a log has, infinite
    if it is known; `source` says what it was read from, and `warnings` are about that.
    """

    name: str
    value: float
    unit: Unit
    accuracy: Accuracy
    is_input: bool
    stated: str
    freedom: float = math.inf
    source: str = ""
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``energy = 0.11 Wh, measured to 10%``."""
        source = f" ({self.source})" if self.source else ""
        return f"{self.name} = {self.stated}, measured {self.accuracy.stated}{source}"

    @property
    def is_factor(self) -> bool:
        """Whether the error is a factor, and not an amount."""
        return self.accuracy.share > 0

    @property
    def _spread(self) -> float:
        """The standard deviation of the reading, or of its logarithm."""
        return math.sqrt(math.log1p(self.accuracy.share**2)) if self.is_factor else self.accuracy.absolute

    def deviations(self, values: Floats) -> Floats:
        """How many standard errors the reading lies above each of `values`; infinite above those no factor reaches."""
        if not self.is_factor:
            found: Floats = (self.value - values) / self._spread
            return found
        positive = values > 0
        logs = np.log(np.where(positive, values, 1.0))
        return np.where(positive, (math.log(self.value) - logs) / self._spread, np.inf)

    def log_likelihood(self, values: Floats) -> Floats:
        """The logarithm of the likelihood of each of `values`, up to a constant."""
        squares = self.deviations(values) ** 2
        found: Floats
        if math.isinf(self.freedom):
            found = -0.5 * squares
        else:
            found = -0.5 * (self.freedom + 1) * np.log1p(squares / self.freedom)
        return found

    def predicted(self, values: Floats, weights: Floats) -> float:
        """The probability of a smaller reading than this, if the truth is one of `values` with these `weights`."""
        far = self.deviations(values)
        return float(weights @ (special.ndtr(far) if math.isinf(self.freedom) else special.stdtr(self.freedom, far)))


def observations(scenario: Scenario, texts: Sequence[str], error: str | None) -> tuple[Observation, ...]:
    """The measurements that `texts` state of outputs and inputs of `scenario`.

    A text is ``energy=0.11 Wh ± 10%``, or without an error if there is an `error` for all. An error is a standard
    error: a share of the value (``10%``), an amount (``0.01 Wh``), or that of one of several (``30%, n=20``).

    Raises InvalidInput with every mistake.

    >>> from ..reader.load import load
    >>> str(observations(load("chatgpt/by-words"), ["emissions=2 t"], "10%")[0])
    'emissions = 2 t, measured to 10%'
    """
    problems: list[Problem] = []
    found: dict[str, Observation] = {}
    for text in texts:
        try:
            each = _observation(scenario, text, error)
            if each.name in found:
                raise InvalidInput(f"{each.name} is observed twice; give the mean of both, and its error")  # noqa: TRY301
            found[each.name] = each
        except InvalidInput as mistake:
            told = (": ".join(filter(None, (each.field, each.message))) for each in mistake.problems)
            problems += [Problem(each, file=f"--observed {text!r}") for each in told]
        except UnitError as mistake:
            problems.append(Problem(str(mistake), file=f"--observed {text!r}"))
    if problems:
        raise InvalidInput(problems)
    return tuple(found.values())


def _observation(scenario: Scenario, text: str, error: str | None) -> Observation:
    if read := _LOG.fullmatch(text):
        return _of_log(scenario, read["name"], read["log"], read["error"] or error)
    read = _FORM.fullmatch(text)
    if not read:
        raise InvalidInput(f"must be an output or an input, a quantity and its standard error, such as {_EXAMPLE}")
    name, stated = read["name"], " ".join(read["value"].split())
    unit = _unit(scenario, name)
    if ".csv" in stated:
        raise InvalidInput(f"a file is read as a log, such as '{name}={LOG_EXAMPLE}'; got {stated!r}")
    value, meant = quantity(stated, unit)
    if not meant.text and unit.text:
        raise InvalidInput(f"must have a unit, as {name} is shown in {unit.text}: {stated} {unit.text}")
    own = read["error"] or error
    if own is None:
        raise InvalidInput(f"has no error: add its standard error, as in '{name}={stated} ± 10%', or give --error 10%")
    accuracy = stated_accuracy(own, unit, "error")
    if accuracy.perfect:
        raise InvalidInput(f"must have an error above 0, got {own}; no draw is exactly what was measured")
    if accuracy.share and value <= 0:
        raise InvalidInput(f"a share of {stated} is no error; give an amount, such as ± 0.1 {unit.text}")
    return Observation(name, value, unit, accuracy, name in scenario.inputs, stated)


def _of_log(scenario: Scenario, name: str, entry: str, error: str | None) -> Observation:
    """The observation of a log, with the error that is stated beside it added to its own."""
    unit = _unit(scenario, name)
    found = measured_log(scenario, name, entry, unit)
    more = stated_accuracy(error, unit, "error").errors(np.array([found.value]))[0] if error else 0.0
    total = math.hypot(found.error, float(more))
    if not total:
        rule = f"has no error: the log has {found.source}"
        raise InvalidInput(f"{rule}; state that of the meter as `meter` in the log, or add one, as in ± 2%")
    shown = choose(abs(found.value), unit.dimension)
    stated = spoken(found.value, shown, digits=4)
    accuracy = Accuracy(absolute=total, stated=f"to {spoken(total, shown, digits=2)}")
    freedom = found.freedom * (total / found.error) ** 4 if found.error else math.inf
    return Observation(
        name, found.value, unit, accuracy, name in scenario.inputs, stated, freedom, found.source, found.warnings
    )


def _unit(scenario: Scenario, name: str) -> Unit:
    """The unit of an output or input; raises InvalidInput for one that cannot be observed."""
    outputs = {each.name: each.unit for each in scenario.quantities}
    if name in outputs:
        return outputs[name]
    if name not in scenario.inputs:
        choices = [*outputs, *(each for each, given in scenario.inputs.items() if given.varies)]
        raise InvalidInput(f"no output or input is called {name!r}; {did_you_mean(name, choices)}")
    given = scenario.inputs[name]
    if reason := _not_observable(given, _replaced(scenario)):
        raise InvalidInput(f"{name} {reason}")
    return given.unit


def _not_observable(given: Input, replaced: Mapping[str, str]) -> str:
    """Why an input cannot be observed; empty if it can."""
    if given.pick:
        return f"is one of {', '.join(given.pick.options)}; observe the one that was measured"
    if not given.varies:
        return "is a constant here, about which nothing can be learnt; set it with --set instead"
    if given.factors:
        return f"is multiplied by {', '.join(given.factors)} before it is used; set it with --set instead"
    if given.profile:
        return "varies over time; set what was measured with --set instead"
    if given.name in replaced:
        return f"is another one in each option of {replaced[given.name]}; name one with --choice"
    return ""


def _replaced(scenario: Scenario) -> dict[str, str]:
    """The inputs that options replace, and the axis that does."""
    return {name: axis.name for axis in scenario.axes for option in axis.options for name in option.inputs}
