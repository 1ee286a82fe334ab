"""Shares of variance as people read them: in percent, with as many digits as their errors support."""

from __future__ import annotations

from collections.abc import Sequence

from ...answer.statistics.marginal import Estimate
from ...language import phrase, value_of
from ...sensitivity.pick_freeze import Names
from ...units.number_format import significant
from ..digits import number, with_error, with_error_or_none

#: Shares below it are due to rounding alone.
ROUNDING = 1e-9
#: From this share on the value is printed, even if it is within its error of 0.
_LARGE = 0.01


def percent(share: Estimate) -> str:
    """A share in a sentence, to two digits or to where its error begins; one within its error of 0 is 0.

    >>> percent(Estimate(0.2574, 0.0001)), percent(Estimate(-0.0001, 0.0002))
    ('26 %', '0 %')
    """
    value = 0.0 if abs(share.value) <= max(2 * share.error, ROUNDING) else 100 * share.value
    return phrase("{number} %", number=significant(value_of(number(value, 100 * share.error)), 2))


def cell(share: Estimate) -> str:
    """A share in percent in a table; that of an inert input is ``0``, one within its error of 0 ``0 ± 0.04``.

    >>> cell(Estimate(0.2574, 0.0001)), cell(Estimate(0.0, 0.0)), cell(Estimate(0.0001, 0.0002))
    ('25.74(1)', '0', '0 ± 0.04')
    """
    if max(abs(share.value), share.error) <= ROUNDING:
        return "0"
    shown = with_error if share.value >= _LARGE else with_error_or_none
    return shown(100 * share.value, 100 * share.error)


def points(share: Estimate) -> str:
    """The error of a share in percent, to one digit."""
    return significant(100 * share.error, 1)


def group_name(inputs: Names, others: Names = ()) -> str:
    """A group of inputs in a sentence: ``a``, ``a and b``, ``a and 3 more``; `others` are those that do not lead.

    >>> group_name(("a", "b")), group_name(("a", "b", "c")), group_name(("a", "b"), ("a", "b"))
    ('a and b', 'a and 2 more', 'the other 2')
    """
    if inputs == others:
        return f"the other {len(others)}"
    return " and ".join(inputs) if len(inputs) < 3 else f"{inputs[0]} and {len(inputs) - 1} more"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
