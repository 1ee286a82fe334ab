"""Atomic writes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.cache import atomic_write
from carbonspan.simulate.cache.atomic_write import replacing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_replaced_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "answer"
    path.write_text("old")
    with replacing(path) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert names(tmp_path) == ["answer"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_after_an_error_the_file_is_unchanged(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "answer"
    path.write_text("old")
    with pytest.raises(error, match="stopped"), replacing(path) as beside:  # noqa: PT012 - it fails half way
        beside.write_text("half")
        raise error("stopped")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["answer"]


def test_a_name_as_long_as_the_system_allows_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / ("a" * os.pathconf(tmp_path, "PC_NAME_MAX"))
    with replacing(path) as beside:
        beside.write_text("new")
    assert path.read_text() == "new"


@pytest.mark.parametrize(
    ("umask", "mode", "expected"), [(0o022, 0o666, 0o644), (0o002, 0o666, 0o664), (0, 0o600, 0o600)]
)
def test_permissions_are_the_mode_minus_the_umask(tmp_path: Path, umask: int, mode: int, expected: int) -> None:
    before = os.umask(umask)
    try:
        with replacing(tmp_path / "answer", mode=mode):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "answer").stat().st_mode) == expected


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "answer"
    with replacing(path, new=True) as beside:
        beside.write_text("first")
    with pytest.raises(FileExistsError, match="answer"), replacing(path, new=True) as beside:
        beside.write_text("second")
    assert path.read_text() == "first"
    assert names(tmp_path) == ["answer"]


def test_a_new_file_on_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    test_a_new_file_never_replaces_another(tmp_path)


def test_what_was_written_is_on_the_disk_before_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: steps.append("flushed") or fsync(handle))
    monkeypatch.setattr(Path, "replace", lambda path, target: steps.append("renamed") or replace(path, target))
    with replacing(tmp_path / "answer") as beside:
        beside.write_text("new")
        assert not steps
    assert steps == ["flushed", "renamed"]


KILLED = """
import os, sys
from pathlib import Path
from carbonspan.simulate.cache.atomic_write import replacing
with replacing(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    os.kill(os.getpid(), 9)
"""


def killed(path: Path) -> Path:
    """The temporary file that a killed process left."""
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ran.returncode == -9
    (left,) = (each for each in path.parent.iterdir() if each.name.endswith(".part"))
    return left


@pytest.fixture
def next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has cleaned no folder yet."""
    monkeypatch.setattr(atomic_write, "_cleaned", set())


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="elsewhere no process can be asked for")
def test_what_a_killed_write_left_is_removed_by_the_next(tmp_path: Path, next_process: None) -> None:
    (tmp_path / "answer").write_text("old")
    killed(tmp_path / "answer")
    assert (tmp_path / "answer").read_text() == "old"
    with replacing(tmp_path / "other") as beside:
        beside.write_text("new")
    assert names(tmp_path) == ["answer", "other"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="elsewhere no process can be asked for")
def test_files_of_writes_in_progress_and_other_files_are_left_alone(tmp_path: Path, next_process: None) -> None:
    gone = killed(tmp_path / "answer").name
    machine, process, token = gone.removesuffix(".part").split("-")[1:]
    mine = [
        gone.replace(f"-{process}-", f"-{os.getppid()}-"),  # its process is alive
        gone.replace(machine, "0" * 8),  # on another machine
        f".carbonspan-{machine}-{process}-{token}",
        f"{machine}-{process}-{token}.part",
        ".carbonspan-notes.part",
    ]
    for name in mine:
        (tmp_path / name).write_text("")
    (tmp_path / gone.replace(token, "f" * 16)).mkdir()
    with replacing(tmp_path / "answer"):
        pass
    assert set(names(tmp_path)) == {*mine, gone.replace(token, "f" * 16), "answer"}


def test_a_day_later_those_of_other_machines_are_removed_too(tmp_path: Path, next_process: None) -> None:
    left = tmp_path / f".carbonspan-{'0' * 8}-1-{'f' * 16}.part"
    left.write_text("")
    os.utime(left, (0, 0))
    with replacing(tmp_path / "answer"):
        pass
    assert names(tmp_path) == ["answer"]
