"""Names of files: an empty text is none, and is not the working folder."""

from __future__ import annotations

import pytest

from carbonspan.simulate.cli.main import run


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "chatgpt/by-words", "--out", ""),
        ("run", "chatgpt/by-words", "--plot", ""),
        ("plot", "chatgpt/by-words", "--out", ""),
        ("export", ""),
    ],
)
def test_an_empty_text_is_no_file(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "must be the name of a file, got an empty text" in capsys.readouterr().err
