"""Inputs that were read already, by their entries: a variation of a scenario reads only the ones that differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from ...cache.recent import Recent
from ...grammar.input_entries import InputEntry
from ...scenario.model import Argument
from ...scenario.scenario import Input
from ...units import Unit

#: Valid inputs without warnings, of some hundred scenarios, by everything that they were read from.
KNOWN: Recent[Hashable, Input] = Recent(most=4096)


def key_of(
    entry: InputEntry, name: str, argument: Argument | None, per: Mapping[str, tuple[float, Unit]]
) -> Hashable | None:
    """Everything that the input `name` is read from; None for an entry that names a file, which may change."""
    stated = repr(entry.__dict__)
    if "'csv'" in stated or entry.profile or entry.log:
        return None
    return name, stated, frozenset(entry.model_fields_set), argument, tuple(per.items())


def recall(key: Hashable | None) -> Input | None:
    """The input that was kept under `key`, if any."""
    return None if key is None else KNOWN.get(key)


def keep(key: Hashable | None, given: Input) -> None:
    """Keep an input that was read without problems and warnings."""
    if key is not None:
        KNOWN.put(key, given)
