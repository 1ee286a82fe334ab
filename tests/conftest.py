"""Pages of documentation, followed as a reader would; and Ctrl-C, which tests must be able to send."""

import doctest
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\S+\.(?:yaml|py|csv|json|log))\n")
#: Lines of a page that stand for whatever a command prints there.
ANYTHING = "..."


@dataclass
class Reader:
    """Someone who reads a page in an empty `folder` and does what it says.

    A ``console`` block holds commands behind "$ " and lines of what they print, in that order, with "..." for others
    between them; ``$ echo $?`` asks for the exit code, which is 0 otherwise. A block that begins with a comment of a
    file's name is that file. A ``pycon`` block is a doctest. A ``sh`` block is for a reader's own machine, a ``text``
    block for the eye.
    """

    folder: Path
    names: dict[str, object] = field(default_factory=dict)
    code: int = 0

    def follow(self, text: str) -> None:
        for kind, body in BLOCK.findall(text):
            if named := FILE.match(body):
                (self.folder / named[1]).write_text(body[named.end() :], encoding="utf-8")
            elif kind == "console":
                self._type(body)
            elif kind == "pycon":
                self._compute(body)
            else:
                assert kind in {"sh", "text"}, f"nobody executes {kind}: {body}"

    def _type(self, body: str) -> None:
        for command, shown in commands(body):
            if command == "echo $?":
                assert shown == [str(self.code)]
                self.code = 0
                continue
            assert self.code == 0, f"before `{command}`: exit code {self.code}"
            printed = self._run(command)
            follows(shown, printed, command)
        assert self.code == 0, body

    def _run(self, command: str) -> list[str]:
        """What `command` prints, warnings first."""
        python = f"{shlex.quote(sys.executable)} -m carbonspan"
        finished = subprocess.run(  # noqa: S602 - the pages are ours
            re.sub(r"^carbonspan\b", lambda _: python, command),
            shell=True,
            cwd=self.folder,
            env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.code = finished.returncode
        return [spaced(line) for line in (finished.stderr + finished.stdout).splitlines()]

    def _compute(self, body: str) -> None:
        test = doctest.DocTestParser().get_doctest(body, self.names, "page", None, 0)
        said: list[str] = []
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append, clear_globs=False)
        assert said == [], "".join(said)
        self.names.update(test.globs)


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that are shown of what it prints."""
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = piece.splitlines()
        yield command, [spaced(line) for line in shown if line]


def spaced(line: str) -> str:
    """A line whose columns may stand closer or wider."""
    return " ".join(line.split())


def follows(shown: list[str], printed: list[str], command: str) -> None:
    """Hold the shown lines against the printed ones: the same order, nothing between them but what "..." stands for."""
    lines = [line for line in printed if line]
    place, is_open = 0, True
    for line in shown:
        if line == ANYTHING:
            is_open = True
            continue
        found = lines.index(line, place) if line in lines[place:] else None
        assert found is not None, f"`{command}` prints no line {line!r} after line {place} of:\n" + "\n".join(lines)
        assert is_open or found == place, f"`{command}` prints other lines before {line!r}: {lines[place:found]}"
        place, is_open = found + 1, False


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """An interrupt that is heard, here and in child processes; a shell ignores it for what runs in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Does what a page of the repository, named by its path, says."""
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path)
    return lambda name: reader.follow((ROOT / name).read_text(encoding="utf-8"))
