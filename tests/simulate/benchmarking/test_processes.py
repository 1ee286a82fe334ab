"""What whole processes take."""

from __future__ import annotations

import sys

import pytest

from carbonspan.simulate.benchmarking.processes import resident, taken_by
from carbonspan.simulate.engine.errors import RunError

HOLDS = "x = bytearray(b'1') * {size}"


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell")
def test_memory_is_that_of_the_process_and_not_of_its_parent() -> None:
    held = bytearray(b"1") * 300_000_000  # by this process
    small, large = (resident("-c", HOLDS.format(size=size)) for size in (1, 100_000_000))
    assert len(held) / 1e6 > small + 100
    assert large - small == pytest.approx(100, abs=5)


def test_a_process_has_its_own_environment() -> None:
    code = "import os; assert os.environ['CARBONSPAN_TRIED'] == '1'"
    assert taken_by(("-c", code), {"CARBONSPAN_TRIED": "1"}).wall > 0


def test_a_process_that_fails_is_reported_with_its_last_words() -> None:
    with pytest.raises(RunError, match="failed with the exit code 1: ValueError: no such thing"):
        taken_by(("-c", "raise ValueError('no such thing')"))
    with pytest.raises(RunError, match="failed with the exit code 3: without a message"):
        resident("-c", "raise SystemExit(3)")
