import os
import stat
from pathlib import Path

import pytest

from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.show.files import check_writable, replacing

SUFFIXES = (".nc", ".nc4")


def test_a_writable_place_passes_and_stays_empty(tmp_path):
    check_writable(tmp_path / "answer.nc", SUFFIXES)
    check_writable(tmp_path / "ANSWER.NC4", SUFFIXES)
    assert list(tmp_path.iterdir()) == []


def test_a_name_alone_is_in_this_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check_writable("answer.nc", SUFFIXES)


def test_a_missing_folder(tmp_path):
    with pytest.raises(InvalidInput, match=r"answer\.nc: the folder .*nowhere does not exist; make it first"):
        check_writable(tmp_path / "nowhere" / "answer.nc", SUFFIXES)


def test_a_folder(tmp_path):
    with pytest.raises(InvalidInput, match=r"is a folder; name a file in it, such as .*result\.nc"):
        check_writable(tmp_path, SUFFIXES)


@pytest.mark.parametrize(("name", "got"), [("answer.csv", r"'\.csv'$"), ("answer", r"no ending; write .*/answer\.nc$")])
def test_another_suffix(tmp_path, name, got):
    with pytest.raises(InvalidInput, match=rf"must end in \.nc or \.nc4, got {got}"):
        check_writable(tmp_path / name, SUFFIXES)


def test_no_permission(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(
        InvalidInput,
        match=r"answer\.nc: nothing can be written in the folder .* \(Permission denied\); choose another one",
    ):
        check_writable(tmp_path / "answer.nc", SUFFIXES)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder of Linux, whose files the system makes")
def test_a_folder_that_takes_no_files():
    with pytest.raises(InvalidInput, match=r"^/proc/x\.nc: nothing can be written in the folder /proc; choose another"):
        check_writable("/proc/x.nc", SUFFIXES)


def test_a_read_only_file(tmp_path, monkeypatch):
    (tmp_path / "answer.nc").write_text("")
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(InvalidInput, match="is read-only; choose another name"):
        check_writable(tmp_path / "answer.nc", SUFFIXES)


def test_what_is_written_replaces_the_file(tmp_path):
    path = tmp_path / "answer.nc"
    path.write_text("old")
    with replacing(path) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.nc"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_after_an_error_the_file_is_as_it_was(tmp_path, error):
    path = tmp_path / "answer.nc"
    path.write_text("old")
    with pytest.raises(error, match="stopped"), replacing(path) as beside:  # noqa: PT012 - it fails half way
        beside.write_text("half")
        raise error("stopped")
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.nc"]


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="the system cannot tell")
def test_a_disk_without_room_is_known_before_anything_is_written(tmp_path):
    with pytest.raises(OSError, match=r"File too large|No space left"), replacing(tmp_path / "a.nc", room=1 << 62):
        pytest.fail("there is room for 4 EiB")
    assert list(tmp_path.iterdir()) == []


def test_a_link_keeps_pointing_where_it_did(tmp_path):
    (tmp_path / "real.nc").write_text("old")
    (tmp_path / "link.nc").symlink_to(tmp_path / "real.nc")
    with replacing(tmp_path / "link.nc") as beside:
        beside.write_text("new")
    assert (tmp_path / "link.nc").is_symlink()
    assert (tmp_path / "real.nc").read_text() == "new"


def test_permissions_are_those_of_any_new_file(tmp_path):
    with replacing(tmp_path / "answer.nc") as beside:
        beside.write_text("new")
    (tmp_path / "plain").write_text("")
    assert stat.S_IMODE((tmp_path / "answer.nc").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
