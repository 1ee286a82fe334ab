"""Options that a command takes as one argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click
from click.testing import CliRunner

from carbonspan.simulate.cli.options.gathered import gathered


@dataclass(frozen=True)
class Size:
    width: int
    height: int = 7


def test_fields_are_one_argument_and_others_go_through_in_the_order_of_the_help() -> None:
    seen: dict[str, Any] = {}

    @click.command()
    @gathered("size", Size, click.option("--width", type=int), click.option("--colour"))
    @click.option("--last")
    def command(**given: Any) -> None:
        seen.update(given)

    assert CliRunner().invoke(command, ["--colour", "red", "--width", "3"]).exit_code == 0
    assert seen == {"size": Size(3), "colour": "red", "last": None}
    assert [each.name for each in command.params] == ["width", "colour", "last"]


def test_options_that_are_declared_below_are_gathered_too() -> None:
    seen: dict[str, Any] = {}

    @click.command()
    @gathered("size", Size)
    @click.option("--width", type=int)
    @click.option("--height", type=int, default=9)
    def command(**given: Any) -> None:
        seen.update(given)

    assert CliRunner().invoke(command, ["--width", "1"]).exit_code == 0
    assert seen == {"size": Size(1, 9)}
