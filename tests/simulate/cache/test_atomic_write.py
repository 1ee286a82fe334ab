"""Atomic writes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

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
