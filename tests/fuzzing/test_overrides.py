"""``--set`` and other options with a text: answered or refused, and the same as the scenario that they make."""

from __future__ import annotations

from pathlib import Path

from attempts import ANSWERED, FEW, command, counts, fuzz
from strategies import overrides

from carbonspan.simulate.reader.load import load


def option_by_option(arguments: list[str]) -> None:
    ran = command("run", "chatgpt/by-words", *FEW, "--json", *arguments)
    if ran.code != ANSWERED:
        return
    numbers = ran.numbers()
    if set(arguments[::2]) <= {"--set", "--fix"}:
        sets, fixes = (
            [text for option, text in zip(arguments[::2], arguments[1::2], strict=True) if option == kind]
            for kind in ("--set", "--fix")
        )
        Path("again.yaml").write_text(load("chatgpt/by-words", sets=sets, fixes=fixes).to_yaml(), encoding="utf-8")
        again = command("run", "again.yaml", *FEW, "--json").numbers()
        assert (numbers["hash"], numbers["outputs"]) == (again["hash"], again["outputs"])


@counts(25, 1500)
def test_options_are_answered_or_refused(count: int) -> None:
    fuzz(count, overrides.command_lines, option_by_option)
