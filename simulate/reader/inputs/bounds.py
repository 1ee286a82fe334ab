"""Whether an input's law or profile stays within the bounds of its model's argument."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from ... import units
from ...grammar.diagnostics import Diagnostics
from ...laws.base import Distribution, LawError
from ...laws.beta import beta_of_quantiles
from ...laws.elicited import law_of_p5_and_p95
from ...laws.truncation import Window
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
        remedy = _law_remedy(given, bounds, is_multiplied=bool(multiplied))
        rule = f"{_rule(bounds, given.unit)}, but the law reaches {_range(reach, given.unit)}"
        diagnostics.problem(key_path, f"{rule}; {remedy}")


def _law_remedy(given: Input, bounds: Ends, *, is_multiplied: bool) -> str:
    """What to write instead of a law that reaches beyond `bounds`."""
    if given.stated.startswith("log:"):
        return "some readings are beyond it; delete them, or select others with `where`"
    median = float(given.distribution.quantile(0.5))
    if _is_percentage(median, given, bounds):
        return f"its median is {median:.3g}: write percentages with their sign, as in 85 %"
    truncate = f"truncate: {_ends(bounds, given.unit)}"
    if given.profile or is_multiplied:
        to_factors = f"`truncate: {_ends(bounds, ONE)}` to its factors"
        return f"add {to_factors}" if given.profile else f"add `{truncate}` to it and {to_factors}"
    if "truncate:" in given.stated:
        low, high = given.distribution.support
        return f"change it to `truncate: {_ends((max(low, bounds[0]), min(high, bounds[1])), given.unit)}`"
    truncated = f"add `{truncate}`, as in {{{given.stated}, {truncate}}}"
    return _quantile_remedy(given, bounds, truncated) if _has_p5_and_p95(given) else truncated


def _has_p5_and_p95(given: Input) -> bool:
    return given.stated.startswith(("p5:", "p95:"))


def _quantile_remedy(given: Input, bounds: Ends, truncated: str) -> str:
    """What to write instead of a 5 % and a 95 % quantile: truncated if a law has them then, and a beta law of a share.

    Quantiles hold after truncation, so that some that are far apart have no truncated law.
    """
    p5, p95 = (float(f"{each:.12g}") for each in given.distribution.quantile((0.05, 0.95)).tolist())
    if not bounds[0] < p5 < p95 < bounds[1]:
        return f"put both quantiles inside {_range(bounds, given.unit)}"
    beta = f"{{beta: {{{given.stated}}}}}"
    has_beta = bounds == _SHARE and _exists(lambda: beta_of_quantiles(p5, p95, *_SHARE, Window(*_SHARE)))
    if not _exists(lambda: law_of_p5_and_p95(p5, p95, Window(*bounds))):
        return f"write {beta}" if has_beta else "give quantiles closer together, or three with `low` and `high`"
    return f"{truncated} or, for a share, {beta}" if has_beta else truncated


def _exists(law: Callable[[], Distribution]) -> bool:
    try:
        law()
    except LawError:
        return False
    return True


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
    texts = ("null" if math.isinf(end) else f"{unit.from_base(end):g} {unit.text}".rstrip() for end in ends)
    return f"[{', '.join(texts)}]"
