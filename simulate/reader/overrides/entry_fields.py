"""The numbers of an input's entry one by one, as a form shows them, and the override that gives others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ... import units
from ...files.yaml_scalars import decimal
from ...files.yaml_writer import flow
from ...grammar.input_entries import expand
from ...grammar.laws.entry import ListEntry
from ...grammar.laws.number_positions import numbers_of
from ...grammar.laws.registry import BESIDE, LAWS, TRUNCATE
from ...grammar.laws.unit_inference import units_of
from ...problems import KeyPath
from ...scenario.scenario import Scenario
from ...units import ONE, Unit, UnitError
from ..documents.resolve import entry_at, named_inputs
from ..documents.resolved_documents import resolved_document
from ..inputs.entry_units import law_keys, units_around, with_units
from .override_text import override_text

#: Laws whose numbers are not independent of each other, or are in a file.
_WHOLE = {"discrete", "mixture", "pedigree", "empirical"}
#: Keys that give an input in another way than by numbers.
_OTHERWISE = {"profile", "log", "from"}
_NOMINAL = ("nominal",)
#: Larger whole numbers are written with an exponent.
_LARGEST_WHOLE = 1e15
_QUANTILES = ["p5", "p95"]


@dataclass(frozen=True)
class EntryField:
    """One number of an entry: the keys that lead to it, its digits in `unit`, which is empty for a plain number."""

    path: KeyPath
    digits: str
    unit: str

    @property
    def key(self) -> str:
        """The keys as one text: ``nominal``, ``pert.0``, ``quantiles.0.5``."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class EntryFields:
    """The entry of the input `name` as fields; none where its law is to be replaced as a whole.

    `unit` is that of its fields, and must be `spelled` out where the entry has several.
    """

    name: str
    entry: Mapping[str, Any]
    fields: tuple[EntryField, ...]
    unit: str
    spelled: bool = False

    @property
    def law(self) -> str:
        """The key of its law; empty for a single value."""
        return next((BESIDE.get(key, key) for key in law_keys(self.entry) if key != TRUNCATE), "")

    @property
    def digits(self) -> dict[str, str]:
        """The digits of each field by its key."""
        return {each.key: each.digits for each in self.fields}

    def override(self, digits: Mapping[str, str], below: EntryFields) -> str:
        """The text of ``--set`` that gives the fields these `digits`, by their keys; a number may have a unit.

        `below` is the entry that is overridden: what is as there is left out.

        >>> entry = {"nominal": "0.35 s", "p5": 0.15, "p95": 0.6}
        >>> fields = (EntryField(("p5",), "0.15", "s"), EntryField(("p95",), "0.6", "s"))
        >>> latency = EntryFields("latency", entry, fields, "s")
        >>> latency.override({"p5": "0.2", "p95": "0.5"}, latency)
        'latency=0.2 to 0.5'
        """
        given = {each.path: digits.get(each.key, each.digits).strip() for each in self.fields}
        unit = self.unit if self.spelled or below.spelled or self.unit != below.unit else ""
        law = {key: _filled((key,), body, given) for key, body in law_keys(self.entry).items()}
        nominal = given.get(_NOMINAL, "")
        if not law:
            return f"{self.name}={nominal}{'' if units.stated_unit(nominal) else f' {unit}'}".rstrip()
        moved = bool(nominal) and (nominal != below.digits.get("nominal") or self.unit != below.unit)
        if list(law) == _QUANTILES and not moved:
            return f"{self.name}={given['p5',]} to {given['p95',]} {unit}".rstrip()
        value = {"nominal": _number(nominal)} if moved else {}
        return override_text(self.name, {**value, **law, **({"unit": unit} if unit else {})})


def entry_fields(scenario: Scenario) -> list[EntryFields]:
    """The entries of all inputs that an override can replace, the functional unit last."""
    data = resolved_document(scenario.resolved).data
    return [
        _fields(name, expand(entry_at(data, key_path)), scenario.inputs[name].unit)
        for name, key_path in named_inputs(data)
        if name in scenario.inputs
    ]


def law_text(entry: Mapping[str, Any]) -> str:
    """The law of an entry as the text of ``--set`` has it; empty where it is given in another way.

    >>> law_text({"nominal": 1.3, "discrete": {1.1: 0.5, 1.2: 0.5}, "evidence": "assumed"})
    '{discrete: {1.1: 0.5, 1.2: 0.5}}'
    """
    return "" if entry.keys() & _OTHERWISE else flow(dict(law_keys(entry)))


def _fields(name: str, entry: Any, unit: Unit) -> EntryFields:
    law = law_keys(entry)
    if law.keys() & _WHOLE or entry.keys() & _OTHERWISE:
        return EntryFields(name, entry, (), unit.text)
    try:
        fields = tuple(
            EntryField(path, _digits(raw, at), at.text) for path, raw, at in _numbers(with_units(entry), unit)
        )
    except UnitError:  # a number of another form than is shown here
        return EntryFields(name, entry, (), unit.text)
    around = units_around(entry).own
    stated = {each.text for each in (unit, *([around] if around else []), *units_of(law))} - {""}
    return EntryFields(name, entry, fields, unit.text, spelled=len(stated) > 1)


def _numbers(entry: Mapping[str, Any], unit: Unit) -> Iterator[tuple[KeyPath, Any, Unit]]:
    """The path, what is written and the unit of every number, the nominal value first."""
    if "nominal" in entry:
        yield _NOMINAL, entry["nominal"], unit
    law = law_keys(entry)
    in_unit = {_as_texts(path) for path, _ in numbers_of(law)}
    for key, body in law.items():
        for path, raw in _leaves((key,), body):
            if raw is not None:
                yield path, raw, unit if _as_texts(path) in in_unit else ONE


def _as_texts(path: KeyPath) -> tuple[str, ...]:
    """A path whose steps are texts: a probability is a number in an entry, and its digits in a path of the grammar."""
    return tuple(map(str, path))


def _leaves(path: KeyPath, body: Any) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(body, Mapping):
        for key, raw in body.items():
            yield (*path, key), raw
    elif isinstance(body, list | tuple):
        for index, raw in enumerate(body):
            yield (*path, index), raw
    else:
        yield path, body


def _digits(raw: Any, unit: Unit) -> str:
    """The digits of a number in `unit`, as they are written if it is in that or bare."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise UnitError(f"must be a number, got {raw}")
    if not isinstance(raw, str):
        return f"{raw:.15g}"
    value, stated = units.number(raw, bare=unit)
    digits = raw.removesuffix(stated.text).strip()
    if stated.text in {unit.text, ""} and isinstance(decimal(digits), int | float):
        return digits
    return f"{unit.from_base(value):.12g}"


def _filled(path: KeyPath, body: Any, given: Mapping[KeyPath, str]) -> Any:
    """The body of a law key with the digits `given` in it."""
    if isinstance(body, Mapping):
        return {key: _filled((*path, key), raw, given) for key, raw in body.items()}
    if isinstance(body, list | tuple):
        return [_filled((*path, index), raw, given) for index, raw in enumerate(body)]
    return _number(given[path]) if path in given else body


def _number(digits: str) -> Any:
    """A number as a file has it; what is none stays text, for the reader to refuse."""
    found = decimal(digits)
    return int(found) if isinstance(found, float) and found.is_integer() and abs(found) < _LARGEST_WHOLE else found


def names_of(fields: EntryFields) -> dict[str, str]:
    """What the field of each key is called in the grammar: ``mode`` for ``pert.1``, ``0.5`` for ``quantiles.0.5``."""
    law = LAWS.get(fields.law)
    names = law.form.names() if law and issubclass(law.form, ListEntry) else []
    return {each.key: _name(each.path, names) for each in fields.fields}


def _name(path: KeyPath, names: list[str]) -> str:
    last = path[-1]
    if path[0] == TRUNCATE:
        return ("at least", "at most")[int(last)]
    return names[last] if isinstance(last, int) and last < len(names) else str(last)
