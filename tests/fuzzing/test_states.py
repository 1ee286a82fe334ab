"""State files: the bits of the run that they are of, or a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
from attempts import ANSWERED, REFUSED, command, counts, fuzz
from strategies import damage, hdf5

from carbonspan.simulate.show.state_file import _BLOCK, _MAGIC

FEW = ["--samples", "1048576", "--json", "--quiet"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The state of a short run, and its answer."""
    path = tmp_path_factory.mktemp("state") / "run.state"
    return path, command("run", "chatgpt/by-words", *FEW, "--checkpoint", path).out


@counts(15, 500)
def test_a_damaged_state_is_refused_and_never_believed(count: int, kept: tuple[Path, str]) -> None:
    path, answer = kept
    whole = path.read_bytes()

    def extend(content: bytes) -> None:
        Path("a.state").write_bytes(content)
        ran = command("run", "--extend", "a.state", *FEW)
        assert ran.code == REFUSED or (content == whole and ran.out == answer)

    fuzz(count, damage.damaged_bytes(whole), extend)


@counts(15, 500)
def test_a_state_of_other_content_runs_or_is_refused(count: int, kept: tuple[Path, str]) -> None:
    whole = kept[0].read_bytes()

    def extend(content: bytes) -> None:
        Path("a.state").write_bytes(hdf5.sealed(_MAGIC, _BLOCK, content))
        ran = command("run", "--extend", "a.state", *FEW)
        if ran.code == ANSWERED:
            ran.numbers()
        command("merge", "a.state", kept[0], "--quiet")

    fuzz(count, hdf5.edited(whole, _BLOCK), extend)
