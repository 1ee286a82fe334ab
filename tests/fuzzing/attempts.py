"""One command on one input: it must be answered or refused in a sentence, within 2 s of CPU time and 1 GB."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import HypothesisWarning
from hypothesis.strategies import SearchStrategy

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.files.visible import INVISIBLE

SECONDS, BYTES = 2, 1 << 30
#: Options of a run that takes no time.
FEW = ("--samples", "2000", "--quiet")
#: What no message may contain: an exception that nobody meant, or a piece of one.
NOT_MEANT = ("bug in carbonspan", "Traceback", "not enough memory", "object has no attribute", "NoneType", "<class")
#: A scenario with parts, dimensions and choices.
WARM = "chatgpt/life-cycle"
#: 0 answered, 1 refused for its numbers, 2 refused as it is.
ANSWERED, NUMBERS, REFUSED = 0, 1, 2


@dataclass(frozen=True)
class Outcome:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    def numbers(self) -> dict[str, Any]:
        """The JSON answer, in which no number is NaN or infinite."""
        found: dict[str, Any] = json.loads(self.out, parse_constant=lambda text: refuse(text, self.out))
        return found


def counts(few: int, many: int) -> pytest.MarkDecorator:
    """The number of attempts that a test makes every time, and that it makes when it is slow."""
    return pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.slow)])


def refuse(text: str, where: str) -> None:
    raise AssertionError(f"{text} in an answer: {where[:2000]}")


def command(*arguments: object) -> Outcome:
    """Run a command line in this process; any exception but those that commands end with goes on."""
    found = _command(*arguments)
    if any(sign in found.err for sign in NOT_MEANT):
        os.environ["CARBONSPAN_DEBUG"] = "1"  # shows where
        try:
            _command(*arguments)
        finally:
            del os.environ["CARBONSPAN_DEBUG"]
    check(found)
    return found


def _command(*arguments: object) -> Outcome:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(each) for each in arguments])
    return Outcome(code, out.getvalue(), err.getvalue())


def check(found: Outcome) -> None:
    """Every outcome is an answer, or a refusal in sentences without what a terminal obeys."""
    assert found.code in (ANSWERED, NUMBERS, REFUSED), found
    assert not [sign for sign in NOT_MEANT if sign in found.err], found.err
    assert not INVISIBLE.search(found.out + found.err), found
    if found.code != ANSWERED:
        assert found.err.strip(), found
        assert max(map(len, found.err.splitlines())) < 2_000, found.err


def fuzz(count: int, strategy: SearchStrategy[Any], attempt: Callable[[Any], None]) -> None:
    """Make `count` attempts. A few are the same every time; thousands are new each time, in children with limits."""
    many = count >= 100
    if many:
        _warm_up()
    run_one = limited(attempt) if many else attempt
    phases = (Phase.explicit, Phase.generate, Phase.shrink) if many else (Phase.explicit, Phase.generate)

    def one(drawn: Any) -> None:
        run_one(drawn)

    options = {"max_examples": count, "derandomize": not many, "phases": phases}
    attempts = settings(**options, print_blob=many, suppress_health_check=list(HealthCheck))(given(strategy)(one))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)  # of the length of what is printed, which hides the failure
        attempts()


@cache
def _warm_up() -> None:
    """Import, load and compile what commands need, which children then have."""
    run, event = ("run", WARM, "--samples", 2000), ("--probability", "total_emissions < 1 t")
    for arguments in (("check", WARM), (*run, "--json"), run, (*run, *event)):
        command(*arguments)


def limited(attempt: Callable[[Any], None]) -> Callable[[Any], None]:
    """`attempt` in a child process with limits, so that neither a crash nor a flood of memory reaches the tests.

    What takes too long is tried again: a busy machine makes processor time dear, and only what is slow twice is slow.
    """

    def in_child(drawn: Any) -> None:
        code, told = ended(drawn)
        if code == -signal.SIGXCPU:
            code, told = ended(drawn)
        name = f"{signal.Signals(-code).name}: " if code < 0 else ""
        assert not code, f"{name}{told}"

    def ended(drawn: Any) -> tuple[int, str]:
        sys.stdout.flush()
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _attempt_and_exit(attempt, drawn, write)
        os.close(write)
        with os.fdopen(read, "rb") as stream:
            told = stream.read().decode()
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told

    return in_child


def _attempt_and_exit(attempt: Callable[[Any], None], drawn: Any, write: int) -> None:
    """Attempt, write what failed, and end the process without what Python does at its end."""
    code = 0
    try:
        space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (space + BYTES, space + BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        attempt(drawn)
    except BaseException:  # noqa: BLE001 - told to the parent, whatever it is
        code = 1
        os.write(write, traceback.format_exc()[-60_000:].encode(errors="replace"))
    finally:
        os._exit(code)
