"""What a process may lack is said in a sentence."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.cli import surroundings
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.problems import InvalidInput

RUN = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "1e4", "--quiet"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not keep this limit")
def test_too_little_address_space_is_said_before_a_library_hangs() -> None:
    import resource

    space = 400_000_000
    ran = subprocess.run(
        RUN,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (space, space)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("at least 1,000,000,000 bytes of address space are needed, and the limit is 400,000,0")
    assert "`ulimit -v unlimited`" in ran.stderr


def test_a_working_folder_that_was_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path.cwd()
    (tmp_path / "gone").mkdir()
    os.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    try:
        assert run(["check", "chatgpt/by-words"]) == 2
    finally:
        os.chdir(before)
    assert capsys.readouterr().err == "the working folder does not exist any more; change to another one\n"


def test_a_compiler_that_is_switched_off() -> None:
    ran = subprocess.run(RUN, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "NUMBA_DISABLE_JIT is set, so that numba compiles nothing, and a run needs it; unset it\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "there is not enough memory; "),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "there is not enough memory; "),
        (RuntimeError("can't start new thread"), "the system starts no more threads; "),
        (ImportError("libx.so: failed to map segment from shared object"), "not enough memory to load a library"),
        (RuntimeError("anything else"), ""),
        (OSError(errno.ENOENT, "No such file or directory"), ""),
    ],
)
def test_what_the_system_has_no_more_of(error: Exception, said: str) -> None:
    found = surroundings.shortage(error)
    assert said in found
    assert bool(said) == bool(found)


def test_nothing_is_said_where_nothing_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "address_space", lambda: 2_000_000_000)
    surroundings.check()
    monkeypatch.setattr(surroundings, "address_space", lambda: 999_999_999)
    with pytest.raises(InvalidInput, match="the limit is 999,999,999"):
        surroundings.check()
