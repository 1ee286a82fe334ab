"""Words for what an answer holds: units, the functional unit, percentiles, coordinates, the record of the headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from ..answer.answer import Comparison
from ..answer.statistics.marginal import Estimate, Marginal
from ..language import joined, numeral, ordinal, per_one, phrase
from ..scenario.usual_ranges import USUAL
from ..units import amounts, many, one, readable
from ..units.number_format import rounded
from ..units.spoken import is_word, with_symbols
from ..units.vocabulary import vocabulary
from .digits import number, with_error

#: An axis of fewer whole numbers reads better coordinate by coordinate.
_FEWEST = 6
#: Percentiles are rounded to tenths if this many standard errors are less than half a tenth, else to whole ones: a
#: sentence shows no error, and two runs of one scenario should print the same.
_TENTHS, _DOUBT = -1, 2.0
_SIGNS = {"at": "", "below": "< ", "above": "> "}


def unit_label(marginal: Marginal) -> str:
    """The unit an output is read in, of one, substance included: ``t CO2e``, ``GPU·hour``; empty for a plain number."""
    return of_substance(marginal.unit.text, marginal.substance)


def of_substance(unit: str, substance: str) -> str:
    """The text of a unit as people read it, and of what: ``t CO2e``."""
    label = readable(unit)
    return f"{label} {substance}" if substance not in label else label


def short(label: str) -> str:
    """A unit's label without its substance: ``t`` for ``t CO2e``."""
    return label.replace(f" {vocabulary().substance.name}", "")


def functional_unit(per: Mapping[str, str]) -> str:
    """What an answer is for, in words that follow a number; empty if the scenario does not define it.

    >>> functional_unit({"duration": "60 day"}), functional_unit({"users": "1 user", "duration": "1 day"})
    ('per 60 days', 'per user and day')
    """
    if not per:
        return ""
    found = list(map(_amount, per.values()))
    return _per_one(found[0]) if len(found) == 1 else phrase("per {unit}", unit=joined(list(map(one, found))))


def per_of(marginal: Marginal, per: Mapping[str, str]) -> str:
    """What a marginal is for, in words that follow a number; empty for a sum over a dimension, which is for all of it.

    `per` is the functional unit.
    """
    return "" if marginal.is_sum else functional_unit(per)


class Rank(NamedTuple):
    """A percentile as it is printed, and whether a value lies at it, below it or above it."""

    percent: str
    side: Literal["at", "below", "above"] = "at"

    def __str__(self) -> str:
        """The rank in a table: ``71``, ``> 99``."""
        return f"{_SIGNS[self.side]}{self.percent}"

    @property
    def percentile(self) -> str:
        """The percentile as a noun: ``71st percentile``."""
        return phrase("{ordinal} percentile", ordinal=ordinal(self.percent))


def rank(probability: Estimate) -> Rank:
    """The percentile of a value, to a tenth where its error allows; the nearer end of the usual range for one beyond.

    >>> [str(rank(Estimate(*each))) for each in ((0.7134, 0.02), (0.69503, 0.0001), (0.9996, 0.0001))]
    ['71', '69.5', '> 99']
    """
    low, high = USUAL
    doubt = _DOUBT * probability.error
    if probability.value + doubt < low:
        return Rank(f"{100 * low:g}", "below")
    if probability.value - doubt > high:
        return Rank(f"{100 * high:g}", "above")
    digit = _TENTHS if 100 * doubt < 10**_TENTHS / 2 else 0
    return Rank(rounded(100 * min(max(probability.value, low), high), digit, strip=True))


def percentile(probability: Estimate) -> str:
    """The percentile that a value lies at, or beyond which it lies.

    >>> percentile(Estimate(0.7134, 0.02)), percentile(Estimate(0.9996, 0.0001))
    ('at the 71st percentile', 'above the 99th percentile')
    """
    found = rank(probability)
    if found.side == "below":
        return phrase("below the {ordinal} percentile", ordinal=ordinal(found.percent))
    if found.side == "above":
        return phrase("above the {ordinal} percentile", ordinal=ordinal(found.percent))
    return phrase("at the {ordinal} percentile", ordinal=ordinal(found.percent))


def percentiles(low: Estimate, high: Estimate) -> str:
    """The percentiles of a value that many samples equal, from the first to the last.

    >>> percentiles(Estimate(0.3006, 0.0004), Estimate(0.8008, 0.0004))
    '30th to 80th percentile'
    """
    first, last = (rounded(100 * each.value, 0, strip=True) for each in (low, high))
    return phrase("{first} to {last} percentile", first=ordinal(first), last=ordinal(last))


def verb(number: str, unit: str, *, base: str = "lie") -> str:
    """The verb that agrees with a number of a readable unit: plural for several things, singular for other units.

    >>> verb("93", "person"), verb("1", "person"), verb("3.82", "t")
    ('lie', 'lies', 'lies')
    """
    return base if number != "1" and many(unit) != unit else f"{base}s"


def share(found: Estimate, *, of: int = 1, sign: str = "") -> str:
    """A share of the samples with its Monte Carlo error, `sign` before it; for none or all, a bound instead.

    The bound is three errors away: a share that no sample belongs to is smaller in 95 % of cases.

    >>> share(Estimate(0.2497, 0.0012), sign="= "), share(Estimate(0.0, 1e-6), sign="= ")
    ('= 0.250(1)', '< 3e-6')
    """
    if found.value not in (0.0, 1.0):
        return f"{sign}{with_error(of * found.value, of * found.error)}"
    reach = 3 * of * found.error
    return f"< {number(reach, reach)}" if found.value == 0 else f"> {number(of - reach, reach)}"


def pairing(pair: Comparison) -> str:
    """The draws that two coordinates share: ``same draws: energy; drawn apart: pue``; empty without any."""
    kinds = (("same draws", pair.shared), ("drawn apart", pair.apart))
    return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in kinds if names)


def chance(probability: Estimate) -> str:
    """The percentage of samples in which something holds, with its Monte Carlo error unless it is none or all.

    >>> chance(Estimate(0.2497, 0.0012)), chance(Estimate(1.0, 1e-6))
    ('25.0(1) %', '100 %')
    """
    if probability.value in (0.0, 1.0):
        return phrase("{number} %", number=f"{100 * probability.value:g}")
    return phrase("{number} %", number=with_error(100 * probability.value, 100 * probability.error))


def coordinate(labels: Mapping[str, str]) -> str:
    """The coordinate of a marginal: ``region norway, start_hour 3``; empty for a single answer."""
    return ", ".join(f"{axis} {label}" for axis, label in labels.items())


def spoken(name: str) -> str:
    """A name in words.

    >>> spoken("by_days_of_service"), spoken("gpu_time")
    ('by days of service', 'GPU time')
    """
    return with_symbols(name.replace("_", " "), plural=True)


def leading(coordinates: Sequence[Mapping[str, str]]) -> str:
    """A sentence on which of several `coordinates` the headline is about; empty for one.

    >>> leading([{"region": "norway", "hour": "0"}, {"region": "france", "hour": "0"}])
    'The headline is that of the first option of region; both coordinates are below.'
    """
    several = [axis for axis in coordinates[0] if len({each[axis] for each in coordinates}) > 1]
    if not several:
        return ""
    named = " and ".join(filter(None, (", ".join(several[:-1]), several[-1])))
    count = "both" if len(coordinates) == 2 else f"all {len(coordinates)}"
    return f"The headline is that of the first option of {named}; {count} coordinates are below."


def counting_axis(coordinates: Sequence[Mapping[str, str]]) -> str | None:
    """The axis that a course is drawn along: the longest whose options are whole numbers, if it is long enough.

    >>> counting_axis([{"region": region, "hour": f"{hour}"} for region in ("norway", "france") for hour in range(24)])
    'hour'
    """
    found = {axis: {labels[axis] for labels in coordinates} for axis in coordinates[0]}
    numbers = {axis: len(each) for axis, each in found.items() if all(map(is_whole, each))}
    longest = max(numbers, key=lambda axis: numbers[axis], default=None)
    return longest if longest and numbers[longest] >= _FEWEST else None


def level(probability: float) -> str:
    """A level in percent.

    >>> level(0.9), level(0.995)
    ('90 %', '99.5 %')
    """
    return phrase("{number} %", number=percent(probability))


def percent(probability: float) -> str:
    """A level without its sign: ``90``."""
    return numeral(f"{100 * probability:.10g}")


def is_whole(label: str) -> bool:
    """Whether an option's label is a whole number."""
    return label.removeprefix("-").isdecimal()


def _amount(value: str) -> str:
    """``1 day`` as ``day``, and other amounts in full."""
    number, _, unit = value.strip().partition(" ")
    return readable(unit.strip()) if number == "1" else amounts(value.strip())


def _per_one(amount: str) -> str:
    """``a day``, and ``per`` and the amount for other numbers than 1 and for symbols."""
    if amount[0].isdigit():
        return phrase("per {amount}", amount=amount)
    if not is_word(amount):
        return phrase("per {unit}", unit=one(amount))
    if found := per_one(amount):
        return found
    if amount[0] in "aeio" or amount.startswith("hour"):
        return phrase("an {unit}", unit=one(amount))
    return phrase("a {unit}", unit=one(amount))
