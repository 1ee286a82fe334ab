"""``carbonspan measure``: the best measurement of a shipped scenario, in words and as JSON."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.measure import command
from carbonspan.simulate.problems import InvalidInput

NAME = "chatgpt/by-words"


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_the_best_measurement_is_told_first() -> None:
    lines = ran(NAME).splitlines()
    assert lines[2] == (
        "Measure users perfectly: the 90 % interval of emissions is expected to narrow from a factor of 21 to a factor "
        "of 14. No other measurement does as much."
    )
    assert [line.split()[0] for line in lines[5:7]] == ["users", "latency"]


def test_an_accuracy_is_taken_into_account() -> None:
    perfect, rough = (
        {each["input"]: each["width_expected"]["value"] for each in json.loads(ran(NAME, "--json", *more))}
        for more in ([], ["--accuracy", "latency=50%"])
    )
    assert perfect["latency"] < rough["latency"]
    assert perfect["users"] == rough["users"]


def test_an_unknown_output_is_refused() -> None:
    with pytest.raises(InvalidInput, match="--output emission: no output is called so; did you mean 'emissions'"):
        ran(NAME, "--output", "emission")
