"""Two benchmarks compared, row by row: what takes more or less than before, and what the noise hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..problems import InvalidInput, Problem
from ..show.terminals.columns import Columns
from . import numbers
from .benchmark import YARDSTICK, Benchmark, Timing, about
from .machine import Machine
from .spread import Difference, difference

_HEADS = ("", "unit", "before", "now", "ratio", "noise", "difference")
_WORDS = {
    "more": "more",
    "less": "less",
    "none": "none beyond the noise",
    "unknown": "not judged: no spread is known",
}


@dataclass(frozen=True)
class ComparedTiming:
    """A timing in both benchmarks."""

    before: Timing
    now: Timing
    difference: Difference


def check_comparable(  # noqa: PLR0913, PLR0917 - what two benchmarks must have in common
    before: Benchmark, name: str, kind: str, subject: str, options: Mapping[str, int], machine: Machine
) -> None:
    """Raise InvalidInput unless the saved benchmark `before`, called `name`, can be compared with one like this."""
    asked, saved = (f"{one} {of}".strip() for one, of in ((kind, subject), (before.kind, before.subject)))
    problems = []
    if asked != saved:
        problems.append(f"is a benchmark of {saved}, not of {asked}; save one of {asked} to compare with")
    elif differing := machine.differences(before.machine):
        problems.append(f"was made on another machine ({'; '.join(differing)}); times of two machines are not compared")
    elif changed := [each for each in options if before.options.get(each) != options[each]]:
        listed = ", ".join(f"{each} {before.options.get(each)}, now {options[each]}" for each in changed)
        remedy = " ".join(f"--{each} {before.options.get(each)}" for each in changed)
        problems.append(f"was made with other options ({listed}); add {remedy}")
    if problems:
        raise InvalidInput([Problem(each, file=f"--compare {name}") for each in problems])


def drift(benchmark: Benchmark, before: Benchmark) -> float:
    """How many times as long the yardstick takes as before: by how much the machine has changed."""
    return benchmark.yardstick.median / before.yardstick.median


def comparison(benchmark: Benchmark, before: Benchmark) -> list[ComparedTiming]:
    """Every timing that both benchmarks have, with its difference."""
    saved = {each.key: each for each in before.timings}
    changed = drift(benchmark, before)
    return [
        ComparedTiming(saved[each.key], each, difference(saved[each.key].values, each.values, _drift_of(each, changed)))
        for each in benchmark.timings
        if each.key in saved and each.group != YARDSTICK
    ]


def _drift_of(each: Timing, changed: float) -> float:
    """How much of the machine's change concerns a timing: none for memory."""
    return 1.0 if about(each.quantity).unit == "MB" else changed


def table(rows: list[ComparedTiming]) -> Columns:
    """A row a timing, below its group."""
    shown: list[tuple[str, ...]] = []
    group = ""
    for each in rows:
        if group != (group := each.now.group):
            shown.append((group, *[""] * (len(_HEADS) - 1)))
        noise = numbers.noise(each.difference.noise)
        shown.append(
            (
                f"  {_named(each.now, rows)}",
                about(each.now.quantity).unit,
                numbers.three_digits(each.before.median),
                numbers.three_digits(each.now.median),
                numbers.factor(each.difference.ratio),
                noise,
                _WORDS[each.difference.direction],
            )
        )
    return Columns(_HEADS, shown, frozenset(_HEADS[2:6]), frozenset(_HEADS[:2]))


def _named(each: Timing, rows: list[ComparedTiming]) -> str:
    """The name of a timing, with its quantity where the name has several."""
    several = len({row.now.quantity for row in rows if row.now.key[:2] == each.key[:2]}) > 1
    return f"{each.name}, {about(each.quantity).long_name}" if several else each.name


def lines(benchmark: Benchmark, before: Benchmark, name: str) -> Iterator[Columns | str]:
    """The comparison with the saved benchmark `before`, called `name`, for people."""
    rows = comparison(benchmark, before)
    yield f"{_headline(rows)}, compared with {name} of {before.when}"
    yield ""
    yield table(rows)
    yield ""
    yield "The noise is three standard errors of the two medians, 2 % that differ between processes, and the drift."
    changed = numbers.factor(drift(benchmark, before))
    yield f"Drift: the yardstick, which does not depend on carbonspan, takes {changed} times as long as before."
    yield from _changed_versions(benchmark.machine, before.machine)
    if missing := _only_in_one(benchmark, before):
        yield f"Only in one of the two, and not compared: {', '.join(missing)}."


def _headline(rows: list[ComparedTiming]) -> str:
    counts = {word: sum(each.difference.direction == word for each in rows) for word in _WORDS}
    told = [f"{counts[word]} of {len(rows)} take {word}" for word in ("more", "less") if counts[word]]
    return "; ".join(told) if told else "No difference beyond the noise"


def _changed_versions(now: Machine, before: Machine) -> Iterator[str]:
    changed = [
        f"{name} {before.versions.get(name, 'none')}, now {version}"
        for name, version in now.versions.items()
        if before.versions.get(name) != version
    ]
    if changed:
        yield f"Versions differ: {'; '.join(changed)}."


def _only_in_one(benchmark: Benchmark, before: Benchmark) -> list[str]:
    now, then = ({f"{each.name} ({each.group})" for each in one.timings} for one in (benchmark, before))
    return sorted(now ^ then)
