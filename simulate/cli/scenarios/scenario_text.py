"""A scenario as tables and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import console
from .scenario_draws import all_inputs, draws
from .scenario_json import PROBABILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...scenario.profile import TimeProfile
    from ...scenario.scenario import Axis, Input, Scenario
    from ...show.terminals.columns import Columns

#: The most whole numbers that are listed; more are shown as a range.
_MOST_LISTED = 3


def lines(scenario: Scenario) -> Iterator[Columns | str]:
    """The title, facts, inputs, notes, profiles, shared draws and sources of a scenario."""
    yield f"{scenario.title} ({scenario.name})"
    yield from _facts(scenario)
    yield ""
    yield from _tables((), [((), each) for each in scenario.inputs.values()])
    of_options: list[tuple[tuple[str, ...], Input]] = [
        ((at,), each) for at, each in all_inputs(scenario) if at and not each.profile
    ]
    yield from _tables(("option",), of_options)
    yield from _notes(scenario)
    yield from _profiles(scenario)
    yield from draws(scenario)
    yield from _sources([each for _, each in all_inputs(scenario)])


def _tables(heads: tuple[str, ...], given: list[tuple[tuple[str, ...], Input]]) -> Iterator[Columns | str]:
    """A table of numbers and one of grounds, with the columns `heads` in front; nothing if there are no inputs."""
    if not given:
        return
    percent = tuple(f"{100 * p:g} %" for p in PROBABILITIES)
    values = ((*before, *_values(each)) for before, each in given)
    names, numbers = (*heads, "input"), ("nominal", *percent)
    yield console.table((*names, *numbers, "unit"), values, numbers=numbers, whole=(*names, "unit"))
    yield ""
    grounds = ((*at, each.name, each.stated, each.evidence or "", _nature(each), each.source) for at, each in given)
    yield console.table((*names, "law", "evidence", "nature", "source"), grounds, whole=(*names, "evidence"))
    yield ""


def _notes(scenario: Scenario) -> Iterator[str]:
    """The notes on inputs, without duplicates."""
    noted: dict[tuple[str, str], str] = {}
    for at, given in all_inputs(scenario):
        if given.note and given.name not in scenario.per:
            noted.setdefault((given.name, " ".join(given.note.split())), at)
    if noted:
        yield "Notes"
        yield from (f"  {name}{f' at {at}' if at else ''}: {note}" for (name, note), at in noted.items())
        yield ""


def _values(given: Input) -> tuple[str, ...]:
    """The row of an input: name, nominal value, quantiles if it is uncertain, and unit."""
    nominal, quantiles = _number(given, given.nominal), _quantiles(given)
    alone = nominal if not any(quantiles) else ""
    return given.name, nominal, *quantiles, _unit(given, of=alone)


def _facts(scenario: Scenario) -> Iterator[str]:
    """The functional unit, the boundary, the models and the axes."""
    from ...show.terminals.columns import paragraphs
    from ...units import amounts

    per = ", ".join(f"{name} {amounts(value)}" for name, value in scenario.per.items())
    yield f"functional unit: {per}" if per else "no functional unit is given"
    if scenario.boundary:
        yield f"counted: {', '.join(scenario.boundary)}"
    for part in scenario.parts:
        yield ""
        yield f"{part.name + ': ' if part.name else ''}{part.model.name}"
        yield from paragraphs(_prose(part.model.doc))
        for argument, feed in zip(part.model.arguments, part.feeds, strict=True):
            if feed in part.computed:
                yield f"{argument.name} is {feed}, sample by sample"
    for axis in scenario.axes:
        yield ""
        yield f"{axis.kind} {axis.name}: {_options(axis)}"


def _options(axis: Axis) -> str:
    """The options of an axis by label; consecutive whole numbers as a range."""
    labels = [option.label for option in axis.options]
    if axis.counts and len(labels) > _MOST_LISTED and _are_consecutive(labels):
        return f"{labels[0]} to {labels[-1]}"
    return ", ".join(labels)


def _are_consecutive(labels: list[str]) -> bool:
    return labels == [str(int(labels[0]) + step) for step in range(len(labels))]


def _prose(doc: str) -> str:
    """A docstring without its examples."""
    return doc.partition(">>>")[0].strip()


def _profiles(scenario: Scenario) -> Iterator[Columns | str]:
    """A table of the profiles, those of options included."""
    from ...units import spoken, unit

    rows = [
        (each.name, at, *_extremes(each, each.profile), _unit(each), f"{len(each.profile.values):,}",
         spoken(each.profile.step, unit("hour")), each.evidence or "", each.source)
        for at, each in all_inputs(scenario)
        if each.profile
    ]  # fmt: skip
    if rows:
        numbers = ("minimum", "median", "maximum", "steps")
        heads = ("profile", "at", *numbers[:3], "unit", "steps", "of", "evidence", "source")
        yield from (console.table(heads, rows, numbers=numbers, whole=("profile", "unit")), "")


def _extremes(given: Input, shape: TimeProfile) -> list[str]:
    """The minimum, median and maximum of a profile, before factors."""
    return [_number(given, given.nominal * share) for share in shape.quantiles((0, 0.5, 1))]


def _sources(inputs: list[Input]) -> Iterator[str]:
    """The shipped sources that inputs cite."""
    from ...shipped.sources import shipped

    keys = {key.strip() for each in inputs for key in each.source.split(",")}
    known = [source for key, source in shipped().items() if key in keys]
    if known:
        yield ""
        yield "Sources"
    for source in known:
        yield f"  {source.key}: {source}"


def _quantiles(given: Input) -> list[str]:
    values = [float(given.distribution.quantile(p)) for p in PROBABILITIES]
    return [_number(given, value) for value in values] if values[0] != values[-1] else [""] * len(values)


def _number(given: Input, value: float) -> str:
    from ...units.number_format import significant

    return significant(given.unit.from_base(value), 4)


def _unit(given: Input, *, of: str = "") -> str:
    """The unit of several numbers, or of the only one."""
    from ...units import many, readable

    unit = readable(given.unit.text)
    return unit if of == "1" else many(unit)


def _nature(given: Input) -> str:
    from ...units import amounts

    return f"{given.nature} over {amounts(given.over)}" if given.over else given.nature if given.evidence else ""
