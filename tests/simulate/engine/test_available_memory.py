"""The memory that is left, as the system tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.engine import available_memory as module
from carbonspan.simulate.engine.available_memory import available_memory


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with 4 GiB available, no control group and no limit."""
    (tmp_path / "meminfo").write_text("MemTotal:  9 kB\nMemAvailable:    4194304 kB\n")
    (tmp_path / "status").write_text("VmSize:\t 1024 kB\n")
    monkeypatch.setattr(module, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(module, "_STATUS", tmp_path / "status")
    monkeypatch.setattr(module, "_GROUPS", ((tmp_path / "max", tmp_path / "current"),))
    monkeypatch.setattr(module, "address_space", lambda: None)
    return tmp_path


def test_the_machine(told: Path) -> None:
    assert available_memory() == 4 << 30


@pytest.mark.parametrize(("limit", "expected"), [("max", 4 << 30), ("1000", 400), ("500", 0)])
def test_the_control_group(told: Path, limit: str, expected: int) -> None:
    (told / "max").write_text(f"{limit}\n")
    (told / "current").write_text("600\n")
    assert available_memory() == expected


def test_the_limit_of_the_process(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "address_space", lambda: 3 << 20)
    assert available_memory() == 2 << 20
