"""The accuracy of a measurement: its standard error, as it is stated on the command line."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...problems import InvalidInput, Problem, did_you_mean
from ...scenario.scenario import Input
from ...units import Unit, UnitError, quantity
from ...units.number_format import significant

Floats = NDArray[np.float64]

_FORM: Final = re.compile(r"(?P<error>[^,]+?)(?P<share>\s+of it)?\s*(?:,\s*n\s*=\s*(?P<count>[^,]*?)\s*)?")
#: More readings than this is a slip of the keyboard.
_MOST_READINGS: Final = 10**12
#: A larger error is that of no measurement; its square must be a finite number.
_MOST_ERROR: Final = 1e100


@dataclass(frozen=True)
class Accuracy:
    """The standard error of a measurement: absolute in base units, or a share of the value; 0 is perfect.

    `stated` says it in words that follow "measured".
    """

    absolute: float = 0.0
    share: float = 0.0
    stated: str = "perfectly"

    @property
    def perfect(self) -> bool:
        """Whether the measurement has no error."""
        return not (self.absolute or self.share)

    def errors(self, values: Floats) -> Floats:
        """The standard error at each of `values`."""
        found: Floats = np.hypot(self.absolute, self.share * np.abs(values))
        return found


PERFECT: Final = Accuracy()


def accuracies(inputs: Mapping[str, Input], texts: Sequence[str]) -> dict[str, Accuracy]:
    """The accuracy of each of `inputs` that `texts` name.

    An error is a share of the value (``latency=10%``), an amount (``latency=0.05 gpu*s/word``), or either of one of
    several readings (``latency=30%, n=20``), whose mean has the error over the square root of their number.

    Raises InvalidInput with every mistake.

    >>> from ...reader.load import load
    >>> accuracies(load("chatgpt/by-words").inputs, ["latency=30%, n=20"])["latency"].stated
    'to 30% / √20 = 6.71%'
    """
    found: dict[str, Accuracy] = {}
    problems: list[Problem] = []
    for text in texts:
        name, _, value = (piece.strip() for piece in text.partition("="))
        try:
            if name in found:
                raise InvalidInput(f"{name} has an accuracy already, {found[name].stated}; give one")  # noqa: TRY301
            found[name] = _accuracy(inputs, name, value)
        except (InvalidInput, UnitError) as error:
            problems.append(Problem(str(error), file=f"--accuracy {text!r}"))
    if problems:
        raise InvalidInput(problems)
    return found


def _accuracy(inputs: Mapping[str, Input], name: str, value: str) -> Accuracy:
    check_measurable(inputs, name)
    return stated_accuracy(value, inputs[name].unit, name)


def stated_accuracy(text: str, unit: Unit, name: str) -> Accuracy:
    """The accuracy that a `text` states of a quantity in `unit`, called `name` in messages.

    Raises InvalidInput for anything but an error, alone or with a number of readings, and UnitError for another unit.

    >>> from ...units import ONE
    >>> stated_accuracy("0.3, n=9", ONE, "pue").absolute
    0.09999999999999999
    """
    read = _FORM.fullmatch(text)
    if not read:
        raise InvalidInput(
            f"must be an error, or one and a number of readings, such as {name}=10% or '{name}=30%, n=20'"
        )
    error, count = read["error"], _count(read["count"])
    if error.endswith("%") and not unit.text and not read["share"]:
        amount = quantity(error, unit)[0]
        raise InvalidInput(f"may be an amount, '{name}={amount:g}', or a share of the value, '{name}={error} of it'")
    is_share = read["share"] is not None or (error.endswith("%") and unit.text != "%")
    exact = quantity(error, None if is_share else unit)[0]
    if exact < 0:
        raise InvalidInput(f"must not be negative, got {error}")
    if exact > _MOST_ERROR:
        raise InvalidInput(
            f"must be at most {significant(_MOST_ERROR, 1)} in base units, got {error}; give a smaller error"
        )
    each = exact / math.sqrt(count)
    stated = f"to {' '.join(error.split())}{' of it' if read['share'] else ''}"
    if count > 1:
        stated += f" / √{count} = {_shown(each, error, unit, is_share=is_share)}"
    return Accuracy(share=each, stated=stated) if is_share else Accuracy(absolute=each, stated=stated)


def check_measurable(inputs: Mapping[str, Input], name: str) -> None:
    """Raise InvalidInput unless `name` is an input that a measurement can narrow."""
    if name not in inputs:
        measurable = [each.name for each in inputs.values() if each.varies and each.nature == "ignorance"]
        raise InvalidInput(f"no input is called {name!r}; {did_you_mean(name, measurable)}")
    if not inputs[name].varies:
        raise InvalidInput(f"{name} is a constant in this scenario: measuring it narrows nothing")
    if inputs[name].nature != "ignorance":
        raise InvalidInput(
            f"{name} is variability, which differs from one case to the next: measuring it narrows nothing"
        )


def _count(text: str | None) -> int:
    """The number of readings; 1 if none is given."""
    if text is None:
        return 1
    if not re.fullmatch(r"[0-9]{1,13}", text) or not 1 <= int(text) <= _MOST_READINGS:
        raise InvalidInput(f"n must be a whole number of readings, such as n=20, got {text!r}")
    return int(text)


def _shown(each: float, error: str, expected: Unit, *, is_share: bool) -> str:
    """The error of a mean of readings, in the unit in which that of one was written."""
    if is_share:
        return f"{significant(100 * each, 3)}%"
    unit = quantity(error, expected)[1]
    return f"{significant(unit.from_base(each), 3)} {unit.text}".strip()
