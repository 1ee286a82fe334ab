import os
import socket
import stat
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.output_files import check_writable, replacing

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


def make(kind, path):
    """Something at `path` that is no regular file."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    else:
        path.symlink_to({"device": "/dev/null", "circle": path.name, "folder": path.parent}[kind])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("pipe", r"a\.nc: is a pipe; name a regular file$"),
        ("socket", r"a\.nc: is a socket; name a regular file$"),
        ("device", r"a\.nc: leads to /dev/null, which is a device; name a regular file$"),
        ("circle", r"a\.nc: cannot be written: (symlink loop|too many levels of symbolic links)"),
        ("folder", r"a\.nc: is a folder; name a file in it"),
    ],
)
def test_only_regular_files_are_written(tmp_path, kind, message):
    path = tmp_path / "a.nc"
    make(kind, path)
    before = path.lstat()
    with pytest.raises(InvalidInput, match=message):
        check_writable(path, SUFFIXES)
    if kind != "folder":
        with pytest.raises(InvalidInput, match=message), replacing(path):
            pytest.fail("nothing may be written")
    assert path.lstat().st_ino == before.st_ino
    assert [each.name for each in tmp_path.iterdir()] == ["a.nc"]


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "/dev/full"])
def test_a_device_itself_is_refused(path):
    with pytest.raises(InvalidInput, match=f"^{path}: is a device; name a regular file$"):
        check_writable(path, SUFFIXES)


@pytest.mark.parametrize("name", ["a" * 300 + ".nc", "a\0.nc", "/".join(["a" * 200] * 30) + ".nc"])
def test_a_name_that_the_system_refuses(tmp_path, name):
    with pytest.raises(
        InvalidInput, match=r"cannot be written: (file name too long|embedded null byte|stat: embedded)"
    ):
        check_writable(tmp_path / name, SUFFIXES)


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInput, match=r"the folder .*file does not exist; make it first"):
        check_writable(tmp_path / "file" / "answer.nc", SUFFIXES)


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt])
def test_after_an_error_the_file_is_as_it_was(tmp_path, error):
    path = tmp_path / "answer.nc"
    path.write_text("old")
    with pytest.raises(error, match="stopped"), replacing(path) as beside:  # noqa: PT012 - it fails half way
        beside.write_text("half")
        raise error("stopped")
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.nc"]


def test_what_the_disk_refuses_is_told(tmp_path):
    path = tmp_path / "answer.nc"
    with pytest.raises(InvalidInput, match=r"answer\.nc: cannot be written: no space left"), replacing(path):
        raise OSError(28, "No space left on device")
    with (
        pytest.raises(InvalidInput, match=r"a\.nc: cannot be written: no such file"),
        replacing(tmp_path / "b" / "a.nc"),
    ):
        pytest.fail("there is no folder")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_replaces_none(tmp_path):
    (tmp_path / "link.yaml").symlink_to("mine.yaml")
    with replacing(tmp_path / "link.yaml", new=True) as beside:
        beside.write_text("first")
    for name in ("mine.yaml", "link.yaml"):
        with (
            pytest.raises(InvalidInput, match=f"{name}: exists already; choose another name"),
            replacing(tmp_path / name, new=True) as beside,
        ):
            beside.write_text("second")
    assert (tmp_path / "link.yaml").read_text() == (tmp_path / "mine.yaml").read_text() == "first"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="the system cannot tell")
def test_a_disk_without_room_is_known_before_anything_is_written(tmp_path):
    with pytest.raises(InvalidInput, match=r"file too large|no space left"), replacing(tmp_path / "a.nc", room=1 << 62):
        pytest.fail("there is room for 4 EiB")
    assert list(tmp_path.iterdir()) == []


def chain(folder):
    """Two links in other folders, one after the other, to a file."""
    (folder / "far").mkdir()
    (folder / "far" / "real.nc").write_text("old")
    (folder / "middle.nc").symlink_to("far/real.nc")
    (folder / "link.nc").symlink_to(folder / "middle.nc")
    return folder / "far" / "real.nc"


def test_links_stay_and_what_they_lead_to_is_replaced(tmp_path):
    real = chain(tmp_path)
    check_writable(tmp_path / "link.nc", SUFFIXES)
    with replacing(tmp_path / "link.nc") as beside:
        beside.write_text("new")
        assert beside.parent == real.parent
        assert real.read_text() == "old"
    assert [(tmp_path / name).is_symlink() for name in ("link.nc", "middle.nc", "far/real.nc")] == [True, True, False]
    assert real.read_text() == "new"
    assert [path.name for path in real.parent.iterdir()] == ["real.nc"]


def test_a_link_to_a_place_without_a_file_makes_one_there(tmp_path):
    chain(tmp_path).unlink()
    check_writable(tmp_path / "link.nc", SUFFIXES)
    with replacing(tmp_path / "link.nc") as beside:
        beside.write_text("new")
    assert (tmp_path / "far" / "real.nc").read_text() == "new"
    assert (tmp_path / "link.nc").is_symlink()


def test_a_link_to_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "mine.yaml").write_text("title: mine")
    (tmp_path / "link.nc").symlink_to("mine.yaml")
    with pytest.raises(InvalidInput, match=r"link\.nc: leads to .*mine\.yaml, which is a file of another kind; remove"):
        check_writable(tmp_path / "link.nc", SUFFIXES)
    (tmp_path / "0f3a").touch()
    (tmp_path / "stored.nc").symlink_to("0f3a")
    check_writable(tmp_path / "stored.nc", SUFFIXES)


def test_a_link_to_a_missing_folder_is_refused(tmp_path):
    (tmp_path / "link.nc").symlink_to("none/real.nc")
    with pytest.raises(InvalidInput, match=r"link\.nc: the folder .*none does not exist; make it first"):
        check_writable(tmp_path / "link.nc", SUFFIXES)


def test_other_names_of_a_file_keep_the_old_content(tmp_path):
    (tmp_path / "one.nc").write_text("old")
    (tmp_path / "two.nc").hardlink_to(tmp_path / "one.nc")
    with replacing(tmp_path / "one.nc") as beside:
        beside.write_text("new")
    assert ((tmp_path / "one.nc").read_text(), (tmp_path / "two.nc").read_text()) == ("new", "old")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_file_keeps_its_permissions(tmp_path, mode):
    path = tmp_path / "answer.nc"
    path.write_text("old")
    path.chmod(mode)
    with replacing(path) as beside:
        beside.write_text("new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_permissions_are_those_of_any_new_file(tmp_path):
    with replacing(tmp_path / "answer.nc") as beside:
        beside.write_text("new")
    (tmp_path / "plain").write_text("")
    assert stat.S_IMODE((tmp_path / "answer.nc").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
