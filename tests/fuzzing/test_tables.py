"""CSV files of logs, profiles, measurements and spreadsheets: the same numbers in all dialects, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attempts import ANSWERED, FEW, command, counts, fuzz
from hypothesis import strategies as st
from strategies import tables
from strategies.tables import HEADS, PLAIN, Dialect, Rows

#: A scenario that reads `t.csv`, by what it reads it as.
SCENARIOS = {
    "log": """\
title: log
model: training.by_energy
defaults: {source: us}
inputs:
  energy:
    log: {csv: t.csv, time: timestamp, column: reading, unit: W, over: job, complete: true, gaps: omit}
    evidence: measured
  pue: {nominal: 1.2, evidence: assumed}
  carbon_intensity: {nominal: 300 gCO2e/kWh, gsd: 1.1, evidence: assumed}
""",
    "profile": """\
title: profile
model: training.by_hour
per: {duration: 3 day}
defaults: {source: us}
inputs:
  energy: {nominal: 3 MWh, gsd: 1.1, evidence: assumed}
  pue: {nominal: 1.2, evidence: assumed}
  day: {nominal: 0 day, evidence: assumed}
  start: {nominal: 5 hour, evidence: assumed}
  carbon_intensity: {profile: {csv: t.csv, column: reading, step: 1 hour}, unit: gCO2e/kWh, evidence: measured}
""",
    "empirical": """\
title: empirical
model: training.by_energy
defaults: {source: us}
inputs:
  energy: {nominal: 3 kWh, empirical: {csv: t.csv, column: reading}, unit: kWh, evidence: measured}
  pue: {nominal: 1.2, evidence: assumed}
  carbon_intensity: {nominal: 300 gCO2e/kWh, gsd: 1.1, evidence: assumed}
""",
}
ROWS: dict[str, st.SearchStrategy[Rows]] = {
    "log": tables.logs(),
    "profile": tables.profiles(),
    "empirical": tables.logs(),
}
kinds = st.sampled_from(sorted(SCENARIOS))


def answer(kind: str, content: bytes) -> dict[str, Any] | None:
    """The outputs of the scenario with this table; None if it is refused."""
    Path("a.yaml").write_text(SCENARIOS[kind], encoding="utf-8")
    Path("t.csv").write_bytes(content)
    ran = command("run", "a.yaml", *FEW, "--json")
    if ran.code != ANSWERED:
        return None
    outputs: dict[str, Any] = ran.numbers()["outputs"]
    return outputs


def in_both_dialects(drawn: tuple[str, Rows, Dialect]) -> None:
    kind, rows, dialect = drawn
    plain, other = answer(kind, PLAIN.write(HEADS, rows)), answer(kind, dialect.write(HEADS, rows))
    assert plain
    assert other == plain


def from_table(content: bytes) -> str | None:
    """The scenario that `from-csv` reads; None if it is refused."""
    Path("t.csv").write_bytes(content)
    Path("new.yaml").unlink(missing_ok=True)
    options = ["--model", "serving.by_words", "--per", "duration=1 day"]
    if command("from-csv", "t.csv", *options, "--out", "new.yaml").code != ANSWERED:
        return None
    return Path("new.yaml").read_text(encoding="utf-8")


def read_and_run(content: bytes) -> None:
    if from_table(content) and (ran := command("run", "new.yaml", *FEW, "--json")).code == ANSWERED:
        numbers = ran.numbers()
        assert command("to-csv", "new.yaml", "--out", "t.csv").code == ANSWERED
        Path("again.yaml").unlink(missing_ok=True)
        assert command("from-csv", "t.csv", "--out", "again.yaml").code == ANSWERED
        assert command("run", "again.yaml", *FEW, "--json").numbers()["outputs"] == numbers["outputs"]


def sheet_in_both_dialects(drawn: tuple[Rows, Dialect]) -> None:
    (head, *rows), dialect = drawn
    if plain := from_table(PLAIN.write(head, rows)):
        assert from_table(dialect.write(head, rows)) in (None, plain)


@counts(6, 500)
def test_a_table_has_the_same_numbers_in_all_dialects(count: int) -> None:
    drawn = kinds.flatmap(lambda kind: st.tuples(st.just(kind), ROWS[kind], tables.dialects))
    fuzz(count, drawn, in_both_dialects)


@counts(15, 1200)
def test_a_damaged_table_is_read_or_refused(count: int) -> None:
    drawn = kinds.flatmap(lambda kind: st.tuples(st.just(kind), tables.damaged_tables(ROWS[kind], HEADS)))
    fuzz(count, drawn, lambda each: answer(*each))


@counts(10, 600)
def test_a_spreadsheet_becomes_a_scenario_or_is_refused(count: int) -> None:
    sheets = tables.spreadsheets().map(lambda rows: PLAIN.write(rows[0], rows[1:]))
    damaged = tables.damaged_tables(st.just(tables.SHEET), tables.SHEET_HEADS)
    fuzz(count, sheets | damaged, read_and_run)


@counts(6, 300)
def test_a_spreadsheet_is_the_same_in_all_dialects(count: int) -> None:
    fuzz(count, st.tuples(tables.spreadsheets(), tables.dialects), sheet_in_both_dialects)
