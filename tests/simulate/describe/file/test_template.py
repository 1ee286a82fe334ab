from __future__ import annotations

import stat
from pathlib import Path

import pytest

from carbonspan.simulate.describe.belief import outside_belief
from carbonspan.simulate.describe.file import template
from carbonspan.simulate.describe.load import load
from carbonspan.simulate.describe.problems import InvalidInput


def test_what_is_written_loads_without_a_warning(tmp_path: Path) -> None:
    template.write_new(tmp_path / "mine.yaml")
    scenario = load(str(tmp_path / "mine.yaml"))
    assert (*scenario.warnings, *outside_belief(scenario)) == ()


def test_only_the_file_is_left_and_others_may_read_it(tmp_path: Path) -> None:
    template.write_new(tmp_path / "mine.yaml")
    (tmp_path / "other").touch()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["mine.yaml"] == modes["other"]
    assert len(modes) == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("there.yaml", "there.yaml: exists already; choose another name"),
        ("mine.txt", "mine.txt: a scenario's name ends in .yaml"),
        ("none/mine.yaml", "none/mine.yaml: cannot be written: no such file or directory"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "there.yaml").write_text("precious")
    with pytest.raises(InvalidInput, match=message):
        template.write_new(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["precious"]


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    template.write_new(tmp_path / "mine.yaml")
    assert (tmp_path / "mine.yaml").read_text() == template.text()
    with pytest.raises(InvalidInput, match="exists already"):
        template.write_new(tmp_path / "mine.yaml")
