"""The cache folder, and when it is not used."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.cache import folder as folders
from carbonspan.simulate.cache.folder import cache_folder, is_trusted, make
from carbonspan.simulate.cache.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are those of POSIX")


def test_the_folder_of_the_environment_variable(folder: Path) -> None:
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
def test_the_folder_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: str
) -> None:
    for name in ("CARBONSPAN_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(folders.sys, "platform", platform)
    monkeypatch.setenv(variable, value)
    assert cache_folder() == Path(expected)


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002, 0])
def test_a_created_folder_is_trusted_whatever_the_umask(folder: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        make(folder / "tables")
    finally:
        os.umask(before)
    assert is_trusted(folder)
    assert is_trusted(folder / "tables")


def test_a_missing_folder_is_trusted(folder: Path) -> None:
    assert is_trusted(folder)


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777, 0o1777])
def test_a_folder_that_others_can_write_is_not_trusted(
    folder: Path, mode: int, caplog: pytest.LogCaptureFixture
) -> None:
    make(folder)
    folder.chmod(mode)
    with caplog.at_level(logging.WARNING):
        assert not is_trusted(folder)
        assert not is_trusted(folder)
    assert caplog.messages == [
        f"the cache folder {folder} is not used: other users can write to it; run `chmod go-w {folder}`"
    ]


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o755, 0o711])
def test_a_folder_that_others_can_read_is_trusted(folder: Path, mode: int) -> None:
    make(folder)
    folder.chmod(mode)
    assert is_trusted(folder)


def test_the_folder_of_another_user_is_not_trusted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make(folder)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert not is_trusted(folder)
    assert "belongs to another user; set CARBONSPAN_CACHE_DIR" in caplog.text


def test_the_target_of_a_link_decides(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    folder.symlink_to(tmp_path / "open")
    assert not is_trusted(folder)


def test_an_untrusted_folder_is_neither_read_nor_written(folder: Path) -> None:
    store = Store("tables", most=10)
    store.put("a", b"1")
    (folder / "tables").chmod(0o777)
    assert store.get("a") is None
    (folder / "tables").chmod(0o700)
    folder.chmod(0o777)
    assert store.get("a") is None
    store.put("b", b"2")
    assert store.get("b") == b"2"  # in a folder of this process
    folder.chmod(0o700)
    assert (store.get("a"), store.get("b")) == (b"1", None)


PLACE = "from carbonspan.simulate.cache.folder import cache_folder; print(cache_folder())"


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"CARBONSPAN_CACHE_DIR": "cache"}, "CARBONSPAN_CACHE_DIR must be an absolute path"),
        ({"XDG_CACHE_HOME": "cache"}, "there is no home folder"),
        ({"HOME": "."}, "there is no home folder"),
    ],
    ids=str,
)
def test_a_folder_relative_to_the_working_folder_is_never_used(
    tmp_path: Path, environment: dict[str, str], reason: str
) -> None:
    ours = {name: value for name, value in os.environ.items() if name.startswith(("PYTHON", "PATH"))} | environment
    ran = subprocess.run(
        [sys.executable, "-c", PLACE], cwd=tmp_path, env=ours, capture_output=True, text=True, check=True
    )
    found = Path(ran.stdout.strip())
    assert found.is_absolute()
    assert not found.is_relative_to(tmp_path)
    assert reason in ran.stderr
    assert not found.exists()  # it went with its process
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_the_folder_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CARBONSPAN_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user whom the system does not know
    monkeypatch.chdir(tmp_path)
    found = cache_folder()
    assert found.is_absolute()
    assert found.stat().st_mode & 0o777 == 0o700
    assert cache_folder() == found


@pytest.mark.parametrize("umask", [0o022, 0])
def test_what_is_made_is_for_this_user_alone(folder: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        make(folder / "tables")
    finally:
        os.umask(before)
    assert [each.stat().st_mode & 0o777 for each in (folder, folder / "tables")] == [0o700, 0o700]


def test_a_command_warns_once_and_answers(folder: Path) -> None:
    make(folder)
    folder.chmod(0o777)
    command = [sys.executable, "-m", "carbonspan", "check", "chatgpt/by-words"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stderr.count("is not used: other users can write to it") == 1
    assert "Traceback" not in ran.stderr
    assert list(folder.iterdir()) == []
