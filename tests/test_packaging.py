import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import carbonspan

ROOT = Path(__file__).parents[1]
FOLDERS = ("configs", "models", "simulate")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]


def shipped() -> set[str]:
    """Every file of the package, relative to the root."""
    inside = {path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()}
    kept = {path.as_posix() for path in inside if "__pycache__" not in path.parts}
    return kept | {"__init__.py", "__main__.py", "py.typed"}


def locked(name: str) -> dict[str, set[str]]:
    """The lines of a lock by package: the pin with its marker."""
    pins: dict[str, set[str]] = {}
    for package, rest in re.findall(r"^([\w.-]+)(==.*?) \\$", (ROOT / name).read_text(), re.MULTILINE):
        pins.setdefault(package, set()).add(rest)
    return pins


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the tree, in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "my clone.1"
    source.mkdir()
    for name in (*FOLDERS, "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, source)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder]
    command = [sys.executable, "-m", "pip", "wheel", *options, source]
    subprocess.run(command, check=True)
    (built,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_every_folder_of_modules_is_a_package_and_listed() -> None:
    folders = {Path(name).parent for name in shipped() if name.endswith(".py")}
    expected = {".".join(("carbonspan", *folder.parts)): folder.as_posix() for folder in folders}
    assert SETUPTOOLS["package-dir"] == expected
    assert SETUPTOOLS["packages"] == sorted(expected)
    assert [folder for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


def test_wheel_holds_the_package_whole_and_nothing_else(wheel: set[str]) -> None:
    version = carbonspan.__version__
    contents = {name for name in wheel if not name.startswith(f"carbonspan-{version}.dist-info/")}
    assert contents == {f"carbonspan/{name}" for name in shipped()}


def test_wheel_carries_its_license(wheel: set[str]) -> None:
    assert f"carbonspan-{carbonspan.__version__}.dist-info/licenses/LICENSE" in wheel


def test_no_module_stands_at_the_root() -> None:
    assert {path.name for path in ROOT.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_by_hash_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[A-Za-z])", text)[1:]
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "setuptools" in locked(name)


def test_tests_run_on_the_versions_users_get() -> None:
    everything = locked("requirements-dev.lock")
    assert {name: pins for name, pins in locked("requirements.lock").items() if everything.get(name) != pins} == {}


def test_citation_and_changelog_name_the_version() -> None:
    version = carbonspan.__version__
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
