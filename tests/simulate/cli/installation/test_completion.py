"""Shells complete commands, and scenarios by name."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli import completing
from carbonspan.simulate.cli.installation import completion
from carbonspan.simulate.cli.main import cli


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_calls_the_command(shell: str) -> None:
    result = CliRunner().invoke(completion.command, [shell])
    assert result.exit_code == 0
    assert f"_CARBONSPAN_COMPLETE={shell}_complete" in result.output


@pytest.mark.parametrize("command", ["run", "plot", "show", "compare", "sensitivity", "measure", "report"])
def test_every_command_that_takes_a_scenario_completes_its_name(command: str) -> None:
    context = cli.make_context("carbonspan", [], resilient_parsing=True)
    of = cli.get_command(context, command)
    assert of is not None
    argument = next(each for each in of.params if each.param_type_name == "argument")
    found = argument.shell_complete(context, "chatgpt/by-w")
    assert [item.value for item in found] == ["chatgpt/by-words"]


def test_another_name_is_a_files() -> None:
    (item,) = completing.names(None, None, "mine.y")  # type: ignore[arg-type]
    assert (item.value, item.type) == ("mine.y", "file")


def test_a_process_answers_a_shell() -> None:
    environment = {"_CARBONSPAN_COMPLETE": "bash_complete", "COMP_WORDS": "carbonspan run bloom/", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "carbonspan"], env=environment, capture_output=True, text=True, check=False
    )
    assert "plain,bloom/embodied" in done.stdout.splitlines()


def test_the_line_for_a_shell_can_be_copied_from_the_help() -> None:
    told = CliRunner().invoke(cli, ["completion", "--help"]).output
    assert '\n    eval "$(carbonspan completion bash)"\n' in told
    assert "\\b" not in told
