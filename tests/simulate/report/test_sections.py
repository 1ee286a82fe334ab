"""The sections of a report about one scenario: the sentences of `run`, all sources, one rounding of one number."""

import re

import pytest
from click.testing import CliRunner

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.cli.answers.run import command as run
from carbonspan.simulate.reader.overrides.changed_scenario import loaded
from carbonspan.simulate.report.blocks import Paragraph, ReportTable
from carbonspan.simulate.report.document import document

LAMPS = """\
title: Lamps
model: lamps.py:light
per: {hours: 1 week}
inputs:
  power: {nominal: 7.123 W, uniform: [8, 12], evidence: measured, source: "our meter, May 2026"}
dimensions:
  make:
    new: {}
    old: {power: {nominal: 40.5 W, uniform: [35, 46], evidence: measured, source: "our meter, June 2026"}}
claims:
  C1: {output: energy, value: 1 kWh, source: our bill}
outputs: {energy: kWh}
"""
MODEL = """\
from typing import Annotated


def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return power * hours
"""


@pytest.fixture(scope="module")
def lamps(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lamps")
    (folder / "lamps.py").write_text(MODEL.replace("def light", "def energy"), encoding="utf-8")
    path = folder / "lamps.yaml"
    path.write_text(LAMPS.replace("lamps.py:light", "lamps.py:energy"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(lamps):
    return document([loaded(str(lamps))], Request(20_000))


def section(found, title):
    return next(each for each in found.sections if each.title == title)


def said(found, title):
    return [each.text for each in section(found, title).blocks if isinstance(each, Paragraph)]


def test_the_answer_has_the_sentences_of_run(lamps, written):
    printed = CliRunner().invoke(run, [str(lamps), "--samples", "20000", "--quiet"], standalone_mode=False).stdout
    sentences = said(written, "The answer")
    assert "Nominal values outside their beliefs: power." in sentences
    assert set(sentences) <= set(printed.splitlines())


def test_sources_in_free_text_are_listed_with_what_has_them(written):
    (table,) = [each for each in section(written, "Sources").blocks if isinstance(each, ReportTable)]
    assert list(table.columns.rows) == [
        ("our meter, May 2026", "power"),
        ("our meter, June 2026", "power"),
        ("our bill", "claim C1"),
    ]


def test_one_number_is_rounded_in_one_way(written):
    (answer,) = [each.columns for each in section(written, "The answer").blocks if isinstance(each, ReportTable)]
    medians = {row[0]: row[1] for row in answer.rows}
    (moved,) = [each for each in said(written, "Which inputs matter") if each.startswith("The dimension make moves")]
    assert f"from {medians['new']} kWh (new) to {medians['old']} kWh (old)" in moved
    nominal = re.search(r"The nominal ([\d.]+) kWh", " ".join(said(written, "The answer")))[1]
    assert f"the nominal {nominal} kWh" in said(written, "Published claims")[0]


def test_an_amount_of_one_is_in_the_singular(written):
    assert written.about == "functional unit: 1 week (hours)"
    table = next(each for each in section(written, "Inputs").blocks if isinstance(each, ReportTable)).columns
    hours = next(dict(zip(table.heads, row, strict=True)) for row in table.rows if row[0] == "hours")
    assert (hours["nominal"], hours["unit"]) == ("1", "week")


def test_columns_that_matter_come_first(written):
    measured = next(
        each.columns for each in section(written, "What to measure next").blocks if isinstance(each, ReportTable)
    )
    assert measured.heads[:3] == ("input", "narrower by", "expected")
    assert all(row[1].endswith("%") for row in measured.rows)
    whole = next(each.columns for each in section(written, "All statistics").blocks if isinstance(each, ReportTable))
    assert whole.heads[:4] == ("make", "median", "90 %", "nominal")
