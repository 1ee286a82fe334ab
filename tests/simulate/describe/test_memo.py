import os
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.describe import memo
from carbonspan.simulate.describe.memo import Memo, cache_folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_folder_is_the_one_asked_for(folder):
    assert cache_folder() == folder


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "/var/x", "/var/x/carbonspan"),
        ("linux", "HOME", "/home/ada", "/home/ada/.cache/carbonspan"),
        ("darwin", "HOME", "/Users/ada", "/Users/ada/Library/Caches/carbonspan"),
        ("win32", "LOCALAPPDATA", "/c/local", "/c/local/carbonspan"),
    ],
)
def test_folder_is_the_platforms_own(monkeypatch, platform, variable, value, expected):
    for name in ("CARBONSPAN_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(memo.sys, "platform", platform)
    monkeypatch.setenv(variable, value)
    assert cache_folder() == Path(expected)


def test_what_was_put_is_found_by_another_reader(folder):
    Memo("a", "1").put("kWh", [3.6e6, [["kg", "1"]]])
    assert Memo("a", "1").get("kWh") == [3.6e6, [["kg", "1"]]]
    assert Memo("a", "1").get("Wh") is None


def test_another_version_or_name_knows_nothing(folder):
    Memo("a", "1").put("kWh", 1)
    assert Memo("a", "2").get("kWh") is None
    assert Memo("b", "1").get("kWh") is None


def test_two_writers_keep_each_others_answers(folder):
    first, second = Memo("a", "1"), Memo("a", "1")
    assert first.get("x") is second.get("x") is None
    first.put("x", 1)
    second.put("y", 2)
    assert Memo("a", "1").get("x") == 1
    assert Memo("a", "1").get("y") == 2


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"kWh": ', "\x00", "[" * 100_000])
def test_a_broken_file_is_a_miss_and_is_mended(folder, content):
    broken = Memo("a", "1")
    folder.mkdir()
    broken.path.write_text(content)
    assert broken.get("kWh") is None
    broken.put("kWh", 1)
    assert Memo("a", "1").get("kWh") == 1


def test_a_file_of_bytes_is_a_miss(folder):
    broken = Memo("a", "1")
    folder.mkdir()
    broken.path.write_bytes(b"\xff\xfe{}")
    assert broken.get("kWh") is None


def test_where_nothing_can_be_written_answers_last_for_the_process(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    kept = Memo("a", "1")
    kept.put("kWh", 1)
    assert kept.get("kWh") == 1
    assert Memo("a", "1").get("kWh") is None


def test_a_failed_write_leaves_the_old_answers_and_no_litter(folder):
    Memo("a", "1").put("kWh", 1)
    Memo("a", "1").put("Wh", object())
    assert Memo("a", "1").get("kWh") == 1
    assert [path.name for path in folder.iterdir()] == ["a-1.json"]


def test_the_file_does_not_grow_without_end(folder, monkeypatch):
    monkeypatch.setattr(memo, "MOST_ENTRIES", 3)
    kept = Memo("a", "1")
    for number in range(10):
        kept.put(str(number), number)
    assert kept.get("9") == 9
    assert len(kept._entries) <= 3


def test_no_library_is_needed():
    program = "import sys, carbonspan.simulate.describe.memo; print({'pint', 'numpy', 'numba'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stdout == "set()\n"
