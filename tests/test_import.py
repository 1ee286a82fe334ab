import subprocess
import sys
from pathlib import Path

import pytest

import carbonspan

SLOW = {
    "email",
    "h5netcdf",
    "matplotlib",
    "numba",
    "numpy",
    "pint",
    "pydantic",
    "rich",
    "ruamel",
    "scipy",
    "xarray",
    "yaml",
}
COMMAND = "import runpy, sys; sys.argv[1:] = {}; runpy.run_module('carbonspan', run_name='__main__')"
RUN = COMMAND.format(["run", "chatgpt/by-words", "--samples", "1e5"])

ASK = COMMAND.format(["ask", "llama-3.1-70b", "--out", "400", "--region", "fr"])


def loaded(code: str, folder: Path) -> set[str]:
    """The slow libraries that a fresh interpreter holds after it ran `code`."""
    watched = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr)); {code}"
    command = [sys.executable, "-c", watched]
    finished = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    assert "carbonspan" in finished.stderr.splitlines()
    return SLOW & set(finished.stderr.splitlines())


@pytest.mark.parametrize("name", carbonspan.__all__)
def test_public_names_are_found_where_they_live(name: str) -> None:
    assert getattr(carbonspan, name) is not None


def test_names_fit_on_one_screen() -> None:
    assert dir(carbonspan) == sorted(carbonspan.__all__)
    assert len(carbonspan.__all__) <= 18


def test_each_name_keeps_its_kind() -> None:
    assert callable(carbonspan.load)
    assert callable(carbonspan.run)
    assert carbonspan.plot.__name__ == "carbonspan.simulate.plots.plot"
    assert issubclass(carbonspan.InvalidInput, ValueError)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'carbonspan' has no attribute 'lod'"):
        getattr(carbonspan, "lod")  # noqa: B009


def test_import_loads_no_slow_library(tmp_path: Path) -> None:
    assert loaded("import carbonspan", tmp_path) == set()


def test_help_loads_no_slow_library(tmp_path: Path) -> None:
    assert loaded(COMMAND.format(["--help"]), tmp_path) == set()


def test_a_second_run_loads_neither_the_compiler_nor_what_reads_scenarios(tmp_path: Path) -> None:
    loaded(RUN, tmp_path)
    assert loaded(RUN, tmp_path) == {"numpy"}


def test_a_second_question_loads_no_more_than_a_run(tmp_path: Path) -> None:
    loaded(ASK, tmp_path)
    assert loaded(ASK, tmp_path) == {"numpy"}
