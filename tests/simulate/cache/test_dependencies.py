"""Files noted as they are read: whether one has changed since, is told by what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.cache import dependencies
from carbonspan.simulate.cache.dependencies import content, is_file, noting, unchanged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a"
    path.write_bytes(b"as it was")
    return path


def read(*paths: Path) -> dependencies.Noted:
    """What is noted of reading `paths`."""
    with noting() as noted:
        for path in paths:
            content(path)
    return noted


def test_what_is_read_is_noted_with_what_it_held(file: Path) -> None:
    noted = read(file)
    assert list(noted) == [str(file)]
    assert unchanged(noted)
    file.write_bytes(b"as it is!")
    assert not unchanged(noted)
    file.write_bytes(b"as it was")
    assert unchanged(noted)


def test_a_file_that_goes_has_changed(file: Path) -> None:
    noted = read(file)
    file.unlink()
    assert not unchanged(noted)


def test_a_file_that_comes_where_there_was_none_is_a_change(tmp_path: Path) -> None:
    with noting() as noted:
        assert not is_file(tmp_path / "b")
    assert unchanged(noted)
    (tmp_path / "b").write_bytes(b"")
    assert not unchanged(noted)


def test_a_link_that_leads_elsewhere_is_a_change(file: Path) -> None:
    link, other = file.with_name("link"), file.with_name("other")
    other.write_bytes(b"something else")
    link.symlink_to(file)
    noted = read(link)
    assert unchanged(noted)
    link.unlink()
    link.symlink_to(other)
    assert not unchanged(noted)


def test_a_file_that_changes_between_two_reads_can_never_be_as_it_was(file: Path) -> None:
    with noting() as noted:
        content(file)
        file.write_bytes(b"as it is!")
        content(file)
    assert not unchanged(noted)
    file.write_bytes(b"as it was")
    assert not unchanged(noted)


def test_what_cannot_be_read_counts_as_changed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = read(file)

    def refused(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert not unchanged(noted)


def test_nothing_is_noted_where_nobody_asks_and_notes_end(file: Path) -> None:
    assert content(file, most=5) == b"as it"
    noted = read(file)
    content(file.with_name("a"))
    assert list(noted) == [str(file)]
