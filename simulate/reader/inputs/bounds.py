"""Whether an input's law or profile stays within the bounds of its model's argument."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ... import units
from ...grammar.diagnostics import Diagnostics
from ...problems import KeyPath
from ...scenario.model import Argument
from ...scenario.scenario import Input
from ...units import ONE, Unit

Ends = tuple[float, float]
_SHARE: Ends = (0.0, 1.0)


def check_bounds(
    given: Input, argument: Argument, factors: Mapping[str, Input], diagnostics: Diagnostics, key_path: KeyPath
) -> None:
    """Add a problem if an input's nominal value or law, times its factors, exceeds the bounds of `argument`.

    A profile must be within the bounds in every step.
    """
    bounds = (argument.low, argument.high)
    multiplied = [factors[name] for name in given.factors if name in factors]
    nominal = given.nominal * math.prod(factor.nominal for factor in multiplied)
    excess = _step_excess(given, nominal, bounds) if given.profile else _nominal_excess(given, nominal, bounds)
    if excess:
        where = (*key_path, "profile" if given.profile else "nominal")
        diagnostics.problem(where, f"{_rule(bounds, given.unit)}, {excess}")
        return
    reach = _product([_reach(given), *(factor.distribution.support for factor in multiplied)])
    if reach[0] < bounds[0] or reach[1] > bounds[1]:
        whose = " to its factors" if given.profile else " to it and its factors" if multiplied else ""
        median = float(given.distribution.quantile(0.5))
        percents = f"its median is {median:.3g}: write percentages with their sign, as in 85 %"
        truncate = f"add `truncate: {_ends(bounds, given.unit)}`{whose}"
        remedy = percents if _is_percentage(median, given, bounds) else truncate
        diagnostics.problem(
            key_path, f"{_rule(bounds, given.unit)}, but the law reaches {_range(reach, given.unit)}; {remedy}"
        )


def _nominal_excess(given: Input, nominal: float, bounds: Ends) -> str:
    """The rest of the message for a nominal value, times its factors; empty if it is within `bounds`."""
    if bounds[0] <= nominal <= bounds[1]:
        return ""
    remedy = ""
    if _is_percentage(nominal, given, bounds):
        remedy = f"; write {nominal:g} % or {nominal / 100:g}"
    elif bounds == _SHARE and given.unit == ONE:
        remedy = "; 0 to 1 is 0 to 100 %"
    return f"got {units.display(nominal, given.unit)}{remedy}"


def _is_percentage(value: float, given: Input, bounds: Ends) -> bool:
    """Whether the `value` of a share without a unit was probably meant in percent."""
    return bounds == _SHARE and given.unit == ONE and not given.factors and 1 < value <= 100


def _step_excess(given: Input, level: float, bounds: Ends) -> str:
    """The rest of the message for a profile of mean `level`; empty if all steps are within `bounds`."""
    values = [level * value for value in given.profile.values] if given.profile else []
    beyond = (step for step, value in enumerate(values) if not bounds[0] <= value <= bounds[1])
    step = next(beyond, None)
    if step is None or not given.profile:
        return ""
    return f"but step {step + 1:,} of {given.profile.origin} is {units.display(values[step], given.unit)}"


def _reach(given: Input) -> Ends:
    """The minimum and maximum of an input before factors."""
    if not given.profile:
        return given.distribution.support
    values = [given.nominal * value for value in given.profile.values]
    return min(values), max(values)


def _product(ranges: list[Ends]) -> Ends:
    low, high = ranges[0]
    for below, above in ranges[1:]:
        corners = [_times(a, b) for a in (low, high) for b in (below, above)]
        low, high = min(corners), max(corners)
    return low, high


def _times(a: float, b: float) -> float:
    return a * b if a and b else 0.0


def _rule(bounds: Ends, unit: Unit) -> str:
    """The rule for values within `bounds`, without those that are infinite."""
    low, high = (f"{unit.from_base(end):g} {unit.text}".rstrip() for end in bounds)
    if math.isinf(bounds[1]):
        return f"must be at least {low}"
    return f"must be at most {high}" if math.isinf(bounds[0]) else f"must lie within {_range(bounds, unit)}"


def _range(ends: Ends, unit: Unit) -> str:
    low, high = (unit.from_base(end) for end in ends)
    return f"{low:g} to {high:g} {unit.text}".rstrip()


def _ends(ends: Ends, unit: Unit) -> str:
    low, high = (unit.from_base(end) for end in ends)
    return f"[{'null' if math.isinf(low) else f'{low:g}'}, {'null' if math.isinf(high) else f'{high:g}'}]"
