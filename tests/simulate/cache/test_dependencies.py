"""Digests of files that were read, which detect changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from carbonspan.simulate.cache import dependencies
from carbonspan.simulate.cache.dependencies import content, is_file, recording, unchanged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a"
    path.write_bytes(b"as it was")
    return path


def read(*paths: Path) -> dependencies.Digests:
    """The digests recorded for `paths`."""
    with recording() as recorded:
        for path in paths:
            content(path)
    return recorded


def test_files_are_recorded_with_their_content(file: Path) -> None:
    recorded = read(file)
    assert list(recorded) == [str(file)]
    assert unchanged(recorded)
    file.write_bytes(b"as it is!")
    assert not unchanged(recorded)
    file.write_bytes(b"as it was")
    assert unchanged(recorded)


def test_a_removed_file_is_a_change(file: Path) -> None:
    recorded = read(file)
    file.unlink()
    assert not unchanged(recorded)


def test_a_new_file_in_place_of_a_missing_one_is_a_change(tmp_path: Path) -> None:
    with recording() as recorded:
        assert not is_file(tmp_path / "b")
    assert unchanged(recorded)
    (tmp_path / "b").write_bytes(b"")
    assert not unchanged(recorded)


def test_a_link_to_another_file_is_a_change(file: Path) -> None:
    link, other = file.with_name("link"), file.with_name("other")
    other.write_bytes(b"something else")
    link.symlink_to(file)
    recorded = read(link)
    assert unchanged(recorded)
    link.unlink()
    link.symlink_to(other)
    assert not unchanged(recorded)


def test_a_file_that_changes_between_two_reads_always_counts_as_changed(file: Path) -> None:
    with recording() as recorded:
        content(file)
        file.write_bytes(b"as it is!")
        content(file)
    assert not unchanged(recorded)
    file.write_bytes(b"as it was")
    assert not unchanged(recorded)


def test_an_unreadable_file_counts_as_changed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = read(file)

    def refused(path: Path, *_: object) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(dependencies, "read", refused)
    assert not unchanged(recorded)


def test_nothing_is_recorded_outside_the_context(file: Path) -> None:
    assert content(file, most=5) == b"as it"
    recorded = read(file)
    content(file.with_name("a"))
    assert list(recorded) == [str(file)]


def test_what_is_no_regular_file_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    told = {name: dependencies.missing(tmp_path / name) for name in ("loop", "pipe", "none", "a\0b")}
    assert told == {
        "loop": "links lead in a circle",
        "pipe": "not a regular file",
        "none": "no such file",
        "a\0b": "no such file",
    }
