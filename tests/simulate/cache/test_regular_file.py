"""Only regular files are read, and not beyond a size."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from carbonspan.simulate.cache.regular_file import read


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    (tmp_path / "link").symlink_to("a")
    assert [read(tmp_path / "a", 100), read(tmp_path / "link", 3)] == [b"content", b"con"]


def test_a_pipe_a_device_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "endless"):
        with pytest.raises(OSError, match="it is not a regular file"):
            read(tmp_path / name, 10)
    with pytest.raises(IsADirectoryError, match="directory"):
        read(tmp_path, 10)
    with pytest.raises(FileNotFoundError, match="No such file"):
        read(tmp_path / "none", 10)
