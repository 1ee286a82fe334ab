"""Inputs that were read already, by their entries: a variation of a scenario reads only the ones that differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from ...grammar.input_entries import InputEntry
from ...scenario.model import Argument
from ...scenario.scenario import Input
from ...units import Unit

#: The number of inputs that are kept: those of some hundred scenarios.
_MOST = 4096
#: Valid inputs without warnings, by everything that they were read from, oldest first.
_known: dict[Hashable, Input] = {}


def key_of(
    entry: InputEntry, name: str, argument: Argument | None, per: Mapping[str, tuple[float, Unit]]
) -> Hashable | None:
    """Everything that the input `name` is read from; None for an entry that names a file, which may change."""
    stated = repr(entry.__dict__)
    if "'csv'" in stated or entry.profile:
        return None
    return name, stated, frozenset(entry.model_fields_set), argument, tuple(per.items())


def recall(key: Hashable | None) -> Input | None:
    """The input that was kept under `key`, if any."""
    return _known.get(key)


def keep(key: Hashable | None, given: Input) -> None:
    """Keep an input that was read without problems and warnings, in the place of the oldest if there are too many."""
    if key is None:
        return
    _known[key] = given
    while len(_known) > _MOST:
        _known.pop(next(iter(_known)), None)
