"""netCDF files of answers: read or refused by every command that takes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from attempts import ANSWERED, FEW, command, counts, fuzz
from hypothesis import strategies as st
from strategies import hdf5

READERS = (
    ("export", "a.nc"),
    ("compare", "a.nc", "chatgpt/by-words", "--quiet"),
    ("plot", "a.nc", "--out", "a.svg"),
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The answer of a scenario with an axis, with draws."""
    path = tmp_path_factory.mktemp("answer") / "a.nc"
    assert command("run", "chatgpt/by-words", *FEW, "--draws", "500", "--out", path).code == ANSWERED
    return path.read_bytes()


@counts(15, 1000)
def test_a_damaged_answer_is_read_or_refused(count: int, stored: bytes) -> None:
    def read(drawn: tuple[bytes, tuple[str, ...]]) -> None:
        content, reader = drawn
        Path("a.nc").write_bytes(content)
        ran = command(*reader)
        if ran.code == ANSWERED and reader[0] == "export":
            assert ",nan," not in ran.out.lower()

    Path("a.nc").write_bytes(stored)
    for reader in READERS:  # which imports what they need, once for all children
        assert command(*reader).code == ANSWERED
    fuzz(count, st.tuples(hdf5.damaged(stored), st.sampled_from(READERS)), read)
