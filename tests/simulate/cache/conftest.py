"""A separate cache folder for each test, and the ways in which a disk damages a file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from carbonspan.simulate.cache.behind import write_now

Damage = Callable[[Path, Random], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which does not exist yet."""
    write_now()  # what waits belongs into the folder of before
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def flip(path: Path, random: Random) -> None:
    """One bit."""
    held = bytearray(path.read_bytes())
    held[random.randrange(len(held))] ^= 1 << random.randrange(8)
    path.write_bytes(held)


def cut(path: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size))


def zero(path: Path, random: Random) -> None:
    """The second half, or a page."""
    held = bytearray(path.read_bytes())
    first, last = random.choice(((len(held) // 2, len(held)), (0, 4096), (4096, 8192)))
    last = min(last, len(held))
    if not any(held[first:last]):
        first, last = 0, len(held)
    held[first:last] = bytes(max(0, last - first))
    path.write_bytes(held)


def append(path: Path, random: Random) -> None:
    with path.open("ab") as file:
        file.write(random.randbytes(random.choice((1, 7, 4096))))


def empty(path: Path, random: Random) -> None:
    path.write_bytes(b"")


def scramble(path: Path, random: Random) -> None:
    """The same number of other bytes."""
    path.write_bytes(random.randbytes(path.stat().st_size))


def swap(path: Path, random: Random) -> None:
    """Swap the file with another of its folder, or of the next folder if it is the only one."""
    others = [each for each in sorted(path.parent.parent.glob("*/*")) if each != path and each.is_file()]
    near = [each for each in others if each.parent == path.parent] or others
    other, aside = random.choice(near), path.with_name("aside")
    path.rename(aside)
    other.rename(path)
    aside.rename(other)


def become_folder(path: Path, random: Random) -> None:
    path.unlink()
    path.mkdir()


def become_pipe(path: Path, random: Random) -> None:
    path.unlink()
    os.mkfifo(path)


def become_link(path: Path, random: Random) -> None:
    """A link to an endless device, to itself, or to a missing file."""
    path.unlink()
    path.symlink_to(random.choice(("/dev/zero", path.name, "nowhere")))


def remove(path: Path, random: Random) -> None:
    path.unlink()


def remove_folder(path: Path, random: Random) -> None:
    shutil.rmtree(path.parent)


DAMAGES = (
    flip, cut, zero, append, empty, scramble, swap, become_folder, become_pipe, become_link, remove, remove_folder
)  # fmt: skip


@pytest.fixture(params=DAMAGES, ids=lambda damage: damage.__name__)
def damage(request: pytest.FixtureRequest) -> Damage:
    found: Damage = request.param
    return found


@pytest.fixture(scope="session")
def damages() -> tuple[Damage, ...]:
    return DAMAGES
