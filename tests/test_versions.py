"""The declared versions of libraries are true: the lowest ones work, the newest ones too, on every Python at hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOUNDS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
#: Versions of Python that are supported; the lowest versions of libraries have wheels for the first alone.
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
ENVIRONMENTS = [("lowest", PYTHONS[0]), *(("newest", version) for version in PYTHONS)]


def interpreter(version: str) -> str:
    """The path of that Python; skips the test if there is none."""
    found = sys.executable if sys.version_info[:2] == tuple(map(int, version.split("."))) else None
    found = found or shutil.which(f"python{version}")
    if not found or subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip(f"no Python {version} is at hand")
    return found


def test_every_library_has_a_lowest_version() -> None:
    assert [bound for bound in BOUNDS if not re.fullmatch(r"[\w.-]+(\[\w+\])?>=[\d.]+", bound)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("versions", "python"), ENVIRONMENTS)
def test_declared_versions_work(versions: str, python: str, tmp_path: Path) -> None:
    subprocess.run([interpreter(python), "-m", "venv", tmp_path / "env"], check=True)
    wanted = [bound.replace(">=", "==") if versions == "lowest" else bound for bound in BOUNDS]
    install = [tmp_path / "env" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--upgrade", *wanted, "setuptools>=77"], check=True)
    shutil.copytree(
        ROOT, tmp_path / "source", ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "results", "__pycache__")
    )
    subprocess.run([*install, "--no-deps", "--no-build-isolation", tmp_path / "source"], check=True)

    def carbonspan(*arguments: object) -> str:
        ran = subprocess.run(
            [tmp_path / "env" / "bin" / "carbonspan", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    carbonspan("selftest", "--samples", "1e5")
    files = "--quiet", "--out", "a.nc", "--plot"
    answer = carbonspan("run", "chatgpt/by-words", "--samples", "1e5", "--draws", "1000", "--json", *files, "a.png")
    assert json.loads(answer)["samples"] == 100_000
    carbonspan("sensitivity", "chatgpt/by-words", *files, "a.svg")
    carbonspan("check", "bert/by-hour", "chatgpt/life-cycle")
    kept = "--samples", "2e6", "--checkpoint", "a.state", "--quiet", "--out", "b.nc"
    carbonspan("run", "chatgpt/by-words", *kept)
    carbonspan("run", "--extend", "b.nc", "--samples", "3e6", "--quiet")
    assert "median" in carbonspan("export", "b.nc")
    carbonspan("to-xlsx", "chatgpt/by-words", "--out", "a.xlsx")
    assert "latency" in carbonspan("from-csv", "a.xlsx")
    assert [(tmp_path / name).read_bytes()[:4] for name in ("a.nc", "a.png", "a.svg")] == [
        b"\x89HDF",
        b"\x89PNG",
        b"<?xm",
    ]
