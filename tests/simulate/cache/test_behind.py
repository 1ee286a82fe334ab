"""Writes that wait."""

from __future__ import annotations

import subprocess
import sys

import pytest

from carbonspan.simulate.cache import behind


@pytest.fixture(autouse=True)
def _none_waits() -> None:
    behind.write_now()


def test_writes_wait_and_are_done_in_order_once() -> None:
    done: list[int] = []
    for number in range(3):
        behind.later(lambda number=number: done.append(number))
    assert done == []
    behind.write_now()
    behind.write_now()
    assert done == [0, 1, 2]


def test_no_more_wait_than_may() -> None:
    done: list[int] = []
    for number in range(behind.MOST_WAITING + 2):
        behind.later(lambda number=number: done.append(number))
    assert len(done) == behind.MOST_WAITING + 1
    behind.write_now()


def test_they_are_done_as_the_process_ends() -> None:
    ends = "from carbonspan.simulate.cache.behind import later; later(lambda: print('written')); print('answered')"
    found = subprocess.run([sys.executable, "-c", ends], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["answered", "written"]


def test_no_write_is_kept_where_nothing_is_to_be() -> None:
    done: list[int] = []
    with behind.unkept():
        behind.later(lambda: done.append(1))
    behind.later(lambda: done.append(2))
    behind.write_now()
    assert done == [2]
