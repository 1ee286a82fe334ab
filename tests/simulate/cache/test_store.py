"""Entries on disk: found unchanged, and a miss if their files are damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from carbonspan.simulate.cache.store import Store

STORE = Store("things", most=100)
CONTENT = bytes(range(256)) * 80


def test_a_stored_entry_is_found(folder: Path) -> None:
    STORE.put("a", CONTENT)
    STORE.put("b", b"")
    assert (STORE.get("a"), STORE.get("b"), STORE.get("c")) == (CONTENT, b"", None)
    assert Store("others", most=100).get("a") is None


def test_a_key_may_be_any_text(folder: Path) -> None:
    for key in ("", "../a", "a/b", "\0", "ü" * 10_000):
        STORE.put(key, key.encode())
        assert STORE.get(key) == key.encode()
    assert {path.parent for path in folder.rglob("*") if path.is_file()} == {STORE.folder}


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_entry_is_a_miss_and_is_replaced(folder: Path, damage: Callable[..., object], seed: int) -> None:
    kept = {"a": CONTENT, "b": CONTENT[:5_000], "c": CONTENT[:10]}
    for key, content in kept.items():
        STORE.put(key, content)
    random = Random(seed)  # noqa: S311 - which damage, not a secret
    damage(STORE.path(random.choice("abc")), random)
    for key, content in kept.items():
        found = STORE.get(key)
        assert found in (None, content)
        if found is None:
            STORE.put(key, content)
    assert {key: STORE.get(key) for key in kept} == kept


def test_a_folder_that_is_not_empty_is_not_removed(folder: Path) -> None:
    STORE.path("a").mkdir(parents=True)
    (STORE.path("a") / "mine").write_text("")
    STORE.put("a", CONTENT)
    assert STORE.get("a") is None
    assert (STORE.path("a") / "mine").exists()


def test_the_oldest_entries_are_removed(folder: Path) -> None:
    store = Store("few", most=5)
    for number in range(12):
        store.put(str(number), b"1")
        os.utime(store.path(str(number)), (number, number))
        (store.folder / ".left.part").touch()
        os.utime(store.folder / ".left.part", (0, 0))
    kept = [number for number in range(12) if store.get(str(number))]
    assert len(list(store.folder.iterdir())) <= 6
    assert kept == list(range(12 - len(kept), 12))
    assert len(kept) >= 4


def test_without_a_writable_folder_nothing_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    STORE.put("a", CONTENT)
    assert STORE.get("a") is None


def test_a_full_disk_leaves_the_old_entry_and_no_temporary_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    STORE.put("a", CONTENT)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    STORE.put("a", b"other")
    assert STORE.get("a") == CONTENT
    assert list(STORE.folder.iterdir()) == [STORE.path("a")]


WRITER = """
import sys
from carbonspan.simulate.cache.store import Store
store = Store("things", most=100)
for n in range(300):
    store.put("a", sys.argv[1].encode() * 30_000)
    assert store.get("a") in (b"x" * 30_000, b"y" * 30_000)
"""


def test_two_concurrent_writers_never_mix(folder: Path) -> None:
    started = [subprocess.Popen([sys.executable, "-c", WRITER, letter]) for letter in "xy"]
    assert [process.wait() for process in started] == [0, 0]
    assert STORE.get("a") in (b"x" * 30_000, b"y" * 30_000)
    assert list(STORE.folder.iterdir()) == [STORE.path("a")]


def test_no_library_is_imported() -> None:
    program = "import sys, carbonspan.simulate.cache.memo; print({'pint', 'numpy', 'numba'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


FORKED = """
import os, sys
from pathlib import Path
from random import Random
from carbonspan.simulate.cli.main import main
import carbonspan.simulate.answer.run, carbonspan.simulate.cli.answers.run, carbonspan.simulate.reader.read
import carbonspan.simulate.show.export
sys.path.insert(0, sys.argv[1])
from conftest import DAMAGES

cache, said = Path(os.environ["CARBONSPAN_CACHE_DIR"]), Path(sys.argv[2])

def answer():
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code, (said / "out").read_text(), (said / "err").read_text()
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(said / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), stream)
    main(["run", "chatgpt/by-words", "--samples", "5000", "--json", "--quiet"])

clean = answer()
assert clean[0] == 0 and clean[1] and not clean[2], clean
sound = {path.relative_to(cache): path.read_bytes() for path in sorted(cache.glob("*/*"))}
assert {entry.parts[0] for entry in sound} == {"code", "memos", "scenarios", "tables"}, sound.keys()

def mend():
    # Puts back what a run did not need and has left damaged: reading a pipe would wait for ever, a loop of links fails.
    for entry, content in sound.items():
        path = cache / entry
        if not path.is_file() or path.is_symlink():
            if os.path.lexists(path):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

for trial in range(*map(int, sys.argv[3:])):
    random = Random(trial)
    (kind,) = random.choices(("tables", "scenarios", "memos", "code"), (3, 2, 2, 1))  # code takes long to mend
    mend()
    hurt = random.choice([entry for entry in sound if entry.parts[0] == kind])
    if kind == "memos":  # which are read with a scenario
        for path in (cache / "scenarios").glob("*"):
            path.unlink()
    damage = random.choice(DAMAGES)
    damage(cache / hurt, random)
    found = answer()
    assert found == clean, (trial, hurt, damage.__name__, found)
    print(kind, damage.__name__, flush=True)
    if trial % 10 == 0:
        assert answer() == clean, (trial, hurt, damage.__name__, "again")
"""


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 400, 100))
def test_damaged_entries_do_not_change_the_answer(folder: Path, tmp_path: Path, first: int) -> None:
    program = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKED]
    arguments = [str(Path(__file__).parent), str(tmp_path), str(first), str(first + 100)]
    ran = subprocess.run([*program, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
