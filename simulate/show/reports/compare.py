"""A comparison of scenarios, for people: a sentence to quote, who is lower, by how much, and what was paired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...answer.answer import HASH_LETTERS
from ...answer.statistics.levels import headline_level
from ...answer.statistics.marginal import Estimate, Marginal
from ...comparing.compared import Compared, ComparedPair, ComparedSide
from ...comparing.pairing import SharedInput
from ...language import output_name, phrase
from ...units import counted, readable
from ...units.number_format import significant
from .. import labels
from ..digits import number, samples, with_error
from ..quote import Span, span
from ..terminals.columns import Columns
from ..text import beliefs

#: Probabilities nearer to 0 or 1 than this are not rounded to a percentage.
_NEARLY = 0.005


def lines(found: Compared) -> Iterator[Columns | str]:
    """The sentences and tables of a comparison."""
    for caution in found.cautions:
        yield f"warning: {caution}"
    if found.interrupted:
        yield f"Interrupted: this is the comparison of {samples(found.samples)}, which were finished."
    yield sentence(found)
    yield from beliefs(found.implausible)
    yield ""
    yield _sides(found)
    yield ""
    yield from map(_below, [found] * len(found.pairs), found.pairs)
    yield ""
    yield _contrasts(found)
    if len(found.sides) > 2:
        yield "--json, --csv and --out have those of all pairs."
        yield ""
        yield _ranks(found)
    yield ""
    yield from _pairing(found)
    yield ""
    design = "Sobol'" if found.design == "sobol" else found.design
    yield f"{samples(found.samples)}, seed {found.seed}, {design} design, hash {found.hash[:HASH_LETTERS]}"


def sentence(found: Compared) -> str:
    """The sentence to quote: which side is higher, how likely, and how many times as high; of several, which is lowest.

    ``emissions of chatgpt/by-words are …`` is put so that it needs no plural.
    """
    if len(found.sides) > 2:
        return _lowest(found)
    pair = found.pairs[0]
    first, second = found.sides
    level = headline_level(found.levels)
    is_second = pair.below.value >= 0.5
    higher, lower = (second, first) if is_second else (first, second)
    likely = percent(pair.below if is_second else Estimate(1 - pair.below.value, pair.below.error))
    output = output_name(labels.spoken(first.marginal.output))
    if pair.difference.constant and pair.difference.minimum == 0:
        return phrase(
            "{output}: {first} and {second} are equal in every sample.",
            output=f"{output}{_per(first)}",
            first=first.name,
            second=second.name,
        )
    return phrase(
        "{output}: {higher} is above {lower} with probability {likely}{times}.",
        output=f"{output}{_per(first)}",
        higher=higher.name,
        lower=lower.name,
        likely=likely,
        times=_times(pair, level, is_second=is_second),
    )


def _times(pair: ComparedPair, level: float, *, is_second: bool) -> str:
    """How many times as high the higher side is, else by how much."""
    found = pair.ratio or pair.difference
    if found.constant:
        return ""
    quoted = quote(found, level) if is_second else quote(found, level, inverse=pair.ratio is not None)
    if pair.ratio is None:
        unit = labels.short(labels.unit_label(found))
        return phrase(
            "; the difference is {median} ({level} % credible interval {ends})",
            median=counted(quoted.quote.median, unit),
            level=labels.percent(level),
            ends=quoted.quote.ends,
        )
    return phrase(
        ", {median} times as high ({level} % credible interval {ends} times)",
        median=quoted.quote.median,
        level=labels.percent(level),
        ends=quoted.quote.ends,
    )


def quote(found: Marginal, level: float, *, inverse: bool = False) -> Span:
    """The interval of a marginal as it is quoted, or that of its inverse, whose ends change sides."""
    own = span(found, level)
    if not inverse:
        return own
    low, median, high = (inverted(each) for each in (own.high, own.median, own.low))
    smallest, largest = own.extremes
    return Span(low, median, high, (1 / largest, 1 / smallest), own.level, own.samples)


def inverted(found: Estimate) -> Estimate:
    """One over a number, with the error that follows to first order."""
    return Estimate(1 / found.value, found.error / found.value**2)


def _lowest(found: Compared) -> str:
    chances = [side.ranks[0].value for side in found.sides]
    best = found.sides[chances.index(max(chances))]
    output = output_name(labels.spoken(best.marginal.output))
    others = len(found.sides) - 1
    return phrase(
        "{output}: {best} is the lowest of {count} with probability {likely}, with a median of {median}.",
        output=f"{output}{_per(best)}",
        best=best.name,
        count=others + 1,
        likely=percent(best.ranks[0]),
        median=_median(best, headline_level(found.levels)),
    )


def _per(side: ComparedSide) -> str:
    per = labels.functional_unit(side.subject.per)
    return f" {per}" if per else ""


def _median(side: ComparedSide, level: float) -> str:
    found = side.marginal
    return counted(span(found, level).quote.median, labels.unit_label(found))


def percent(probability: Estimate) -> str:
    """A probability as a sentence quotes it: whole percent, but a bound for one that is nearly certain.

    >>> percent(Estimate(0.9123, 0.001)), percent(Estimate(0.99997, 1e-6)), percent(Estimate(0.0, 1e-6))
    ('91 %', 'more than 99 %', 'less than 1 %')
    """
    if probability.value > 1 - _NEARLY:
        return phrase("more than 99 %")
    if probability.value < _NEARLY:
        return phrase("less than 1 %")
    return phrase("{number} %", number=f"{100 * probability.value:.0f}")


def _sides(found: Compared) -> Columns:
    """A row a side: median and interval in the common unit."""
    level = headline_level(found.levels)
    unit = readable(found.sides[0].marginal.unit.text)
    heads = ("", "scenario", "output", f"nominal\n{unit}", f"median\n{unit}", f"{labels.level(level)} interval\n{unit}")
    rows = [
        (
            side.letter,
            f"{side.subject.name}, {labels.coordinate(side.coordinates)}" if side.coordinates else side.name,
            side.marginal.output,
            number(side.marginal.nominal),
            with_error(side.marginal.median.value, side.marginal.median.error),
            " to ".join(span(side.marginal, level).with_errors),
        )
        for side in found.sides
    ]
    return Columns(heads, rows, frozenset(heads[3:]), frozenset(heads[:3]))


def _below(found: Compared, pair: ComparedPair) -> str:
    first, second = found.sides[pair.first].letter, found.sides[pair.second].letter
    below = f"P({first} < {second}) {labels.share(pair.below, sign='= ')}"
    if pair.separate_below is None:
        return below
    return f"{below}   ({labels.share(pair.separate_below, sign='= ')} with all inputs drawn apart)"


def _contrasts(found: Compared) -> Columns:
    """A row a contrast with the first side: the median and all intervals of difference and ratio."""
    first = found.sides[0]
    levels = sorted(found.levels)
    heads = ("", "nominal", "median", *map(labels.level, levels))
    rows = []
    unit = labels.short(labels.unit_label(first.marginal))
    for pair in (each for each in found.pairs if not each.first):
        one, other = found.sides[pair.first].letter, found.sides[pair.second].letter
        named = (
            (f"{other} - {one} ({unit})" if unit else f"{other} - {one}", pair.difference),
            (f"{other} / {one}", pair.ratio),
            (f"{other} / {one}, drawn apart", pair.separate),
        )
        rows += [_contrast(name, each, levels) for name, each in named if each]
        if not pair.ratio:
            rows.append((f"{other} / {one}", *["none"] * (len(heads) - 1)))
    return Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))


def _contrast(name: str, found: Marginal, levels: Sequence[float]) -> tuple[str, ...]:
    median = with_error(found.median.value, found.median.error)
    return (name, number(found.nominal), median, *(" to ".join(span(found, level).with_errors) for level in levels))


def _ranks(found: Compared) -> Columns:
    """A row a side: the probability that it is the lowest, the second lowest and so on."""
    count = len(found.sides)
    names = ["lowest", *(_ordinal(k) for k in range(2, count)), "highest"]
    heads = ("probability to be the", *names)
    rows = [(f"{side.letter}  {side.name}", *(labels.share(each) for each in side.ranks)) for side in found.sides]
    return Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))


def _ordinal(rank: int) -> str:
    return f"{rank}{({2: 'nd', 3: 'rd'}).get(rank, 'th')}"


def _pairing(found: Compared) -> Iterator[str]:
    """What was paired and what was not, and what the option is that changes it."""
    paired, apart = list(found.paired), list(found.apart)
    yield f"Paired: {_listed(paired, found)}." if paired else "Paired: nothing; each scenario has draws of its own."
    if apart:
        remedy = "" if all(each.reason == "--apart" for each in apart) else "; --same INPUT makes one draw of an input"
        yield f"Drawn apart: {_listed(apart, found)}{remedy}."


def _listed(shared: Sequence[SharedInput], found: Compared) -> str:
    """The names of inputs, with the reason for each run of one reason."""
    reasons = dict.fromkeys(each.reason for each in shared)
    several = len(found.sides) > 2
    pieces = []
    for reason in reasons:
        names = ", ".join(
            f"{each.name} of {''.join(each.names)}" if several else each.name
            for each in shared
            if each.reason == reason
        )
        pieces.append(f"{names} ({reason})")
    return "; ".join(pieces)


def times(value: float) -> str:
    """A factor with three significant digits.

    >>> times(147.5463), times(1.19321)
    ('148', '1.19')
    """
    return significant(value, 3)
