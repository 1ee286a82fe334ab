"""Points in time among the numbers of an input, such as ``2024-03-09T14:00Z``: times since the profiles begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ... import units
from ...files.csv_header import ColumnError
from ...files.tables.clocks import ClockError
from ...files.tables.instants import instant, shown
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.laws.number_positions import changed
from ...grammar.timed_entries import ProfileEntry
from ...problems import KeyPath
from ...units import Unit
from .dated_profiles import DatedProfileReader, ProfileSpan
from .profile_files import find_csv

_DATE = re.compile(r"\s*\d{4}-\d{2}-\d{2}")
_TIME = units.unit("s").dimension


@dataclass(frozen=True)
class PointsInTime:
    """Reads points in time against the profiles among the `entries` of a file, whose files are in `folder`."""

    entries: Iterable[tuple[KeyPath, InputEntry]]
    folder: Path

    def counted(
        self, entry: InputEntry, key_path: KeyPath, expected: Unit | None, diagnostics: Diagnostics
    ) -> InputEntry:
        """The entry with each point in time as the time since the profiles begin; problems go to `diagnostics`."""
        if not _has_dates(entry) or expected is None or expected.dimension != _TIME:
            return entry
        try:
            span = self._span
            if span is None:  # the profile has a problem, which is reported where it is read
                diagnostics.damaged.add(key_path)
                return entry
            nominal = None if entry.nominal is None else _since_start(entry.nominal, span)
            return entry.model_copy(update={"nominal": nominal, "law": _counted_law(entry.law, span)})
        except ClockError as error:
            diagnostics.problem(key_path, str(error))
            diagnostics.damaged.add(key_path)
            return entry

    @cached_property
    def _span(self) -> ProfileSpan | None:
        """The span of the dated profiles; None if one has a problem.

        Raises ClockError if there is no dated profile, or if they begin at different times.
        """
        dated = [(key_path, each.profile) for key_path, each in self.entries if each.profile and each.profile.time]
        if not dated:
            rule = "is a point in time, which needs a profile with a column of times"
            raise ClockError(f"{rule}; add `time: COLUMN` to the profile, or give the time since its start")
        read = [(key_path, self._span_of(profile)) for key_path, profile in dated]
        found = {f"{'.'.join(map(str, key_path))} ({shown(span.begins)})": span for key_path, span in read if span}
        if len(found) < len(dated):
            return None
        spans = list(found.values())
        if len({span.begins for span in spans}) > 1:
            raise ClockError(f"is a point in time, but the profiles begin at different times: {', '.join(found)}")
        return min(spans, key=lambda span: span.ends)

    def _span_of(self, stated: ProfileEntry) -> ProfileSpan | None:
        """When a profile begins and ends; None if it has a problem."""
        path = find_csv(stated.csv, self.folder)
        try:
            step = units.quantity(stated.step, units.unit("s"))[0] if stated.step is not None else None
            return DatedProfileReader(stated, "", None, lambda _: None).span(path, step) if path else None
        except (ColumnError, ClockError, units.UnitError):
            return None


def _has_dates(entry: InputEntry) -> bool:
    return bool(_DATE.match(str(entry.nominal))) or bool(re.search(r"['\"]\s*\d{4}-\d{2}-\d{2}", repr(entry.law)))


def _counted_law(law: Mapping[Any, Any], span: ProfileSpan) -> dict[Any, Any]:
    return changed(law, lambda _, raw: _since_start(raw, span), lambda _, inner: _counted_law(inner, span))


def _since_start(raw: Any, span: ProfileSpan) -> Any:
    """A point in time as the time since the start of `span`; anything else as it is.

    Raises ClockError for one outside, and for one without a zone if the clock is not known.
    """
    if not isinstance(raw, str) or not _DATE.match(raw):
        return raw
    found = instant(raw, span.clock)
    if found is None:
        raise ClockError(f"must be a point in time such as 2024-03-09T14:00Z, got {raw!r}")
    if not span.begins <= found < span.ends:
        first, last = (shown(each, span.clock) for each in (span.begins, span.ends))
        raise ClockError(f"{raw} is outside of the profile, which goes from {first} to {last}")
    seconds = found - span.begins
    return f"{seconds / 3600:.0f} hour" if not seconds % 3600 else f"{seconds!r} s"
