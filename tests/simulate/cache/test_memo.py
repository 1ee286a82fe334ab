"""JSON values shared by processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.cache import memo
from carbonspan.simulate.cache.memo import Memo


def test_a_stored_value_is_found_by_another_reader(folder: Path) -> None:
    Memo("a", "1").put("kWh", [3.6e6, [["kg", "1"]]])
    assert Memo("a", "1").get("kWh") == [3.6e6, [["kg", "1"]]]
    assert Memo("a", "1").get("Wh") is None


def test_other_versions_and_names_are_separate(folder: Path) -> None:
    Memo("a", "1").put("kWh", 1)
    assert Memo("a", "2").get("kWh") is None
    assert Memo("b", "1").get("kWh") is None


def test_two_writers_keep_each_others_values(folder: Path) -> None:
    first, second = Memo("a", "1"), Memo("a", "1")
    assert first.get("x") is second.get("x") is None
    first.put("x", 1)
    second.put("y", 2)
    assert Memo("a", "1").get("x") == 1
    assert Memo("a", "1").get("y") == 2


def test_a_damaged_file_is_a_miss_and_is_replaced(folder: Path) -> None:
    Memo("a", "1").put("kWh", 1)
    (kept,) = (folder / "memos").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b'"kWh": 1', b'"kWh": 2'))
    broken = Memo("a", "1")
    assert broken.get("kWh") is None
    broken.put("kWh", 1)
    assert Memo("a", "1").get("kWh") == 1


def test_without_a_writable_folder_values_last_for_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    kept = Memo("a", "1")
    kept.put("kWh", 1)
    assert kept.get("kWh") == 1
    assert Memo("a", "1").get("kWh") is None


def test_the_number_of_values_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MOST_ENTRIES", 3)
    kept = Memo("a", "1")
    for number in range(10):
        kept.put(str(number), number)
    assert kept.get("9") == 9
    assert len(kept._entries or {}) <= 3
