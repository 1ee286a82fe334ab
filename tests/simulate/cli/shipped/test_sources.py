from __future__ import annotations

import json

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.shipped.sources import shipped


def test_a_source_is_shown_by_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "parking", "TAX"]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.split()[0] == "vadari-2026"
    assert line.rstrip().endswith("arXiv 2605.23918v1, unverified")


def test_bibtex_has_an_entry_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "--bibtex"]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("@")]
    assert heads == [f"@misc{{{key}," for key in shipped()]


def test_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "vadari-2026", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)
    assert (source["key"], source["year"], source["verified"]) == ("vadari-2026", 2026, False)


def test_unverified_ones_can_be_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "unverified", "--json"]) == 0
    found = {source["key"] for source in json.loads(capsys.readouterr().out)}
    assert found == {key for key, source in shipped().items() if not source.verified}


def test_nothing_found_is_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "latiff-2024"]) == 2
    assert capsys.readouterr().err.startswith("no source mentions 'latiff-2024'; did you mean 'latif-2024'")


def test_one_form_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["sources", "--json", "--bibtex"]) == 2
    assert "--bibtex and --json are mutually exclusive; choose one" in capsys.readouterr().err
