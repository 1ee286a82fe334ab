"""What every run needs is compiled before the first one, by two processes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from carbonspan.simulate.engine import ahead
from carbonspan.simulate.engine.ahead import OTHERS, OWN, compile_ahead


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The shares that are compiled here and by the other process, in an empty cache, where nothing is compiled."""
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))
    shares: list[list[str]] = []

    class Other:
        def __init__(self, command: list[str], **_: object) -> None:
            shares.append(command[3].split())

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def kill(self) -> None:
            shares.append([])

    monkeypatch.setattr(subprocess, "Popen", Other)
    monkeypatch.setattr(ahead, "compile_all", lambda names: shares.append(list(names)))
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    compile_ahead.cache_clear()
    return shares


def test_two_processes_share_the_work_once(started: list[list[str]]) -> None:
    compile_ahead()
    compile_ahead()
    assert started == [list(OTHERS), list(OWN)]


def test_one_processor_compiles_what_it_needs_when_it_needs_it(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "processors", lambda: 1)
    compile_ahead()
    assert started == []


def test_an_interrupt_ends_the_other_process(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(names: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "compile_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        compile_ahead()
    assert started == [list(OTHERS), []]


def test_a_first_run_compiles_its_model_and_what_every_run_needs_and_no_more(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "1e3"]
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path)}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert "loop" not in ran.stderr
    assert len(list((tmp_path / "code").iterdir())) == len({*OWN, *OTHERS}) + 1
