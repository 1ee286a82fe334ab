"""What measurements would buy, for people: sentences and tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from ...answer.answer import HASH_LETTERS
from ...answer.statistics.marginal import Estimate
from ...sensitivity.measuring.expected_width import Widths
from ...sensitivity.measuring.measurements import Measurement, Measurements
from ...units import Unit, counted, readable
from ...units.number_format import significant, significant_exp
from .. import labels
from ..digits import samples, with_error_or_none
from ..terminals.columns import Columns
from ..text import beliefs
from . import decision
from .shares import listed

#: A narrowing below this share is none that a reader would notice.
_SLIGHT = 0.01
#: An error of a share below this is one of rounding.
_ROUNDING = 1e-9
COLUMNS = ("input", "measured", "interval now", "expected", "narrower by")


def lines(found: Measurements, output: str) -> list[Columns | str]:
    """The whole report about one output: sentences, tables and the basis."""
    shown: list[Columns | str] = [found.subject.title, ""]
    if found.count > 1:
        where = labels.coordinate(found.labels)
        shown += [f"At {where}, the first of {found.count} coordinates; --choice picks another.", ""]
    ranked = found.ranked(output)
    if not ranked:
        shown.append("No input has the nature ignorance: there is nothing to measure.")
    elif not ranked[0].widths[output].now:
        shown.append(f"{output} has a single value: there is no interval to narrow.")
    else:
        shown += [*sentences(ranked, output, found.units[output]), "", table(ranked, output, found.units[output])]
    shown += [*beliefs(found.implausible), *notes(found, output)]
    if found.decision:
        shown += ["", *decision.lines(found, found.decision)]
    basis = f"{samples(found.samples)}, seed {found.seed}, hash {found.hash[:HASH_LETTERS]}"
    return [*shown, "", basis]


def sentences(ranked: Sequence[Measurement], output: str, unit: Unit) -> Iterator[str]:
    """What the best measurement of one input buys, and the best of two, from measurements of which some narrow."""
    every = [each for each in ranked if len(each.inputs) == 1]
    ranked = [each for each in ranked if is_known(each.widths[output].share)]
    single = [each for each in ranked if len(each.inputs) == 1]
    if not single:
        return
    best, widths = single[0], single[0].widths[output]
    if 1 - widths.share.value < _SLIGHT:
        verb = "narrows" if len(single) == len(every) else "is known to narrow"
        yield f"No single measurement {verb} the 90 % interval of {output} by more than {100 * _SLIGHT:g} %."
    else:
        others = _others(single, output) if len(single) == len(every) else ""
        yield (
            f"Measure {best.spoken} {best.stated}: the 90 % interval of {output} is expected to narrow from "
            f"{_width(widths, 1.0, unit)} to {_width(widths, widths.share.value, unit)}.{others}"
        )
    together = [each for each in ranked if len(each.inputs) > 1]
    if together:
        pair, widths = together[0], together[0].widths[output]
        narrowed = _width(widths, widths.share.value, unit)
        yield f"Measure both {pair.spoken} ({pair.stated}): it is expected to narrow to {narrowed}."


def _others(single: Sequence[Measurement], output: str) -> str:
    """Whether another measurement does as much as the first."""
    if len(single) < 2:
        return ""
    first, second = (each.widths[output].share for each in single[:2])
    if second.value - first.value > 2 * math.hypot(first.error, second.error):
        return " No other measurement does as much."
    return f" {single[1].spoken} does as much, within the error."


def is_known(share: Estimate) -> bool:
    """Whether an expected width is known: see `sensitivity.measuring.expected_width.Widths`."""
    return not math.isnan(share.value)


def _expected(widths: Widths, unit: Unit) -> str:
    """The expected width."""
    return _width(widths, widths.share.value, unit) if is_known(widths.share) else "unknown"


def _width(widths: Widths, share: float, unit: Unit) -> str:
    """``a factor of 21`` on the logarithm, else the width in the output's unit."""
    width = widths.now * share
    if widths.is_log:
        return f"a factor of {significant_exp(width, 2)}"
    return counted(significant(unit.from_base(width), 2), readable(unit.text))


def table(ranked: Sequence[Measurement], output: str, unit: Unit) -> Columns:
    """A row for each measurement, the one that narrows most first."""
    rows = [
        (
            each.spoken,
            each.stated,
            _width(each.widths[output], 1.0, unit),
            _expected(each.widths[output], unit),
            narrowing(each.widths[output].share),
        )
        for each in ranked
    ]
    return Columns(COLUMNS, rows, frozenset({"narrower by"}), frozenset(COLUMNS[:1]))


def narrowing(share: Estimate) -> str:
    """By how much an interval is narrower; one within its error of 0 is ``0 ± 0.2 %``.

    >>> narrowing(Estimate(0.769, 0.002)), narrowing(Estimate(1.0001, 0.001)), narrowing(Estimate(math.nan, 3.0))
    ('23.1(2) %', '0 ± 0.2 %', 'unknown')
    """
    if not is_known(share):
        return "unknown"
    error = share.error if share.error > _ROUNDING else 0.0
    return f"{with_error_or_none(100 * (1 - share.value), 100 * error)} %"


def notes(found: Measurements, output: str) -> Iterator[str]:
    """Inputs that cannot be measured, and those that the output does not read."""
    if found.variable:
        names = ", ".join(found.variable)
        yield f"Variability, which differs from case to case and which no measurement narrows: {names}."
    for drawn in dict.fromkeys(names for each in found.measurements for names in each.same.values()):
        yield f"{listed(drawn)} are one draw: a measurement of one is one of all."
    for each in found.measurements:
        through = (each.indirect or {}).get(output)
        if through:
            yield (
                f"{output} does not depend on {' or '.join(each.names)}: measuring it tells about "
                f"{' and '.join(through)}, with which it correlates."
            )
    unknown = [each.spoken for each in found.measurements if _hangs_on_few(each.widths[output])]
    if unknown:
        yield (
            f"What measuring {' or '.join(unknown)} leaves of the 90 % interval of {output} is unknown: it depends on "
            "the few samples farthest out."
        )
    unread = [name for each in found.measurements for name in _unread(each, output)]
    if unread:
        yield f"{output} does not depend on {', '.join(unread)}, nor on what correlates with it."


def _hangs_on_few(widths: Widths) -> bool:
    """Whether an interval that could be narrower is of unknown width after a measurement."""
    return widths.now > 0 and not is_known(widths.share)


def _unread(measurement: Measurement, output: str) -> Sequence[str]:
    """The input, if the output neither reads it nor anything that correlates with it."""
    indirect: Mapping[str, tuple[str, ...]] = measurement.indirect or {}
    alone = len(measurement.inputs) == 1
    return measurement.names if alone and output in indirect and not indirect[output] else ()
