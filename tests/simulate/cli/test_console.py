"""Messages on a terminal: nothing in the name of a file is obeyed, hidden or takes a line of its own."""

import sys
from pathlib import Path

import pytest

from carbonspan.simulate.cli import console, main

#: A colour, a change of text direction, a bell, a line that is not ours, and a byte that is no text.
NAME = "a\x1b[31m\u202e\x07\nwrote b\udcff"
SHOWN = r"a\x1b[31m\u202e\x07\nwrote b\udcff"
FEW = "--samples", "2e3"
RUN = "run", "chatgpt/by-words", *FEW


def test_a_message_is_one_printable_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.tell(f"wrote {NAME}.nc")
    console.say(NAME)
    assert capsys.readouterr() == (f"{SHOWN}\n", f"wrote {SHOWN}.nc\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    ("arguments", "suffix"),
    [
        ([*RUN, "--out"], ".nc"),
        ([*RUN, "--plot"], ".png"),
        (["compare", "chatgpt/by-words", "chatgpt/by-hardware", *FEW, "--out"], ".nc"),
        (["sensitivity", "chatgpt/by-words", *FEW, "--out"], ".nc"),
        (["sensitivity", "chatgpt/by-words", *FEW, "--plot"], ".png"),
        (["ask", "llama-3.1-70b", "--out", "400", *FEW, "--write"], ".yaml"),
        (["plot", "chatgpt/by-words", *FEW, "--out"], ".png"),
        (["report", "chatgpt/by-words", *FEW, "--out"], ".md"),
        (["to-csv", "chatgpt/by-words", "--out"], ".csv"),
        (["to-xlsx", "chatgpt/by-words", "--out"], ".xlsx"),
        (["new"], ".yaml"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else given,
)
def test_every_command_says_what_it_wrote_in_one_printable_line(
    arguments: list[str], suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.run([*arguments, f"{NAME}{suffix}"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}{suffix}"]
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("wrote ")]
    assert len(told) == 1
    assert told[0].startswith(f"wrote {SHOWN}{suffix}")
