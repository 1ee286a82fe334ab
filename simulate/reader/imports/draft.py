"""A scenario as an importer drafts it: items of a file, and what the file leaves out or leaves in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...problems import InvalidInput
from ...shipped import catalog

Entry = dict[str, Any]

#: The most items of one scenario: each is a coordinate of the answer.
MOST_ITEMS = 200


@dataclass(frozen=True)
class Item:
    """One item of a file: what it is called, and the entries of the inputs that differ between items."""

    name: str
    inputs: Mapping[str, Entry]


@dataclass
class Draft:
    """A scenario in the making.

    `inputs` are common to all items, and `factors` may multiply any input. Of several items, the scenario has an
    axis called `axis`, and a total of each of the outputs in `totals`. `left_out` and `doubtful` are sentences about
    the file.
    """

    title: str
    model: str
    origin: str
    axis: str = "item"
    per: Entry = field(default_factory=dict)
    boundary: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    inputs: dict[str, Entry] = field(default_factory=dict)
    factors: dict[str, Entry] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    headline: str = ""
    left_out: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        """Add a sentence about what is doubtful, once."""
        if sentence not in self.doubtful:
            self.doubtful.append(sentence)

    def omit(self, sentence: str) -> None:
        """Add a sentence about what is left out, once."""
        if sentence not in self.left_out:
            self.left_out.append(sentence)

    def data(self) -> dict[str, Any]:
        """The scenario as a file has it.

        Raises InvalidInput without items, and for too many of them.
        """
        if not self.items:
            raise InvalidInput(f"{self.origin} has no items")
        if len(self.items) > MOST_ITEMS:
            remedy = "choose some with --pick, or import an aggregated file"
            raise InvalidInput(f"{self.origin} has {len(self.items):,} items, more than {MOST_ITEMS}; {remedy}")
        first = self.items[0]
        inputs = {**first.inputs, **self.inputs}
        found: dict[str, Any] = {"title": self.title, "model": self.model, "per": self.per, "boundary": self.boundary}
        found |= {"defaults": {"source": self.origin}, "inputs": inputs, "factors": self._used_factors()}
        return {key: value for key, value in (found | self._axis(first)).items() if value}

    def _used_factors(self) -> dict[str, Entry]:
        entries = (
            entry for inputs in (self.inputs, *(each.inputs for each in self.items)) for entry in inputs.values()
        )
        used = {name for entry in entries for name in entry.get("factors", ())}
        return {name: entry for name, entry in self.factors.items() if name in used}

    def _axis(self, first: Item) -> dict[str, Any]:
        """The axis of several items, with its totals."""
        if len(self.items) == 1:
            return {"headline": self.headline}
        labels = dict(zip(_labels([item.name for item in self.items]), self.items, strict=True))
        options = {label: _changes(first.inputs, item.inputs) for label, item in labels.items()}
        totals = {f"all_{output}": {"sum": self.axis, "of": output} for output in self.totals}
        names = {label: item.name for label, item in labels.items() if label != item.name}
        return {"dimensions": {self.axis: options}, "names": names, "outputs": totals}


def belief(row: str) -> Entry:
    """A factor that is a row of the catalog.

    Raises KeyError unless there is such a row.
    """
    return {"catalog": catalog.rows()[row].id}


def alike(row: str) -> Entry:
    """A factor with the law and the grounds of a row of the catalog, and draws of its own.

    >>> alike("factor/database")["gsd"], alike("factor/database")["nominal"]
    (1.16, 1)
    """
    return {key: value for key, value in catalog.rows()[row].entry.items() if key != "unit"}


def law_of(row: str) -> Entry:
    """The law of a row of the catalog alone, for another number of its kind.

    >>> law_of("factor/database")
    {'gsd': 1.16}
    """
    return {key: value for key, value in catalog.rows()[row].entry.items() if key not in _OTHER_KEYS}


#: What an option keeps of the entry that it is laid over.
_KEPT = ("factors", "source", "evidence", "note")
#: The law of a range, of which only the ends are known.
_RANGE = "uniform"
_OTHER_KEYS = ("nominal", "unit", "source", "evidence", "note")


def _changes(base: Mapping[str, Entry], other: Mapping[str, Entry]) -> dict[str, Entry]:
    """What an option changes of the base: the entries that differ, without grounds and factors that do not.

    The law of a range is drawn with the draws of the first item's: one unknown makes both wide.
    """
    found = {}
    for name, entry in other.items():
        before = base.get(name, {})
        if entry == before:
            continue
        changed = {key: value for key, value in entry.items() if key not in _KEPT or before.get(key) != value}
        found[name] = changed | ({"same": True} if _RANGE in entry and _RANGE in before else {})
    return found


def _labels(names: list[str]) -> Iterator[str]:
    """A label for each name: letters, digits and underscores, each once."""
    seen: dict[str, int] = {}
    for name in names:
        label = re.sub(r"\W+", "_", name.lower()).strip("_")[:40] or "item"
        label = f"_{label}"[label[0].isalpha() :] if not label[0].isalpha() else label
        label = f"r{label}" if label.startswith("_") else label
        seen[label] = seen.get(label, 0) + 1
        yield label if seen[label] == 1 else f"{label}_{seen[label]}"
