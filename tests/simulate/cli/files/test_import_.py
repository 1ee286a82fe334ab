"""Files of other tools, as the command imports them; what each becomes is in tests/configs/importers."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from carbonspan.simulate.cli.files.import_ import command
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

FILE = Path(__file__).parents[3] / "configs" / "importers" / "outputs" / "codecarbon-3.3.2.csv"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)), standalone_mode=False, catch_exceptions=False)


def test_the_tools_are_listed() -> None:
    listed = invoke().stdout
    assert all(f"\n{tool} " in listed for tool in ("boavizta", "brightway", "codecarbon", "ecologits"))


def test_a_file_becomes_a_scenario_that_says_what_is_doubtful(tmp_path: Path) -> None:
    out = tmp_path / "run.yaml"
    said = invoke("codecarbon", FILE, "--out", out).stderr
    assert "warning: the file's energy has PUE 1" in said
    text = out.read_text()
    assert text.startswith("# From codecarbon-3.3.2.csv: CodeCarbon 3.3.2, codecarbon-3.3.2.csv.\n# Left out: ")
    assert "\n# Doubtful: the file's energy has PUE 1" in text
    assert load(str(out)).title == "assistant, as CodeCarbon recorded it"


def test_without_a_file_to_write_the_scenario_is_printed() -> None:
    assert "model: recorded.by_components\n" in invoke("codecarbon", FILE).stdout


def test_a_tool_needs_a_file_and_must_be_known() -> None:
    with pytest.raises(click.UsageError, match="name the file too: carbonspan import TOOL FILE"):
        invoke("codecarbon")
    with pytest.raises(InvalidInput, match="no tool is called 'codecarbn'; did you mean 'codecarbon'"):
        invoke("codecarbn", FILE)
