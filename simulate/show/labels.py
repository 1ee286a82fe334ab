"""What things are called where people read them: units, the functional unit, percentiles, coordinates, headlines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..answer.answer import Comparison, Estimate, Marginal
from ..scenario.plausibility import USUAL
from ..units import amounts, many, readable
from ..units.number_format import rounded
from ..units.spoken import is_word
from .digits import number, with_error

#: An axis of fewer whole numbers reads better coordinate by coordinate.
_FEWEST = 6
#: Percentiles are said to a tenth at most, if so many standard errors are less than half of it: in a sentence nobody
#: can see how sure a digit is, and two runs of the same scenario should say the same.
_TENTHS, _DOUBT = -1, 2.0


def unit_label(marginal: Marginal) -> str:
    """The unit an output is read in, of one, substance included: ``t CO2e``, ``GPU·hour``; empty for a plain number."""
    label = readable(marginal.unit.text)
    return f"{label} {marginal.substance}" if marginal.substance not in label else label


def short(label: str) -> str:
    """A unit's label where it is read a second time: ``t`` for ``t CO2e``."""
    return label.replace(" CO2e", "")


def functional_unit(per: Mapping[str, str]) -> str:
    """What the answer is for, to be said behind a number; empty where the scenario does not say.

    >>> functional_unit({"duration": "60 day"}), functional_unit({"users": "1 user", "duration": "1 day"})
    ('per 60 days', 'per user and day')
    """
    said = [_one(value) for value in per.values()]
    if len(said) < 2:
        return "".join(said)
    return f"per {' and '.join(each.partition(' ')[2] for each in said)}"


def rank(probability: Estimate) -> str:
    """Which percentile a value is, to a tenth where that is sure; beyond the usual range, if so, that it is beyond.

    >>> rank(Estimate(0.7134, 0.02)), rank(Estimate(0.69503, 0.0001)), rank(Estimate(0.9996, 0.0001))
    ('71', '69.5', '> 99')
    """
    low, high = USUAL
    doubt = _DOUBT * probability.error
    if probability.value + doubt < low or probability.value - doubt > high:
        return f"< {100 * low:g}" if probability.value < low else f"> {100 * high:g}"
    place = _TENTHS if 100 * doubt < 10**_TENTHS / 2 else 0
    return rounded(100 * min(max(probability.value, low), high), place, strip=True)


def percentile(probability: Estimate) -> str:
    """Where in a distribution a value lies.

    >>> percentile(Estimate(0.7134, 0.02)), percentile(Estimate(0.9996, 0.0001))
    ('at the 71st percentile', 'above the 99th percentile')
    """
    side, _, beyond = rank(probability).rpartition(" ")
    where = {"": "at", "<": "below", ">": "above"}[side]
    return f"{where} the {beyond}{_ending(beyond)} percentile"


def verb(number: str, unit: str, *, base: str = "lie") -> str:
    """What a number of a readable unit does: one lies, several lie, and so many kWh lies as they are no things.

    >>> verb("93", "person"), verb("1", "person"), verb("3.82", "t")
    ('lie', 'lies', 'lies')
    """
    return base if number != "1" and many(unit) != unit else f"{base}s"


def share(found: Estimate, *, of: int = 1, sign: str = "") -> str:
    """A share of the samples with its Monte Carlo error, `sign` before it; of none or all, how far it may be from that.

    That is three errors: a share that no sample belongs to is smaller in 95 % of cases.

    >>> share(Estimate(0.2497, 0.0012), sign="= "), share(Estimate(0.0, 1e-6), sign="= ")
    ('= 0.250(1)', '< 3e-6')
    """
    if found.value not in (0.0, 1.0):
        return f"{sign}{with_error(of * found.value, of * found.error)}"
    reach = 3 * of * found.error
    return f"< {number(reach, reach)}" if found.value == 0 else f"> {number(of - reach, reach)}"


def pairing(pair: Comparison) -> str:
    """Which draws two coordinates share: ``same draws: energy; drawn apart: carbon_intensity``; empty without any."""
    kinds = (("same draws", pair.shared), ("drawn apart", pair.apart))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in kinds if names)


def chance(probability: Estimate) -> str:
    """In how many of the samples something is so, with its Monte Carlo error where it is not so in all or in none.

    >>> chance(Estimate(0.2497, 0.0012)), chance(Estimate(1.0, 1e-6))
    ('25.0(1) %', '100 %')
    """
    if probability.value in (0.0, 1.0):
        return f"{100 * probability.value:g} %"
    return f"{with_error(100 * probability.value, 100 * probability.error)} %"


def coordinate(labels: Mapping[str, str]) -> str:
    """The coordinate of a marginal: ``region norway, start_hour 3``; empty for a single answer."""
    return ", ".join(f"{axis} {label}" for axis, label in labels.items())


def spoken(name: str) -> str:
    """A name as a person says it.

    >>> spoken("by_days_of_service"), spoken("gpu_time")
    ('by days of service', 'GPU time')
    """
    return re.sub(r"\b[cgt]pu(?=s?\b)", lambda found: found[0].upper(), name.replace("_", " "))


def leading(coordinates: Sequence[Mapping[str, str]]) -> str:
    """Which of several `coordinates` the headline is about; empty where there is one.

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
    """The axis to read an answer along: the longest whose coordinates are whole numbers, if it is long enough.

    >>> counting_axis([{"region": region, "hour": f"{hour}"} for region in ("norway", "france") for hour in range(24)])
    'hour'
    """
    found = {axis: {labels[axis] for labels in coordinates} for axis in coordinates[0]}
    numbers = {axis: len(each) for axis, each in found.items() if all(map(_is_whole, each))}
    longest = max(numbers, key=lambda axis: numbers[axis], default=None)
    return longest if longest and numbers[longest] >= _FEWEST else None


def level(probability: float) -> str:
    """A level as people write it: ``90 %``.

    >>> level(0.9), level(0.995)
    ('90 %', '99.5 %')
    """
    return f"{100 * probability:.10g} %"


def _is_whole(label: str) -> bool:
    return label.removeprefix("-").isdecimal()


def _one(value: str) -> str:
    """``a day`` for ``1 day``; anything else is said with its number."""
    amount, _, unit = value.strip().partition(" ")
    name = readable(unit.strip())
    if amount == "1":
        return (
            f"{'an' if name[0] in 'aeio' or name.startswith('hour') else 'a'} {name}"
            if is_word(name)
            else f"per {name}"
        )
    return f"per {amounts(value.strip())}"


def _ending(rank: str) -> str:
    """What makes an ordinal of a number, its last digit being that of a tenth where it has one."""
    if rank in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(rank[-1], "th")
