"""From the law keys of one input, as a file holds them, to its distribution; all mistakes at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from ...laws.base import Distribution, LawError
from ...laws.discrete import Constant
from ...laws.forms import Field, Form, Kind, Law, Window, unheard
from ...laws.registry import BESIDE, KEYS, LAWS, TRUNCATE
from ...laws.truncation import truncated
from .fields import Context, Problems, implied, number, shares, shown, value_of, window
from .misspelled_keys import instead
from .unit_inference import NO_UNITS, Units, bare_unit

WEIGHT = "weight"
FINEST = 2.0**-65  # the least probability from an end at which a draw may lie
FARTHEST = 1e250  # the largest draw: a table's coefficients, and what a model computes from it, must be numbers too
_NONE: Distribution = Constant(0.0)  # stands in for a law that could not be read, until that is reported


def read(
    entry: Mapping[str, object],
    *,
    nominal: float | None,
    units: Units = NO_UNITS,
    folder: Path | None = None,
    warn: Callable[[str], None] = unheard,
) -> Distribution:
    """The distribution that the law keys of one input stand for; a constant at `nominal` where there are none.

    `units` are those around it. `warn` is called with what is allowed but should be seen.

    Raises LawError with all problems, their paths relative to `entry`.

    >>> law = read({"p5": 1, "p95": 4}, nominal=None)
    >>> float(law.quantile(0.5).round(9))
    2.0
    """
    return _drawable(_entry(entry, Context(units, nominal=nominal, folder=folder, warn=warn)))


def _drawable(law: Distribution) -> Distribution:
    """The law, or a LawError where its draws are too large to compute with."""
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


def _entry(entry: Mapping[str, object], context: Context) -> Distribution:
    """The law of an entry, its bare numbers in the law's unit, within its window."""
    context = context.having(bare_unit(entry, context.units))
    problems = Problems()
    around = context.within(problems.attempt((TRUNCATE,), Window(), window, entry.get(TRUNCATE), context))
    law = problems.attempt((), _NONE, _law, entry, around)
    problems.finish()
    return law


def _law(entry: Mapping[str, object], context: Context) -> Distribution:
    problems = Problems()
    for key in entry:
        if key not in KEYS:
            problems.add(f"unknown law {key!r}; {instead(str(key), sorted(LAWS))}", key)
    laws = list(dict.fromkeys(BESIDE.get(key, key) for key in entry if key in KEYS and key != TRUNCATE))
    if len(laws) > 1:
        problems.add(f"two laws for one input ({', '.join(laws)}); keep one")
    problems.finish()
    return _written(LAWS[laws[0]], entry, context) if laws else _constant(entry, context)


def _constant(entry: Mapping[str, object], context: Context) -> Constant:
    if TRUNCATE in entry:
        raise LawError([((TRUNCATE,), "there is no law to truncate; state one beside it")])
    if context.nominal is None:
        raise LawError("has neither a nominal value nor a law; state one of them")
    return Constant(context.nominal)


def _written(law: Law, entry: Mapping[str, object], context: Context) -> Distribution:
    """The law as its key, or the keys beside it, spell it out."""
    if law.key in BESIDE:
        beside = {key: value for key, value in entry.items() if key in BESIDE}
        return _mapping(law, beside, context)
    try:
        return _body(law, entry[law.key], context)
    except LawError as error:
        raise error.under(law.key) from error.__cause__


def _body(law: Law, raw: object, context: Context) -> Distribution:
    """The law from what follows its key."""
    form = law.forms[0]
    match form.style:
        case "scalar":
            return _build(form, {form.written[0].name: raw}, {form.written[0].name: ()}, context)
        case "list" if isinstance(raw, Sequence) and not isinstance(raw, str):
            return _listed(form, raw, context)
    if not isinstance(raw, Mapping):
        raise LawError(f"must be {_choices(law)}, got {shown(raw)}")
    return _mapping(law, raw, context)


def _choices(law: Law) -> str:
    """How the law may be written.

    >>> _choices(LAWS["gamma"])
    '{shape, scale} or {mean, sd}'
    """
    brackets = {"list": "[{}]"}
    names = (", ".join(field.name for field in form.written) for form in law.forms)
    shapes = (brackets.get(form.style, "{{{}}}") for form in law.forms)
    return " or ".join(shape.format(name) for shape, name in zip(shapes, names, strict=True))


def _listed(form: Form, raw: Sequence[object], context: Context) -> Distribution:
    names = [field.name for field in form.written]
    if len(raw) != len(names):
        raise LawError(f"must be [{', '.join(names)}], got {len(raw)} values")
    positions = {name: (place,) for place, name in enumerate(names)}
    return _build(form, dict(zip(names, raw, strict=True)), positions, context)


def _mapping(law: Law, raw: Mapping[str, object], context: Context) -> Distribution:
    """The law in the form that has most of the fields written; unknown and missing fields are named."""
    form = max(law.forms, key=lambda form: len({field.name for field in form.written} & set(raw)))
    positions = {field.name: (field.name,) for field in form.written}
    problems = Problems()
    for name in raw:
        if name not in positions:
            problems.add(f"unknown field {name!r} of {law.key}; write {_choices(law)}", name)
    for field in form.written:
        if field.required and field.name not in raw:
            problems.add(f"needs {field.name} beside {', '.join(map(str, raw)) or 'it'}; write {_choices(law)}")
    if problems.found:
        problems.attempt((), None, _values, form, raw, positions, context)
    problems.finish()
    return _build(form, raw, positions, context)


Places = Mapping[str, tuple[str | int, ...]]


def _build(form: Form, raw: Mapping[str, object], positions: Places, context: Context) -> Distribution:
    """The distribution of a form whose fields are all written as they should be."""
    values = _values(form, raw, positions, context)
    try:
        law = form.build(*values)
    except ArithmeticError as error:
        raise LawError("these numbers are too far apart to compute with; check their units") from error
    return law if form.fits_window else truncated(law, context.window)


def _values(form: Form, raw: Mapping[str, object], positions: Places, context: Context) -> list[object]:
    """One value a field, in order; LawError with all that is wrong with them."""
    problems = Problems()
    _check_implied(form, raw, context, problems)
    values = [
        problems.attempt(positions.get(field.name, ()), None, _field, field, raw, context) for field in form.fields
    ]
    if not problems.found:
        _check_order(
            form, dict(zip((field.name for field in form.fields), values, strict=True)), raw, positions, problems
        )
    problems.finish()
    return values


def _check_implied(form: Form, raw: Mapping[str, object], context: Context, problems: Problems) -> None:
    """Notes where a number in the input's unit is left out that means something for plain numbers only."""
    implied = [field for field in form.written if field.kind.united and not field.required]
    if not context.plain and any(field.name not in raw for field in implied):
        names = " and ".join(field.name for field in implied)
        meant = " and ".join(f"{field.default:g}" for field in implied)
        problems.add(
            f"must state {names} for an input with a dimension, with units; {meant} are meant for plain numbers"
        )


def _field(field: Field, raw: Mapping[str, object], context: Context) -> object:
    if field.kind.implied:
        return implied(field.kind, context)
    if field.name not in raw:
        return field.default
    if field.kind is Kind.COMPONENTS:
        return _components(raw[field.name], context)
    return value_of(field.kind, raw[field.name], context)


def _check_order(
    form: Form, values: Mapping[str, object], raw: Mapping[str, object], positions: Places, problems: Problems
) -> None:
    """Notes the first field of `rises` that does not rise above the one before it; the others hang on it."""
    ends = [(form.rises[0], form.rises[-1])] if form.level else []
    for lower, upper in [*pairwise(form.rises), *ends]:
        strict = not form.level or (lower, upper) in ends
        implied = upper not in raw
        below, above = values[lower], values[upper]
        if not isinstance(below, float) or not isinstance(above, float) or above > below:
            continue
        if implied and (strict or above < below):
            rule = f"must lie below {upper}, which is {above:g} as a plain number where nothing else is said"
            problems.add(f"{rule}, got {raw.get(lower, below)}", *positions[lower])
            return
        if strict or above < below:
            rule = "must exceed" if strict else "must be at least"
            problems.add(
                f"{rule} {lower} ({raw.get(lower, below)}), got {raw.get(upper, above)}",
                *positions[upper],
            )
            return


def _components(raw: object, context: Context) -> tuple[tuple[float, Distribution], ...]:
    """(weight, law) pairs of a mixture; the weights must sum to one."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
        raise LawError(f"must be a list of {Kind.COMPONENTS.value}, got {shown(raw)}")
    problems = Problems()
    pairs = [problems.attempt((place,), (1.0, _NONE), _component, entry, context) for place, entry in enumerate(raw)]
    problems.finish()
    weights = shares([weight for weight, _ in pairs], "weights")
    return tuple(zip(weights, (law for _, law in pairs), strict=True))


def _component(entry: object, context: Context) -> tuple[float, Distribution]:
    if not isinstance(entry, Mapping):
        raise LawError(f"must be a mapping of weight and one law, got {shown(entry)}")
    problems = Problems()
    if WEIGHT not in entry:
        problems.add("needs a weight")
    weight = problems.attempt((WEIGHT,), 1.0, number, entry.get(WEIGHT, 1), Kind.RATIO, context)
    rest = {key: value for key, value in entry.items() if key != WEIGHT}
    law = problems.attempt((), _NONE, _entry, rest, context)
    problems.finish()
    return weight, law
