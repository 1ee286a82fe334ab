"""From the law keys of one input to its distribution; all mistakes at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...laws.base import Distribution, LawError
from ...laws.discrete import Constant
from ...laws.truncation import Window
from .context import NO_LAW, NO_UNITS, Context, Units, ignore
from .fields import QUANTITY, shown
from .problems import Problems
from .registry import BESIDE, KEYS, LAWS, TRUNCATE
from .unit_inference import bare_unit
from .unknown_keys import instead

FINEST = 2.0**-65  # the least probability from an end at which a draw may lie
FARTHEST = 1e250  # the largest draw: a table's coefficients, and what a model computes from it, must be numbers too


def read(
    entry: Mapping[str, object],
    *,
    nominal: float | None,
    units: Units = NO_UNITS,
    folder: Path | None = None,
    warn: Callable[[str], None] = ignore,
) -> Distribution:
    """The distribution that the law keys of one input describe; a constant at `nominal` if there are none.

    `units` are those around it. `warn` is called with each warning.

    Raises LawError with all problems, their paths relative to `entry`.

    >>> law = read({"p5": 1, "p95": 4}, nominal=None)
    >>> float(law.quantile(0.5).round(9))
    2.0
    """
    return _drawable(read_entry(entry, Context(units, nominal=nominal, folder=folder, warn=warn, read=read_entry)))


def _drawable(law: Distribution) -> Distribution:
    """The law; LawError if its draws are too large to compute with."""
    try:
        with np.errstate(all="ignore"):
            ends = float(law.quantile(FINEST)), float(law.isf(FINEST))
    except ArithmeticError:
        ends = math.nan, math.nan
    if not all(abs(end) <= FARTHEST for end in ends):
        raise LawError(
            f"its draws reach beyond {FARTHEST:g}, too far to compute with; truncate them, or check spread and units"
        )
    return law


def read_entry(entry: Mapping[str, object], context: Context) -> Distribution:
    """The law of an entry, its bare numbers in the law's unit, within its window."""
    context = context.with_bare(bare_unit(entry, context.units))
    problems = Problems()
    window = problems.attempt((TRUNCATE,), Window(), _window, entry.get(TRUNCATE), context)
    law = problems.attempt((), NO_LAW, _law, entry, replace(context, window=window))
    problems.finish()
    return law


def _window(raw: object, context: Context) -> Window:
    """The two ends of `truncate`; None leaves an end open."""
    if raw is None:
        return Window()
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 2:
        raise LawError(f"must be [low, high], either of them null to stay open, got {shown(raw)}")
    problems = Problems()
    low, high = (
        math.copysign(math.inf, index - 0.5)
        if end is None
        else problems.attempt((index,), math.nan, QUANTITY.read, end, context)
        for index, end in enumerate(raw)
    )
    if low >= high:
        problems.add(f"must exceed the lower end ({raw[0]}), got {raw[1]}", 1)
    problems.finish()
    return Window(low, high)


def _law(entry: Mapping[str, object], context: Context) -> Distribution:
    problems = Problems()
    for key in (key for key in entry if key not in KEYS):
        problems.add(f"unknown law {key!r}; {instead(str(key), sorted(LAWS))}", key)
    laws = list(dict.fromkeys(BESIDE.get(key, key) for key in entry if key in KEYS and key != TRUNCATE))
    if len(laws) > 1:
        problems.add(f"two laws for one input ({', '.join(laws)}); keep one")
    problems.finish()
    return _of_key(laws[0], entry, context) if laws else _constant(entry, context)


def _constant(entry: Mapping[str, object], context: Context) -> Constant:
    if TRUNCATE in entry:
        raise LawError([((TRUNCATE,), "there is no law to truncate; state one beside it")])
    if context.nominal is None:
        raise LawError("has neither a nominal value nor a law; state one of them")
    return Constant(context.nominal)


def _of_key(key: str, entry: Mapping[str, object], context: Context) -> Distribution:
    """The law of this key: of what follows it, or of the keys beside it."""
    if LAWS[key].is_beside:
        return LAWS[key].read({name: value for name, value in entry.items() if name in BESIDE}, context)
    try:
        return LAWS[key].read(entry[key], context)
    except LawError as error:
        raise error.under(key) from error.__cause__
