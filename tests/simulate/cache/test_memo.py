"""JSON values shared by processes."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from carbonspan.simulate.cache import behind, memo
from carbonspan.simulate.cache.memo import Memo


def stored(name: str, version: str, key: str, value: Any) -> Memo:
    """A memo that has written one value."""
    memo = Memo(name, version)
    memo.put(key, value)
    memo.write()
    return memo


def test_a_stored_value_is_found_by_another_reader(folder: Path) -> None:
    stored("a", "1", "kWh", [3.6e6, [["kg", "1"]]])
    assert Memo("a", "1").get("kWh") == [3.6e6, [["kg", "1"]]]
    assert Memo("a", "1").get("Wh") is None


def test_other_versions_and_names_are_separate(folder: Path) -> None:
    stored("a", "1", "kWh", 1)
    assert Memo("a", "2").get("kWh") is None
    assert Memo("b", "1").get("kWh") is None


def test_two_writers_keep_each_others_values(folder: Path) -> None:
    first, second = Memo("a", "1"), Memo("a", "1")
    assert first.get("x") is second.get("x") is None
    first.put("x", 1)
    second.put("y", 2)
    first.write()
    second.write()
    assert Memo("a", "1").get("x") == 1
    assert Memo("a", "1").get("y") == 2


def test_a_damaged_file_is_a_miss_and_is_replaced(folder: Path) -> None:
    stored("a", "1", "kWh", 1)
    (kept,) = (folder / "memos").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b'"kWh": 1', b'"kWh": 2'))
    broken = Memo("a", "1")
    assert broken.get("kWh") is None
    broken.put("kWh", 1)
    broken.write()
    assert Memo("a", "1").get("kWh") == 1


def test_without_a_writable_folder_values_last_for_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    kept = Memo("a", "1")
    kept.put("kWh", 1)
    kept.write()
    assert kept.get("kWh") == 1
    assert Memo("a", "1").get("kWh") is None


def test_the_number_of_values_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MOST_ENTRIES", 3)
    kept = Memo("a", "1")
    for number in range(10):
        kept.put(str(number), number)
    kept.write()
    assert [kept.get(str(number)) for number in range(6, 10)] == [None, 7, 8, 9]


def test_values_are_written_as_the_process_ends_and_when_many_wait(folder: Path) -> None:
    put = "from carbonspan.simulate.cache.memo import Memo; memo = Memo('a', '1'); memo.put('kWh', 1)"
    run = partial(subprocess.run, env=os.environ | {"CARBONSPAN_CACHE_DIR": str(folder)}, check=True)
    run([sys.executable, "-c", put])
    assert Memo("a", "1").get("kWh") == 1
    kept = Memo("a", "1")
    for number in range(memo.MOST_WAITING + 1):
        kept.put(str(number), number)
    assert Memo("a", "1").get("0") == 0
    kept.put("last", 1)
    assert Memo("a", "1").get("last") is None


def test_a_value_that_is_not_kept_is_known_to_its_process_alone(folder: Path) -> None:
    found = Memo("a", "1")
    with behind.unkept():
        found.put("x", 1)
    behind.write_now()
    assert found.get("x") == 1
    assert Memo("a", "1").get("x") is None
