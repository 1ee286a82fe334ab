"""Ctrl-C before the command line is loaded, and at random moments of a whole command."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

#: Presses Ctrl-C when the library named first is imported.
PROGRAM = """
import os, signal, sys
from carbonspan.simulate.cli import entry
library = sys.argv.pop(1)
class Pressing:
    def find_spec(name, path=None, target=None):
        if name == library:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressing)
entry.main()
"""


@pytest.mark.parametrize("library", ["click", "pint.registry"])
def test_an_interrupt_while_libraries_are_loaded_prints_no_traceback(library: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, library, "check", "chatgpt/by-words"],
        env=os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (130, "", "interrupted")


#: Presses Ctrl-C where no handler of a command is in force, as while one takes the place of another.
BETWEEN = """
import signal, sys
from carbonspan.simulate.cli import entry, main
def press():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)
main.main = press
entry.main()
"""
#: Is interrupted while an object holds a file that is half written, which cannot be closed any more.
HALF_WRITTEN = """
import signal
from carbonspan.simulate.cli import entry, main
class HalfWritten:
    def __del__(self):
        raise KeyError("identifier is not of specified type")
def write(*_, **__):
    held = HalfWritten()
    raise KeyboardInterrupt
main.cli.main = write
entry.main()
"""


@pytest.mark.parametrize("program", [BETWEEN, HALF_WRITTEN], ids=["between handlers", "half written"])
def test_an_interrupt_anywhere_ends_in_one_word(program: str) -> None:
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (130, "", "interrupted")


#: What Python prints if it is interrupted before it executes any module of a program.
STARTING = ("Fatal Python error: init_", "Could not import runpy module")


def whole(path: Path) -> bool:
    """Whether a file is the older one or a new one."""
    content = path.read_bytes()
    return content == b"old" or content[1:4] == b"HDF"


@pytest.mark.slow
@pytest.mark.parametrize("presses", [1, 2])
def test_at_no_moment_does_an_interrupt_lose_what_was_printed(presses: int, tmp_path: Path) -> None:
    path, moment = tmp_path / "r.nc", random.Random(presses)  # noqa: S311 - moments, not secrets
    command = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", "--samples", "2e6", "--draws", "1e5"]
    command += ["--quiet", "--out", str(path)]
    for _ in range(2):  # the first compiles
        begun = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        takes = time.monotonic() - begun
    for _ in range(30):
        path.write_bytes(b"old")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(moment.uniform(0.1, 1.0) * takes)  # Python's own start is beyond reach
            for _ in range(presses):
                process.send_signal(signal.SIGINT)
                time.sleep(0.05)
            out, err = process.communicate()
        if process.returncode == -signal.SIGINT or err.startswith(STARTING):  # as on a busy machine
            assert (out, path.read_bytes()) == ("", b"old")
            assert "simulate" not in err
            continue
        assert process.returncode in {0, 130}
        assert "Traceback" not in err
        assert "ignored" not in err
        assert whole(path)
        assert presses == 2 or not out or path.read_bytes() != b"old"
        assert list(tmp_path.iterdir()) == [path]
