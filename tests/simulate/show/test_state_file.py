"""Files of states: what is written comes back, and any damage is noticed before HDF5 sees it."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from carbonspan.simulate.answer.checkpoints.saved_state import SavedState
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show import state_file
from carbonspan.simulate.show.state_file import HDF5StateFile

STATE = SavedState(
    {"seed": "0", "processor": "a: b,c"},
    {"name": "chatgpt/by-words", "sets": ["pue=1.2"], "samples": None},
    {"done": np.array([[0, 0, 5]]), "moments.nodes": np.array([[0.1, np.inf]]), "empty": np.zeros((0, 3), np.uint32)},
    {1 << 20: 0.01},
)


@pytest.fixture
def file(tmp_path: Path) -> HDF5StateFile:
    found = HDF5StateFile(tmp_path / "run.state")
    found.write(STATE)
    return found


def test_a_state_comes_back_as_it_was(file: HDF5StateFile) -> None:
    found = file.read()
    assert (found.identity, found.asked, found.rounds) == (STATE.identity, STATE.asked, STATE.rounds)
    assert found.arrays.keys() == STATE.arrays.keys()
    for name, array in STATE.arrays.items():
        np.testing.assert_array_equal(found.arrays[name], array, strict=True)


def test_a_state_is_a_plain_hdf5_file(file: HDF5StateFile) -> None:
    with h5py.File(file.path) as found:
        assert sorted(found) == sorted(STATE.arrays)


def test_no_file_is_no_state(tmp_path: Path) -> None:
    file = HDF5StateFile(tmp_path / "no.state")
    assert file.read() is None
    with pytest.raises(InvalidInput, match=r"no.state: does not exist; `carbonspan run --checkpoint` writes states"):
        file.required()


def test_any_damage_is_noticed(file: HDF5StateFile) -> None:
    sound, rng = file.path.read_bytes(), random.Random(0)  # noqa: S311 - no secret
    for _ in range(200):
        at = rng.randrange(len(sound))
        kind = rng.choice(["flipped", "cut", "longer"])
        if kind == "flipped":
            damaged = sound[:at] + bytes([sound[at] ^ (1 << rng.randrange(8))]) + sound[at + 1 :]
        else:
            damaged = sound[:at] if kind == "cut" else sound + sound[at:]
        file.path.write_bytes(damaged)
        with pytest.raises(InvalidInput, match=r"run.state: is (damaged|not a state)"):
            file.read()


@pytest.mark.parametrize("content", [b"", b"carbonspan state 1\n", b"title: a scenario\n", b"\x89HDF\r\n\x1a\n"])
def test_another_file_is_refused(file: HDF5StateFile, content: bytes) -> None:
    file.path.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"is (damaged|not a state that `carbonspan run --checkpoint` writes)"):
        file.read()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is not a regular file"):
        HDF5StateFile(tmp_path).read()


@pytest.mark.parametrize(("name", "rule"), [("run.nc", r"must end in \.state"), ("no/run.state", "does not exist")])
def test_a_file_that_cannot_be_written_is_refused_before(tmp_path: Path, name: str, rule: str) -> None:
    with pytest.raises(InvalidInput, match=rule):
        HDF5StateFile(tmp_path / name).check_writable()


def sealed(path: Path, change: Callable[[h5py.File], object]) -> HDF5StateFile:
    """The file with another content, and its digest."""
    image = io.BytesIO(path.read_bytes())
    with h5py.File(image, "r+") as opened:
        change(opened)
    content = image.getvalue()[state_file._BLOCK :]
    path.write_bytes(state_file._header(content) + content)
    return HDF5StateFile(path)


def large(opened: h5py.File) -> None:
    opened.create_dataset("large", shape=(10**9, 8), chunks=(1024, 8), dtype="i8")


@pytest.mark.parametrize(
    "change",
    [
        lambda opened: opened.attrs.pop("asked"),
        lambda opened: opened.attrs.__setitem__("identity", 3),
        lambda opened: opened.attrs.__setitem__("identity", "[[["),
        lambda opened: opened.attrs.__setitem__("asked", "1"),
        lambda opened: opened.attrs.__setitem__("rounds", '{"a": 1}'),
        lambda opened: opened.attrs.__setitem__("rounds", '{"1": null}'),
        lambda opened: opened.create_group("group"),
    ],
)
def test_another_content_behind_a_right_digest_is_refused(file: HDF5StateFile, change) -> None:
    found = sealed(file.path, change)
    with pytest.raises(InvalidInput, match=r"run.state: has another content than `carbonspan run --checkpoint` writes"):
        found.read()


def test_arrays_larger_than_the_file_are_not_read(file: HDF5StateFile) -> None:
    assert sealed(file.path, large).read().arrays == {}
