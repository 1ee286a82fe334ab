"""``carbonspan show``: what a scenario says and believes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import console, overrides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..scenario.profile import TimeProfile
    from ..scenario.scenario import Axis, Input, Scenario
    from ..show.columns import Columns

PROBABILITIES = (0.05, 0.5, 0.95)
#: A longer row of whole numbers is told by its ends.
_MOST_COUNTED = 3


@click.command("show")
@click.argument("name", metavar="NAME|FILE")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@overrides.sets
@overrides.fixes
def command(name: str, *, as_json: bool, sets: tuple[str, ...], fixes: tuple[str, ...]) -> None:
    """Show what a scenario says: functional unit, model, and every input with law, grounds and note."""
    from ..reader.load import load
    from ..scenario.plausibility import implausible_values

    scenario = load(name, sets=sets, fixes=fixes)
    if as_json:
        console.show_json(_record(scenario))
    else:
        _show(scenario)
        console.warn((*scenario.warnings, *implausible_values(scenario)))


def _show(scenario: Scenario) -> None:
    inputs = list(scenario.inputs.values())
    replacing = [(at, each) for at, each in _everywhere(scenario) if at and not each.profile]
    console.show(
        f"{scenario.title} ({scenario.name})",
        *_facts(scenario),
        "",
        *_tables((), [((), each) for each in inputs]),
        *_tables(("option",), [((at,), each) for at, each in replacing]),
        *_notes(scenario),
        *_profiles(scenario),
        *_draws(scenario),
        *_sources([each for _, each in _everywhere(scenario)]),
    )


def _tables(heads: tuple[str, ...], given: list[tuple[tuple[str, ...], Input]]) -> Iterator[Columns | str]:
    """The numbers of inputs, then their grounds, each behind what `heads` say of it; nothing where there are none."""
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
    """What the file says about its inputs beside numbers and grounds, each once."""
    noted: dict[tuple[str, str], str] = {}
    for at, given in _everywhere(scenario):
        if given.note and given.name not in scenario.per:
            noted.setdefault((given.name, " ".join(given.note.split())), at)
    if noted:
        yield "Notes"
        yield from (f"  {name}{f' at {at}' if at else ''}: {note}" for (name, note), at in noted.items())
        yield ""


def _values(given: Input) -> tuple[str, ...]:
    """An input's row: its nominal value, its quantiles where it varies, and the unit of all."""
    nominal, quantiles = _number(given, given.nominal), _quantiles(given)
    alone = nominal if not any(quantiles) else ""
    return given.name, nominal, *quantiles, _unit(given, of=alone)


def _facts(scenario: Scenario) -> Iterator[str]:
    from ..show.columns import paragraphs
    from ..units import amounts

    per = ", ".join(f"{name} {amounts(value)}" for name, value in scenario.per.items())
    yield f"functional unit: {per}" if per else "no functional unit is stated"
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
    """The options of an axis by label; whole numbers that follow each other by the first and the last."""
    labels = [option.label for option in axis.options]
    if axis.counts and len(labels) > _MOST_COUNTED and _follow_each_other(labels):
        return f"{labels[0]} to {labels[-1]}"
    return ", ".join(labels)


def _follow_each_other(labels: list[str]) -> bool:
    return labels == [str(int(labels[0]) + step) for step in range(len(labels))]


def _prose(doc: str) -> str:
    """A docstring without its examples."""
    return doc.partition(">>>")[0].strip()


def _profiles(scenario: Scenario) -> Iterator[Columns | str]:
    """Each input that is a course over time, at every coordinate that has one of its own."""
    from ..units import spoken, unit

    rows = [
        (each.name, at, *_extremes(each, each.profile), _unit(each), f"{len(each.profile.values):,}",
         spoken(each.profile.step, unit("hour")), each.evidence or "", each.source)
        for at, each in _everywhere(scenario)
        if each.profile
    ]  # fmt: skip
    if rows:
        numbers = ("least", "median", "greatest", "steps")
        heads = ("profile", "at", *numbers[:3], "unit", "steps", "of", "evidence", "source")
        yield from (console.table(heads, rows, numbers=numbers, whole=("profile", "unit")), "")


def _everywhere(scenario: Scenario) -> Iterator[tuple[str, Input]]:
    """Every input, then those that options of axes replace, each with where it holds."""
    yield from (("", each) for each in scenario.inputs.values())
    for axis in scenario.axes:
        for option in axis.options:
            yield from ((f"{axis.name} {option.label}", each) for each in option.inputs.values())


def _extremes(given: Input, shape: TimeProfile) -> list[str]:
    """The least, the middle and the greatest of a profile's values, before factors."""
    return [_number(given, given.nominal * share) for share in shape.quantiles((0, 0.5, 1))]


def _draws(scenario: Scenario) -> Iterator[str]:
    """Which inputs do not vary on their own."""
    exceptions = list(_together(scenario))
    each = "Each uncertain input, and each law of an option, is a draw of its own"
    yield from (f"{each}, except:", *exceptions) if exceptions else (f"{each}.",)


def _together(scenario: Scenario) -> Iterator[str]:
    """What is one draw, or is drawn together, a line each."""
    for stream, drawn in _by_stream(scenario).items():
        row = "" if stream in scenario.inputs else f" ({stream})"
        if len(drawn) > 1:
            how = "one draw" if len({each.distribution for each in drawn.values()}) == 1 else "drawn alike"
            yield f"  {', '.join(drawn)} are {how}{row}"
    for name in scenario.inputs:
        multiplied = list(dict.fromkeys(each.name for _, each in _everywhere(scenario) if name in each.factors))
        if multiplied:
            yield f"  {name} is one draw, which multiplies {', '.join(multiplied)}"
    for group in scenario.correlations:
        yield f"  {', '.join(group.members)} move together ({group.scale} correlation)"
    for share in scenario.shares:
        yield f"  {', '.join(share.members)} sum to 1"


def _by_stream(scenario: Scenario) -> dict[str, dict[str, Input]]:
    """Every uncertain input by the stream that it is drawn from, and by its name with where it holds."""
    found: dict[str, dict[str, Input]] = {}
    for at, given in _everywhere(scenario):
        if given.varies:
            found.setdefault(given.stream, {})[f"{given.name} at {at}" if at else given.name] = given
    return found


def _sources(inputs: list[Input]) -> Iterator[str]:
    """The shipped sources that inputs name."""
    from ..shipped.sources import shipped

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
    from ..units.number_format import significant

    return significant(given.unit.from_base(value), 4)


def _unit(given: Input, *, of: str = "") -> str:
    """The unit of several numbers, or of the one that stands alone."""
    from ..units import many, readable

    unit = readable(given.unit.text)
    return unit if of == "1" else many(unit)


def _nature(given: Input) -> str:
    from ..units import amounts

    return f"{given.nature} over {amounts(given.over)}" if given.over else given.nature if given.evidence else ""


def _record(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "title": scenario.title,
        "per": dict(scenario.per),
        "boundary": list(scenario.boundary),
        "models": [{"part": part.name, "name": part.model.name, "doc": part.model.doc} for part in scenario.parts],
        "inputs": [_input_record(each) for each in scenario.inputs.values()],
        **({"options": options} if (options := _option_records(scenario)) else {}),
        **({"profiles": profiles} if (profiles := _profile_records(scenario)) else {}),
        "draws": list(_draws(scenario)),
        "resolved": scenario.resolved,
    }


def _option_records(scenario: Scenario) -> list[dict[str, Any]]:
    """Each input that an option replaces, with where; a course over time stands among the profiles."""
    return [{"at": at, **_input_record(each)} for at, each in _everywhere(scenario) if at and not each.profile]


def _profile_records(scenario: Scenario) -> list[dict[str, Any]]:
    """Each course over time with all its values; `at` is empty for the one that holds where no option says more."""
    return [
        {
            "name": each.name,
            "at": at,
            "unit": each.unit.text,
            "step": each.profile.step,
            "values": [each.unit.from_base(each.nominal * share) for share in each.profile.values],
            "file": each.profile.origin,
            "source": each.source,
            "evidence": each.evidence,
        }
        for at, each in _everywhere(scenario)
        if each.profile
    ]


def _input_record(given: Input) -> dict[str, Any]:
    return {
        "name": given.name,
        "unit": given.unit.text,
        "nominal": given.unit.restated(given.nominal),
        "law": given.stated,
        "quantiles": {f"{p:g}": given.unit.from_base(float(given.distribution.quantile(p))) for p in PROBABILITIES},
        "source": given.source,
        "evidence": given.evidence,
        "nature": given.nature,
        "over": given.over,
        "factors": list(given.factors),
        "stream": given.stream,
        "note": given.note,
    }
