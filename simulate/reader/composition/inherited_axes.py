"""The choices and dimensions of a used scenario as axes of the whole, prefixed with the part that uses it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...files.document import Position
from ...problems import KeyPath
from ..overrides.sweep_values import GROUNDS

KINDS = ("choices", "dimensions")


@dataclass(frozen=True)
class InheritedAxes:
    """The axes of the scenario that `part` uses, without the inputs that the file itself `decides`.

    The axis ``region`` of the part `training` becomes ``training_region``, and an input ``energy`` in it
    ``training.energy``.
    """

    part: str
    decides: Collection[str]

    def axes(self, used: Mapping[str, Any], kind: str) -> dict[str, Any]:
        """The axes of one kind by their new names, without those that no longer replace any input.

        >>> used = {"choices": {"who": {"few": {"users": 1e5}, "many": {"users": 1e7, "pue": 1.5}}}}
        >>> InheritedAxes("serving", ["pue"]).axes(used, "choices")
        {'serving_who': {'few': {'serving.users': 100000.0}, 'many': {'serving.users': 10000000.0}}}
        """
        found = ((name, self._axis(stated)) for name, stated in _members(used.get(kind)))
        return {f"{self.part}_{name}": axis for name, axis in found if axis}

    def _axis(self, stated: Any) -> Any:
        """One axis with its inputs renamed; None if none is left."""
        if not isinstance(stated, dict):
            return stated
        if "sets" in stated:
            return {**stated, "sets": self._name(stated["sets"])} if stated["sets"] not in self.decides else None
        axis = {label: self._option(inputs) for label, inputs in stated.items()}
        return axis if any(axis.values()) else None

    def _option(self, inputs: Any) -> Any:
        if not isinstance(inputs, dict):
            return inputs
        return {self._name(name): each for name, each in inputs.items() if name not in self.decides}

    def _name(self, given: Any) -> str:
        return f"{self.part}.{given}"

    def positions(self, positions: Mapping[KeyPath, Position]) -> Iterator[tuple[KeyPath, Position]]:
        """The positions of the axes and everything in them, by their new key paths."""
        for key_path, position in positions.items():
            if len(key_path) > 1 and key_path[0] in KINDS:
                kind, name, *rest = key_path
                if len(rest) > 1 and rest[0] not in ("range", "values"):
                    rest[1] = self._name(rest[1])
                yield (kind, f"{self.part}_{name}", *rest), position


def complete(used: dict[str, Any]) -> None:
    """Add the inputs that only the options of an axis give, all of them, to those of `used`, as in the first option."""
    stated = {name for section in ("inputs", "factors", "per") for name, _ in _members(used.get(section))}
    for _, axis in (each for kind in KINDS for each in _members(used.get(kind))):
        for name, entry in _inputs_of_all_options(axis):
            if name not in stated and isinstance(used.setdefault("inputs", {}), dict):
                used["inputs"].setdefault(name, _without_same(entry))


def _without_same(entry: Any) -> Any:
    """An option's entry without `same`, which an input cannot have."""
    return {key: each for key, each in entry.items() if key != "same"} if isinstance(entry, dict) else entry


def _inputs_of_all_options(axis: Any) -> Iterator[tuple[Any, Any]]:
    """Every input that all options of an axis give, with the entry of the first option."""
    if isinstance(axis, dict) and "sets" in axis:
        if isinstance(axis.get("range"), list):
            yield axis["sets"], {"nominal": axis["range"][0], "evidence": "assumed", "source": "counted by a dimension"}
        if isinstance(axis.get("values"), list) and axis["values"]:
            yield axis["sets"], {"nominal": axis["values"][0], **GROUNDS}
        return
    first, *others = [dict(_members(inputs)) for _, inputs in _members(axis)] or [{}]
    yield from ((name, entry) for name, entry in first.items() if all(name in each for each in others))


def _members(mapping: Any) -> list[tuple[Any, Any]]:
    return list(mapping.items()) if isinstance(mapping, dict) else []
