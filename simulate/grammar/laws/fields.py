"""From what a file holds for one field to what a law is built with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from ...files.csv_column import LARGEST
from ...laws.base import LawError
from ...laws.forms import Kind, Stated, Window, unheard
from ...problems import KeyPath
from ...units import ONE, Unit, UnitError, compatible, quantity, require, stated_unit
from .unit_inference import NO_UNITS, Units

Raw = Mapping[object, object]
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SMALLEST = 1e-100  # in base units; squares and ratios of smaller numbers underflow
SUM = 5e-6  # how far stated probabilities or weights may sum from one: people round thirds to 0.333333


@dataclass(frozen=True)
class Context:
    """What is around a law: units, the nominal value, the file's folder, the ends of `truncate`.

    A number of the law that states no unit has the unit `bare`. `warn` is called with what is allowed but should be
    seen.
    """

    units: Units = NO_UNITS
    bare: Unit = ONE
    nominal: float | None = None
    folder: Path | None = None
    window: Window = field(default_factory=Window)
    warn: Callable[[str], None] = unheard

    @property
    def own(self) -> Unit:
        """The unit of the input: what it states, else that of the law."""
        return self.units.own or self.bare

    @property
    def wanted(self) -> Unit:
        """What the unit of every number must be compatible with, under the input's own name for it where it can be."""
        expected = self.units.expected or self.own
        return require(self.own, expected) if compatible(self.own, expected) else expected

    @property
    def plain(self) -> bool:
        """Whether the input's numbers have no dimension, so that a limit left out can be meant as 0 or 1."""
        return not self.wanted.dimension

    def within(self, window: Window) -> Context:
        """The same, with another window."""
        return replace(self, window=window)

    def having(self, bare: Unit | None) -> Context:
        """The same, with another unit of bare numbers, those of laws inside this one among them."""
        return replace(self, bare=bare or ONE, units=replace(self.units, outer=bare))


class Problems:
    """Mistakes gathered while reading goes on."""

    def __init__(self) -> None:
        self.found: list[tuple[KeyPath, str]] = []

    def attempt(self, path: KeyPath, fallback: T, read: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """What `read` returns for the arguments; `fallback` where it raises a LawError, which is noted under `path`."""
        try:
            return read(*arguments)
        except LawError as error:
            self.found.extend(error.under(*path).problems)
            return fallback

    def add(self, message: str, *path: str | int) -> None:
        """Notes one mistake at `path`."""
        self.found.append((path, message))

    def finish(self) -> None:
        """Nothing, or one LawError with everything that was noted."""
        if self.found:
            raise LawError(self.found)


def number(raw: object, kind: Kind, context: Context) -> float:
    """The finite number in base units, checked against the limits of its kind."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise LawError(f"must be {kind.value}, got {shown(raw)}")
    wanted, bare = (context.wanted, context.bare) if kind.united else (ONE, ONE)
    try:
        value = quantity(raw, wanted, bare=bare)[0]
    except UnitError as error:
        raise LawError(f"{error}{_of_ratio(raw, context)}") from error
    fits, rule = _LIMITS.get(kind, _FINITE) if _FINITE[0](value) else _FINITE
    if not fits(value):
        raise LawError(f"{rule}, got {raw}{_of_factor(kind, value)}")
    return value


def _of_ratio(raw: object, context: Context) -> str:
    """The remedy for a share, such as 10 %, where a number with a dimension is wanted."""
    given = stated_unit(raw)
    if given is None or given.dimension or context.plain:
        return ""
    remedy = f"a spread that is a ratio is `lognormal: {{mean: …, cv: {raw}}}`"
    return f"; write the number in {context.wanted.text}; {remedy}"


def _of_factor(kind: Kind, value: float) -> str:
    """The remedy for a share, such as 25 %, where a factor such as 1.25 is wanted."""
    if kind is not Kind.FACTOR or not 0 < value < 1:
        return ""
    return f"; a geometric standard deviation is a factor: one of {value:.3g} up or down is about {1 + value:.3g}"


def shown(raw: object) -> str:
    """What was written, in a form short enough for a message.

    >>> shown(None), shown({"mean": 3})
    ('nothing', 'a mapping')
    """
    if raw is None:
        return "nothing"
    if isinstance(raw, Mapping):
        return "a mapping"
    return "a list" if isinstance(raw, list | tuple) else repr(raw)


_FINITE: tuple[Callable[[float], bool], str] = (
    lambda value: value == 0 or SMALLEST <= abs(value) <= LARGEST,
    f"must be 0 or a number from {SMALLEST:g} to {LARGEST:g} in size",
)
_LIMITS: Mapping[Kind, tuple[Callable[[float], bool], str]] = {
    Kind.POSITIVE: (lambda value: value > 0, "must be positive"),
    Kind.RATIO: (lambda value: value > 0, "must be positive"),
    Kind.FACTOR: (lambda value: value > 1, "must exceed 1"),
    Kind.PROBABILITY: (lambda value: 0 < value < 1, "must lie between 0 and 1"),
    Kind.COUNT: (lambda value: value >= 1 and value.is_integer(), "must be a whole number from 1"),
}


def value_of(kind: Kind, raw: object, context: Context) -> object:
    """What a law is built with for a written field of this kind."""
    reader = _READERS.get(kind)
    return number(raw, kind, context) if reader is None else reader(raw, context)


def implied(kind: Kind, context: Context) -> object:
    """What a law is built with for a field that is not written."""
    if kind is Kind.WINDOW:
        return context.window
    if kind is Kind.WARN:
        return context.warn
    if kind is Kind.UNIT:
        return context.own.to_base(1)
    if context.nominal is None:
        raise LawError("needs the input's nominal value as its median; state nominal")
    return context.nominal


def window(raw: object, context: Context) -> Window:
    """The two ends of `truncate`; None leaves an end open."""
    if raw is None:
        return Window()
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 2:
        raise LawError(f"must be [low, high], either of them null to stay open, got {shown(raw)}")
    problems = Problems()
    low, high = (
        math.copysign(math.inf, place - 0.5)
        if end is None
        else problems.attempt((place,), math.nan, number, end, Kind.QUANTITY, context)
        for place, end in enumerate(raw)
    )
    if low >= high:
        problems.add(f"must exceed the lower end ({raw[0]}), got {raw[1]}", 1)
    problems.finish()
    return Window(low, high)


def _count(raw: object, context: Context) -> int:
    return int(number(raw, Kind.COUNT, context))


def _flag(raw: object, _: Context) -> bool:
    if not isinstance(raw, bool):
        raise LawError(f"must be true or false, got {shown(raw)}")
    return raw


def _text(raw: object, _: Context) -> str:
    if not isinstance(raw, str):
        raise LawError(f"must be text, got {shown(raw)}")
    return raw


def _file(raw: object, context: Context) -> Path:
    path = (context.folder or Path()) / _text(raw, context)
    if path.is_dir():
        raise LawError(f"must be a CSV file, got the folder {raw}")
    if not path.is_file():
        raise LawError(f"no such file, got {raw}; paths are relative to the scenario's folder")
    return path


def _scores(raw: object, _: Context) -> tuple[int, ...]:
    """Five whole numbers from 1 to 5."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 5:
        raise LawError(f"must be {Kind.SCORES.value}, got {shown(raw)}")
    for place, score in enumerate(raw):
        if isinstance(score, bool) or not isinstance(score, int) or not 1 <= score <= 5:
            raise LawError([((place,), f"must be a whole number from 1 to 5, got {shown(score)}")])
    return tuple(raw)


def _atoms(raw: object, context: Context) -> tuple[tuple[float, float], ...]:
    """(value, probability) pairs; the probabilities must sum to one."""
    problems = Problems()
    pairs = []
    for key, share in _pairs(raw, Kind.ATOMS):
        pairs.append(problems.attempt((_place(key),), (math.nan, math.nan), _atom, key, share, context))
    problems.finish()
    if len({value for value, _ in pairs}) < len(pairs):
        raise LawError("two of the values are the same; add their probabilities")
    return tuple(zip([value for value, _ in pairs], shares([weight for _, weight in pairs]), strict=True))


def _atom(key: object, share: object, context: Context) -> tuple[float, float]:
    """A value and its probability."""
    return number(key, Kind.QUANTITY, context), _share(share, context)


def _share(raw: object, context: Context) -> float:
    """A probability above 0 and at most 1."""
    value = number(raw, Kind.NUMBER, context)
    if not 0 < value <= 1:
        raise LawError(f"must lie above 0 and at most at 1, got {raw}")
    return value


def shares(weights: Sequence[float], what: str = "probabilities") -> list[float]:
    """The weights, scaled to sum to one exactly; LawError where they do not to six digits."""
    total = math.fsum(weights)
    if abs(total - 1) > SUM:
        raise LawError(f"{what} must sum to 1, got {total:.6g}; divide each by {total:.6g}")
    return [weight / total for weight in weights]


def _quantiles(raw: object, context: Context) -> Stated:
    """Probabilities with their quantiles, and the limits that may stand beside them."""
    problems = Problems()
    limits: dict[str, float] = {}
    points: list[tuple[float, float, object]] = []
    for key, given in _pairs(raw, Kind.QUANTILES):
        value = problems.attempt((_place(key),), math.nan, number, given, Kind.QUANTITY, context)
        if key in {"low", "high"}:
            limits[str(key)] = value
        else:
            p = problems.attempt((_place(key),), math.nan, number, key, Kind.PROBABILITY, context)
            points.append((p, value, key))
    points.sort(key=lambda point: point[0])
    _check_points(points, limits, problems)
    problems.finish()
    return Stated(tuple(point[0] for point in points), tuple(point[1] for point in points), **limits)


def _check_points(points: list[tuple[float, float, object]], limits: Mapping[str, float], problems: Problems) -> None:
    """Notes where there are too few points, or where they do not rise from low through the quantiles to high."""
    if len(points) < 2:
        problems.add(f"needs at least two quantiles, got {len(points)}")
    ends = [(limits[name], name) for name in ("low", "high") if name in limits]
    chain = [*ends[:1], *((value, str(key)) for _, value, key in points), *ends[1:]]
    if "low" not in limits:
        chain = [*((value, str(key)) for _, value, key in points), *ends]
    for (below, earlier), (above, later) in pairwise(chain):
        if below >= above:
            problems.add(f"must exceed the value of {earlier}", _place(later))


def _pairs(raw: object, kind: Kind) -> Iterator[tuple[object, object]]:
    if not isinstance(raw, Mapping) or not raw:
        raise LawError(f"must be a mapping of {kind.value}, got {shown(raw)}")
    yield from raw.items()


def _place(key: object) -> str | int:
    """A mapping's key as a piece of a path."""
    return key if isinstance(key, str | int) else f"{key}"


_READERS: Mapping[Kind, Callable[[object, Context], object]] = {
    Kind.COUNT: _count,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.FILE: _file,
    Kind.SCORES: _scores,
    Kind.ATOMS: _atoms,
    Kind.QUANTILES: _quantiles,
}
