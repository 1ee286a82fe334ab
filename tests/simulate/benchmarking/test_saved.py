"""Benchmarks are kept under a name, whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbonspan.simulate.benchmarking import saved
from carbonspan.simulate.problems import InvalidInput


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "benchmarks"


@pytest.mark.parametrize("kind", ["kernels", "models", "start", "scaling", "scenario"])
def test_what_was_saved_comes_back(made, kind: str) -> None:
    saved.save(made(kind), "before.1")
    assert saved.names() == ["before.1"]
    assert saved.load("before.1") == made(kind)


def test_a_name_that_is_saved_again_is_replaced(made) -> None:
    saved.save(made("kernels"), "a")
    saved.save(made("start"), "a")
    assert saved.load("a").kind == "start"


@pytest.mark.parametrize("name", ["", ".", "../a", "a/b", "-a", "a b", "x" * 65, "ä"])
def test_a_name_that_is_no_file_is_refused(name: str, made, folder: Path) -> None:
    with pytest.raises(InvalidInput, match="--save: must be letters, digits"):
        saved.save(made(), name)
    assert not folder.exists()


def test_an_unknown_name_is_refused_with_the_nearest(made) -> None:
    with pytest.raises(InvalidInput, match="--compare old: no benchmark is saved under this name; none is saved yet"):
        saved.load("old")
    saved.save(made(), "older")
    with pytest.raises(InvalidInput, match="did you mean 'older'"):
        saved.load("oldr")
    with pytest.raises(InvalidInput, match="no benchmark is saved under this name"):
        saved.load("../benchmarks/older")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 0}', b"\xff\xfe", '{"format": 1, "timings": [{}]}'])
def test_a_damaged_file_is_refused(made, folder: Path, content: str | bytes) -> None:
    saved.save(made(), "a")
    (folder / "a.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidInput, match=r"--compare a: the saved benchmark cannot be read .*; save it again"):
        saved.load("a")


def test_a_folder_that_cannot_be_written_is_an_error(made, folder: Path) -> None:
    folder.parent.write_text("a file")
    with pytest.raises(InvalidInput, match=r"--save a: cannot be saved in .*CARBONSPAN_CACHE_DIR names another folder"):
        saved.save(made(), "a")


def test_the_file_is_the_json_of_the_command(made) -> None:
    path = saved.save(made(), "a")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert [each["share"] for each in data["timings"]] == pytest.approx([0.4, 0.5, 0.1, None, None])
