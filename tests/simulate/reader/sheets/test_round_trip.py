"""Scenarios written as tables and read back: nothing is lost, in CSV and in workbooks."""

from dataclasses import fields
from pathlib import Path

import pytest

from carbonspan.simulate.files.sheet import read_sheet
from carbonspan.simulate.grammar.input_entries import InputEntry
from carbonspan.simulate.reader.documents.written_out import written_out
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.sheets.columns import ALWAYS, GROUNDS, RARE, TEXTS, is_text
from carbonspan.simulate.reader.sheets.from_rows import Stated, read_rows
from carbonspan.simulate.reader.sheets.to_rows import table
from carbonspan.simulate.shipped import library
from carbonspan.simulate.show.sheet import as_csv, write_xlsx

#: What depends on the text of a file and not on what it says.
TEXTUAL = {"path", "resolved", "warnings"}
EVERY_KIND = """\
title: "All: of them"
model: m.py:f
per: {hours: 8 hour}
inputs:
  a: {nominal: 3e8 word/day, gsd: 2, evidence: assumed, factors: [common, other]}
  b: {nominal: 400 g/kWh, p5: 0.3 kg/kWh, p95: 0.5 kg/kWh, evidence: assumed, note: "= 1, \\"2\\"; é"}
  c: {unit: g/kWh, quantiles: {0.05: 300, 0.5: 400, 0.95: 600}, evidence: derived, source: "10.1000/1"}
  d: {nominal: 85 %, beta: {p5: 70, p95: 95}, evidence: assumed}
  e: {nominal: 1.2, pert: [1.1, 1.2, 1.4], truncate: [1, null], evidence: assumed, note: "1,500"}
  f: {mixture: [{weight: 0.7, normal: {mean: 3, sd: 0.5}}, {weight: 0.3, uniform: [6, 8]}], evidence: assumed}
  g: {nominal: 2, gsd: 1.2, nature: variability, over: 8 hour, evidence: measured, source: our meter}
  h: {catalog: provider/google/pue}
factors:
  common: {nominal: 1, gsd: 1.1, evidence: assumed}
  other: {nominal: 1, gsd: 1.1, evidence: assumed}
correlations: {scale: spearman, pairs: [[d, e, 0.3]]}
choices: {way: {first: {}, second: {e: 1.3}}}
outputs: {f: MWh}
"""
TIMED = """\
title: A job
model: training.by_hour
per: {duration: 3 hour}
defaults: {source: our files}
inputs:
  energy: {log: {csv: power.csv, time: [Datum, Uhrzeit], column: "Leistung [W]", meter: 5 %}, evidence: measured}
  pue: {nominal: 1.2, evidence: assumed}
  day: {nominal: 0 day, evidence: assumed}
  start: {nominal: 2024-03-04T05:00Z, evidence: measured}
  carbon_intensity: {profile: {csv: grid.csv, time: time, column: g/kWh, zone: UTC}, evidence: derived}
"""
MODEL = """\
from typing import Annotated as A

def f(hours: A[float, "s"], a: A[float, "word/s"], b: A[float, "kgCO2e/J"], c: A[float, "kgCO2e/J"], d: float, e: float,
      f: float, g: float, h: float) -> A[float, "J*word/s"]:
    return hours * a * (d + e + f + g + h) * (b / c) * 1.0
"""


def read_back(path: Path, columns, rows):
    if path.suffix == ".csv":
        path.write_text(as_csv(columns, rows), encoding="utf-8")
    else:
        write_xlsx(path, columns, rows, tab="inputs", texts=TEXTS)
    return read_rows(read_sheet(path, is_text=is_text), Stated())


def differing(scenario, other):
    names = [each.name for each in fields(scenario) if each.name not in TEXTUAL]
    return [name for name in names if repr(getattr(scenario, name)) != repr(getattr(other, name))]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["chatgpt/by-words", "chatgpt/life-cycle", "presets/chat-h100", "bert/by-hour"])
def test_a_shipped_scenario_comes_back_as_it_was(tmp_path, name, kind):
    scenario = load(name)
    path = tmp_path / f"x.{kind}"
    assert (
        differing(scenario, read_back(path, *table(written_out(name, tmp_path).data)).scenario(scenario.name, path))
        == []
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_logs_and_points_in_time_come_back_as_they_were(tmp_path, kind):
    minutes = [f"04.03.2024;08:{minute:02}:00;{500 + minute % 7},5" for minute in range(60)]
    (tmp_path / "power.csv").write_text("\n".join(["Datum;Uhrzeit;Leistung [W]", *minutes]) + "\n")
    hours = [f"2024-03-04 {hour:02}:00,{300 + hour}" for hour in range(24)]
    (tmp_path / "grid.csv").write_text("\n".join(["time,g/kWh", *hours]) + "\n")
    (tmp_path / "job.yaml").write_text(TIMED)
    scenario = load(str(tmp_path / "job.yaml"))
    path = tmp_path / f"x.{kind}"
    found = read_back(path, *table(written_out(str(tmp_path / "job.yaml"), tmp_path).data))
    assert differing(scenario, found.scenario(scenario.name, path)) == []


def test_every_key_of_an_input_has_a_column():
    keys = {field.alias or name for name, field in InputEntry.model_fields.items()}
    assert keys <= {*ALWAYS, *RARE, *GROUNDS}


@pytest.mark.slow
@pytest.mark.parametrize("name", library.names())
def test_every_shipped_scenario_comes_back_as_it_was(tmp_path, name):
    scenario = load(name)
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"x.{kind}"
        found = read_back(path, *table(written_out(name, tmp_path).data)).scenario(scenario.name, path)
        assert differing(scenario, found) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_kind_of_key_comes_back(tmp_path, kind):
    (tmp_path / "m.py").write_text(MODEL.replace('"J*word/s"', '"word"').replace("* 1.0", ""))
    (tmp_path / "s.yaml").write_text(EVERY_KIND.replace("outputs: {f: MWh}\n", ""))
    scenario = load(str(tmp_path / "s.yaml"))
    path = tmp_path / f"x.{kind}"
    columns, rows = table(written_out(str(tmp_path / "s.yaml"), tmp_path).data)
    found = read_back(path, columns, rows)
    assert differing(scenario, found.scenario(scenario.name, path)) == []
    assert table(found.document.data)[1] == [dict(row) for row in rows] or kind == "xlsx"
