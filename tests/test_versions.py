"""The declared versions of libraries are true: the lowest ones work, the newest ones too, on every Python at hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOUNDS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
#: Versions of Python that are supported; the lowest versions of libraries have wheels for the first alone.
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
ENVIRONMENTS = [("lowest", PYTHONS[0]), *(("newest", version) for version in PYTHONS)]
#: What is not part of the sources.
NO_SOURCE = shutil.ignore_patterns(".*", "build", "*.egg-info", "results", "node_modules", "__pycache__")


def candidates(version: str) -> list[str]:
    """Where that Python may be: this one, the one of the search path, and those that pyenv keeps."""
    this = [sys.executable] if sys.version_info[:2] == tuple(map(int, version.split("."))) else []
    found = shutil.which(f"python{version}")
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return [*this, *([found] if found else []), *map(str, sorted(kept.glob(f"{version}.*/bin/python")))]


def interpreter(version: str) -> str:
    """The path of that Python; skips the test if there is none that starts."""
    for path in candidates(version):
        if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    pytest.skip(f"no Python {version} is at hand")


def uv(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "uv", "--quiet", *map(str, arguments)], check=True)


@pytest.fixture(params=ENVIRONMENTS, ids="-".join)
def carbonspan(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., str]:
    """The command of an environment with these versions: what it prints, run in `tmp_path`."""
    versions, version = request.param
    python = tmp_path / "env" / "bin" / "python"
    uv("venv", "--python", interpreter(version), tmp_path / "env")
    resolution = "lowest-direct" if versions == "lowest" else "highest"
    uv("pip", "install", "--python", python, "--resolution", resolution, *BOUNDS, "setuptools>=77")
    shutil.copytree(ROOT, tmp_path / "source", ignore=NO_SOURCE)
    uv("pip", "install", "--python", python, "--no-deps", "--no-build-isolation", tmp_path / "source")

    def printed(*arguments: object) -> str:
        ran = subprocess.run(
            [python.with_name("carbonspan"), *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    return printed


def test_every_library_has_a_lowest_version() -> None:
    assert [bound for bound in BOUNDS if not re.fullmatch(r"[\w.-]+(\[\w+\])?>=[\d.]+", bound)] == []


def test_declared_versions_answer_store_and_draw(carbonspan: Callable[..., str], tmp_path: Path) -> None:
    carbonspan("selftest", "--samples", "1e5")
    files = "--quiet", "--out", "a.nc", "--plot"
    answer = carbonspan("run", "chatgpt/by-words", "--samples", "1e5", "--draws", "1000", "--json", *files, "a.png")
    assert json.loads(answer)["samples"] == 100_000
    assert "median" in carbonspan("export", "a.nc")
    carbonspan("plot", "a.nc", "--out", "b.svg", "--quiet")
    assert [(tmp_path / name).read_bytes()[:4] for name in ("a.nc", "a.png")] == [b"\x89HDF", b"\x89PNG"]


@pytest.mark.slow
def test_declared_versions_do_what_needs_other_libraries(carbonspan: Callable[..., str], tmp_path: Path) -> None:
    carbonspan("sensitivity", "chatgpt/by-words", "--quiet", "--out", "a.nc", "--plot", "a.svg")
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xm")
    carbonspan("check", "bert/by-hour", "chatgpt/life-cycle")
    kept = "--samples", "2e6", "--checkpoint", "a.state", "--quiet", "--out", "b.nc"
    carbonspan("run", "chatgpt/by-words", *kept)
    carbonspan("run", "--extend", "b.nc", "--samples", "3e6", "--quiet")
    carbonspan("to-xlsx", "chatgpt/by-words", "--out", "a.xlsx")
    assert "latency" in carbonspan("from-csv", "a.xlsx")
