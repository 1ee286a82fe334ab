"""What a form has for each input: fields with sliders, its belief in words and as a picture; and for picks and axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..reader.documents.resolve import entry_at, find_input
from ..reader.documents.resolved_documents import resolved_document
from ..reader.overrides.entry_fields import EntryField, EntryFields, names_of
from ..reader.overrides.picks import named_picks
from ..reader.overrides.shared_wholes import stated_shares
from ..reader.shares import EXACT
from ..report.sparkline import sparkline
from ..scenario.model import Argument
from ..scenario.plausibility import implausible
from ..scenario.scenario import Input, Scenario
from ..show import citations, labels
from ..units import many, readable
from ..units.number_format import significant
from .address import Address
from .answers import Explorer
from .form import NUMBER, PICK, WHOLE

#: Steps of a slider, and how far one reaches to either side of the file's value: a factor.
STEPS, REACH = 400, 20.0
#: A spread that is a factor begins just above 1.
_LEAST_FACTOR, _USUAL_FACTOR = 1.01, 5.0
_WORDS = {
    "nominal": "nominal",
    "p5": "5 %",
    "p95": "95 %",
    "low": "low",
    "mode": "best",
    "high": "high",
    "gsd": "spread (GSD)",
    "sd": "standard deviation",
}


@dataclass(frozen=True)
class SliderScale:
    """What a slider covers, from `low` to `high`, in logarithms where `log`."""

    low: float
    high: float
    log: bool

    def step(self, value: float) -> int:
        """The step of the slider that is nearest to a value."""
        low, high, value = (math.log(each) if self.log else each for each in (self.low, self.high, value))
        return round(STEPS * min(max((value - low) / (high - low), 0.0), 1.0))


@dataclass(frozen=True)
class Field:
    """One number: its name in the form, what it is called, its digits in `unit`, and its slider if it has one."""

    name: str
    label: str
    digits: str
    unit: str
    scale: SliderScale | None

    @property
    def step(self) -> int:
        """Where its slider stands."""
        return self.scale.step(float(self.digits)) if self.scale else 0


@dataclass(frozen=True)
class Control:
    """One input: its fields, belief in words and as a picture, grounds, warnings.

    `whole` is the name of the field that takes a law as `text`, and `hold` what holding it at its nominal value is
    called, empty if there is nothing to hold.
    """

    name: str
    label: str
    unit: str
    fields: tuple[Field, ...]
    belief: str
    grounds: str
    note: str
    warnings: tuple[str, ...]
    picture: str
    whole: str
    text: str
    hold: str
    is_held: bool
    is_changed: bool
    is_drawn: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class ControlGroup:
    """The inputs of one part, or all that are of none."""

    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Selection:
    """Options of which one is selected, each with its value in the form and its label."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    selected: str


def groups(explorer: Explorer, address: Address) -> list[ControlGroup]:
    """The inputs by part, in the order of the file; the functional unit is last."""
    scenario = explorer.scenario(address)
    found: dict[str, list[Control]] = {}
    for made in _controls(explorer, address):
        part = "Functional unit" if made.name in scenario.per else labels.spoken(made.name.rpartition(".")[0])
        found.setdefault(part, []).append(made)
    order = sorted(found, key=lambda part: part == "Functional unit")
    return [ControlGroup(part, tuple(found[part])) for part in order]


def _controls(explorer: Explorer, address: Address) -> Iterator[Control]:
    """The wholes with shares, then the inputs, in the order of the file."""
    texts, below, changed = explorer.texts(address), explorer.fields(Address()), overridden(address)
    for name, whole in explorer.wholes(address).items():
        yield _shares(name, whole, texts[name], is_held=name in address.fixes, is_changed=name in changed)
    free = explorer.scenario(replace(address, fixes=()))
    scenario = explorer.scenario(address)
    for name, entry in explorer.fields(address).items():
        made = _control(scenario, entry, below.get(name), is_changed=name in changed)
        hold = _hold(free, name)
        yield replace(made, text=texts.get(name, ""), hold=hold, is_held=name in address.fixes)


def followed(explorer: Explorer, address: Address, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What follows of the inputs called `names` from their fields: belief, small picture, warnings."""
    inputs, changed = explorer.scenario(address).inputs, overridden(address)
    free = explorer.scenario(replace(address, fixes=()))
    return {
        name: {
            "picture": _picture(inputs[name]),
            "belief": _belief(inputs[name]),
            "warnings": _warnings(inputs[name]),
            "hold": _hold(free, name),
            "is_changed": name in changed,
        }
        for name in names
        if name in inputs
    }


def overridden(address: Address) -> dict[str, str]:
    """The value that each override of an address gives, by name."""
    parts = (text.partition("=") for text in address.sets)
    return {name.strip(): value.strip() for name, _, value in parts}


def selections(explorer: Explorer, address: Address) -> list[Selection]:
    """The choices and dimensions, then the output."""
    picked = explorer.options(address)
    names = explorer.base.names
    found = [
        Selection(
            "choice",
            labels.spoken(axis.name),
            tuple(
                (f"{axis.name}={each.label}", names.get(each.label, labels.spoken(each.label))) for each in axis.options
            ),
            f"{axis.name}={picked[axis.name]}",
        )
        for axis in explorer.axes
    ]
    outputs = explorer.shown(address).answer.outputs
    if len(outputs) > 1:
        options = tuple((each, labels.spoken(each)) for each in outputs)
        found.append(Selection("output", "output shown", options, address.output or explorer.headline))
    return found


def picks(explorer: Explorer, address: Address) -> list[Selection]:
    """The draws between options: left to the draw, or one option for all samples."""
    settled = overridden(address)
    data = resolved_document(explorer.base.resolved).data
    found = []
    for name, key_path in named_picks(data):
        entry = entry_at(data, key_path)
        options = [(str(label), labels.spoken(str(label))) for label in entry["options"]]
        drawn = f"drawn: {explorer.base.inputs[name].stated.removeprefix('one of: ')}"
        found.append(Selection(f"{PICK}{name}", labels.spoken(name), (("", drawn), *options), settled.get(name, "")))
    return found


def _control(scenario: Scenario, entry: EntryFields, below: EntryFields | None, *, is_changed: bool) -> Control:
    given = scenario.inputs[entry.name]
    arguments = _arguments(scenario, entry.name)
    names = names_of(entry)
    start = {each.key: each for each in below.fields} if below and below.unit == entry.unit else {}
    fields = (
        Field(
            f"{NUMBER}{entry.name}:{each.key}",
            _called(names[each.key], alone=len(entry.fields) == 1),
            each.digits,
            many(readable(each.unit)),
            _scale(each, start.get(each.key, each), given, arguments),
        )
        for each in entry.fields
    )
    sources = ", ".join(map(citations.short, citations.cited([given.source]))) or given.source
    return Control(
        name=entry.name,
        label=labels.spoken(entry.name.rpartition(".")[2]),
        unit=many(readable(given.unit.text)),
        fields=() if given.pick else tuple(fields),
        belief=_belief(given),
        grounds=": ".join(filter(None, (given.evidence or "", sources))),
        note=" ".join(filter(None, (given.note, *_of_axes(scenario, entry.name)))),
        warnings=_warnings(given),
        picture=_picture(given),
        whole=f"{NUMBER}{entry.name}:{WHOLE}" if entry.name not in scenario.per else "",
        text="",
        hold="",
        is_held=False,
        is_changed=is_changed,
        is_drawn=bool(given.pick),
    )


def _shares(name: str, entry: Mapping[str, Any], text: str, *, is_held: bool, is_changed: bool) -> Control:
    """The control of a whole: its shares change together, as they sum to 1."""
    members = (f"{labels.spoken(each)} {value}" for each, value in stated_shares(entry).items())
    certainty = "held" if is_held else f"concentration {entry['concentration']}"
    source = str(entry.get("source", ""))
    sources = ", ".join(map(citations.short, citations.cited([source]))) or source
    return Control(
        name=name,
        label=labels.spoken(name.rpartition(".")[2]),
        unit="shares",
        fields=(),
        belief=f"{', '.join(members)}; {certainty}",
        grounds=": ".join(filter(None, (str(entry.get("evidence") or ""), sources))),
        note=str(entry.get("note", "")),
        warnings=(),
        picture="",
        whole=f"{NUMBER}{name}:{WHOLE}",
        text=text,
        hold="hold at these shares" if entry["concentration"] != EXACT else "",
        is_held=is_held,
        is_changed=is_changed,
        is_whole=True,
    )


def _hold(free: Scenario, name: str) -> str:
    """What holding an input at its nominal value is called; empty if it is one value, or one that cannot be held.

    `free` is the scenario in which nothing is held. Options that give an input are held at their own values.
    """
    given = free.inputs[name]
    if not given.varies or given.profile or _is_linked(free, name):
        return ""
    if any(name in option.inputs for axis in free.axes for option in axis.options):
        return "hold at its nominal value"
    nominal = significant(given.unit.from_base(given.nominal), 6)
    return f"hold at {nominal} {many(readable(given.unit.text))}".rstrip()


def _is_linked(scenario: Scenario, name: str) -> bool:
    """Whether an input is the output of another part."""
    data = resolved_document(scenario.resolved).data
    key_path = find_input(data, name)
    entry = entry_at(data, key_path) if key_path else {}
    return isinstance(entry, Mapping) and "from" in entry


def _called(name: str, *, alone: bool) -> str:
    if alone and name == "nominal":
        return "value"
    share = name.replace(".", "", 1).isdigit() and 0 < float(name) < 1
    return f"{100 * float(name):g} %" if share else _WORDS.get(name, labels.spoken(name))


def _belief(given: Input) -> str:
    """The law as its author wrote it, and what it is in numbers."""
    low, middle, high = (given.unit.from_base(float(given.distribution.quantile(p))) for p in (0.05, 0.5, 0.95))
    if low == high:
        return "one value"
    ends = f"{significant(low, 3)} to {significant(high, 3)}"
    return f"median {significant(middle, 3)}, 90 % within {ends} {many(readable(given.unit.text))}".rstrip()


def _warnings(given: Input) -> tuple[str, ...]:
    return tuple(each.message for each in implausible({given.name: given}))


def _picture(given: Input) -> str:
    return sparkline(given.distribution, given.nominal) if given.varies else ""


def _of_axes(scenario: Scenario, name: str) -> Iterator[str]:
    """Which options give the input too: what is set here replaces theirs."""
    for axis in scenario.axes:
        if not axis.sets and (given := [option.label for option in axis.options if name in option.inputs]):
            yield f"{labels.spoken(axis.name)} gives it at {', '.join(given)}; a value set here holds for all options."


def _arguments(scenario: Scenario, name: str) -> list[Argument]:
    pairs = (pair for part in scenario.parts for pair in zip(part.feeds, part.model.arguments, strict=True))
    return [argument for feed, argument in pairs if feed == name]


def _scale(field: EntryField, start: EntryField, given: Input, arguments: Sequence[Argument]) -> SliderScale | None:
    """A slider about the file's value, long enough for what is shown; None for what is no number alone."""
    try:
        value, first = float(field.digits), float(start.digits)
    except ValueError:
        return None
    if not field.unit and field.path[-1] == "gsd":
        return SliderScale(_LEAST_FACTOR, max(_USUAL_FACTOR, 2 * first, value), log=True)
    bounds = next(((each.low, each.high) for each in arguments if math.isfinite(each.high - each.low)), None)
    if bounds and not given.unit.dimension:
        low, high = map(given.unit.from_base, bounds)
        return SliderScale(low, high, log=False)
    if first > 0 and value > 0:
        return SliderScale(min(first / REACH, value), max(first * REACH, value), log=True)
    reach = max(abs(first), abs(value)) or 1.0
    return SliderScale(min(first - reach, value), max(first + reach, value), log=False)
