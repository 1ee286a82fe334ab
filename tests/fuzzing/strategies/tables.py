"""CSV files: logs, profiles, measurements, spreadsheets and exports, in all dialects, sound and damaged."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from . import damage, texts

Rows = list[list[str]]


@dataclass(frozen=True)
class Dialect:
    """How a table is written down."""

    separator: str = ","
    decimal: str = "."
    end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    mark: str = ""
    tail: str = ""
    space: str = ""

    def write(self, head: list[str], rows: Rows) -> bytes:
        """The table; the numbers in `rows` have a decimal point."""
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=self.separator, lineterminator=self.end, quoting=self.quoting)
        writer.writerow(head)
        writer.writerows([self._cell(each) for each in row] for row in rows)
        return (self.mark + file.getvalue() + self.tail).encode()

    def _cell(self, text: str) -> str:
        is_number = text.replace(".", "", 1).replace("-", "").replace("e", "").isdigit()
        return self.space + (text.replace(".", self.decimal) if is_number else text)


PLAIN = Dialect()
dialects = st.builds(
    Dialect,
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(("\n", "\r\n", "\r")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    mark=st.sampled_from(("", "\ufeff")),
    tail=st.sampled_from(("", "\n", "\r\n\r\n")),
    space=st.sampled_from(("", "", " ")),
).flatmap(
    lambda each: st.sampled_from((each, Dialect(**{**each.__dict__, "decimal": "," if each.separator != "," else "."})))
)

_START = datetime(2024, 3, 9, 14)  # noqa: DTZ001 - a log has the local time
HEADS = ["timestamp", "reading"]


@st.composite
def logs(draw: st.DrawFn) -> Rows:
    """Times and powers of a meter."""
    step, count = draw(st.sampled_from((1, 60, 3600, 7))), draw(st.integers(40, 90))
    levels = [draw(st.integers(1, 9999)) / draw(st.sampled_from((1, 10, 1000))) for _ in range(6)]
    return [
        [str(_START + timedelta(seconds=step * row)), repr(levels[row * 7919 % 6] + row % 5)] for row in range(count)
    ]


@st.composite
def profiles(draw: st.DrawFn) -> Rows:
    """A number an hour of a week."""
    levels = [draw(st.integers(1, 9999)) / draw(st.sampled_from((1, 10, 1000))) for _ in range(6)]
    return [[str(_START + timedelta(hours=row)), repr(levels[row * 7919 % 6] + row % 24)] for row in range(168)]


SHEET_HEADS = ["name", "nominal", "unit", "law", "low", "high", "p5", "p95", "evidence", "source", "note"]
SHEET = [
    ["words", "3.9e9", "word/day", "", "1e9", "9e9", "", "", "assumed", "", ""],
    ["latency", "0.35", "gpu*s/word", "", "", "", "0.2", "0.5", "assumed", "", "a guess"],
    ["utilization", "0.5", "", "", "0.1", "0.9", "", "", "assumed", "", ""],
    ["idle_power", "46.5", "W/gpu", "", "40", "60", "", "", "assumed", "", ""],
    ["full_power", "407", "W/gpu", "uniform", "350", "450", "", "", "assumed", "", ""],
    ["pue", "1.2", "", "", "1.1", "1.4", "", "", "assumed", "", ""],
    ["carbon_intensity", "322", "gCO2e/kWh", "", "", "", "250", "400", "assumed", "", ""],
]
#: Heads and cells that a spreadsheet may have.
CELLS = (
    "lognormal",
    "normal",
    "pert",
    "gsd",
    "1,5",
    "1.5e3",
    "50 %",
    "kWh",
    "best",
    "low",
    "#REF!",
    "=A1",
    "",
    "measured",
)

cells = texts.pieces | st.sampled_from(CELLS)


@st.composite
def spreadsheets(draw: st.DrawFn) -> Rows:
    """A head and rows of inputs, with cells replaced."""
    found = [list(row) for row in (SHEET_HEADS, *SHEET)]
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.integers(0, len(found) - 1))
        found[row][draw(st.integers(0, len(found[row]) - 1))] = draw(cells)
    return found


@st.composite
def damaged_tables(draw: st.DrawFn, sound: st.SearchStrategy[Rows], head: list[str]) -> bytes:
    """A table with its text or its bytes damaged."""
    whole = draw(dialects).write(head, draw(sound))
    if draw(st.booleans()):
        return draw(damage.damaged_bytes(whole))
    return draw(damage.damaged_text(whole.decode())).encode("utf-8", "surrogatepass")
