"""Pages of documentation, followed as a reader would; and Ctrl-C, which tests must be able to send."""

import difflib
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
from hypothesis import settings

# What fails on one machine fails on every other: `make test-slow` looks for mistakes that are new.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\S+\.(?:yaml|py|csv|json|log))\n")
#: Lines of a page that stand for whatever a command prints there.
ANYTHING = "..."
#: What a page shows above the message of an exception.
RAISES = "Traceback (most recent call last):\n    ...\n"


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
            self.do(kind, body)

    def do(self, kind: str, body: str) -> None:
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
            follows(shown, [spaced(line) for line in self._run(command)], command)
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
        return (finished.stderr + finished.stdout).splitlines()

    def _compute(self, body: str) -> None:
        test = doctest.DocTestParser().get_doctest(body, self.names, "page", None, 0)
        said: list[str] = []
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append, clear_globs=False)
        assert said == [], "".join(said)
        self.names.update(test.globs)


@dataclass
class Rewriter(Reader):
    """A reader who puts what is printed now in the place of what the page shows; its "..." and all words remain.

    Which printed lines belong on the page is a guess by likeness: read the difference before it is committed.
    """

    def rewritten(self, text: str) -> str:
        return BLOCK.sub(lambda block: f"```{block[1]}\n{self._now(block[1], block[2])}```", text)

    def _now(self, kind: str, body: str) -> str:
        if FILE.match(body) or kind not in {"console", "pycon"}:
            self.do(kind, body)
            return body
        return self._printed(body) if kind == "console" else self._computed(body)

    def _printed(self, body: str) -> str:
        begin, *pieces = re.split(r"^\$ ", body, flags=re.MULTILINE)
        for number, piece in enumerate(pieces):
            command, *shown = piece.splitlines()
            lines = [str(self.code)] if command == "echo $?" else self._run(command)
            pieces[number] = "\n".join([command, *alike(shown, lines)]) + "\n"
        return "$ ".join([begin, *pieces])

    def _computed(self, body: str) -> str:
        rewrite = _Rewrite(optionflags=doctest.ELLIPSIS)
        test = doctest.DocTestParser().get_doctest(body, self.names, "page", None, 0)
        rewrite.run(test, out=lambda _: None, clear_globs=False)
        self.names.update(test.globs)
        for want, got in rewrite.changed:
            body = body.replace(want, got, 1)
        return body


class _Rewrite(doctest.DocTestRunner):
    """Collects what examples were to print and did not, with what they printed."""

    def __init__(self, optionflags: int) -> None:
        super().__init__(optionflags=optionflags)
        self.changed: list[tuple[str, str]] = []

    def report_failure(self, out, test, example, got) -> None:
        raised = got.startswith(RAISES.splitlines()[0])
        self.changed.append((example.want, f"{RAISES}{got.splitlines()[-1]}\n" if raised else got))


def alike(shown: list[str], printed: list[str]) -> list[str]:
    """The `printed` lines for those `shown`: the same, else the likest after the line before, with all between.

    An empty line is shown where one is printed or was shown before.
    """
    lines, place, gap = [], 0, False
    for line in shown:
        if line == ANYTHING or not line:
            lines.append(line)
            gap = gap or line == ANYTHING
            continue
        rest = {at: printed[at] for at in range(place, len(printed)) if printed[at]}
        if not rest:
            break
        at = max(rest, key=lambda at: (likeness(line, rest[at]), -at))
        if not gap and lines:
            lines += [each for each in printed[place:at] if each]
        lines.append(line if spaced(line) == spaced(printed[at]) else printed[at])
        place, gap = at + 1, False
    return lines


def likeness(shown: str, printed: str) -> float:
    """How much of two lines is the same, from 0 to 1: numbers may differ, words should not."""
    same = difflib.SequenceMatcher(None, spaced(shown), spaced(printed), autojunk=False).ratio()
    words = difflib.SequenceMatcher(None, *(re.sub(r"[\d.,]+", "0", spaced(line)) for line in (shown, printed))).ratio()
    return (same + words) / 2


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the pages first: each takes long, and at the end one process would run them while the others wait."""
    items.sort(key=lambda item: "does_what_it_shows" not in item.name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-pages", action="store_true", help="show in README.md and docs/ what is printed now")


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """An interrupt that is heard, here and in child processes; a shell ignores it for what runs in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Does what a page of the repository, named by its path, says."""
    monkeypatch.chdir(tmp_path)
    if not request.config.getoption("rewrite_pages"):
        return lambda name: Reader(tmp_path).follow((ROOT / name).read_text(encoding="utf-8"))

    def rewrite(name: str) -> None:
        path = ROOT / name
        path.write_text(Rewriter(tmp_path).rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")

    return rewrite
