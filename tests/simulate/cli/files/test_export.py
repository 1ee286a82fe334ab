"""Saved answers as tables."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.files.export import command
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets import netcdf
from carbonspan.simulate.show.export import as_csv


@pytest.fixture
def saved(plain, tmp_path: Path) -> Path:
    path = tmp_path / "answer.nc"
    netcdf.save(plain, path)
    return path


def export(*arguments: object) -> str:
    return CliRunner().invoke(command, list(map(str, arguments)), standalone_mode=False, catch_exceptions=False).stdout


def test_a_saved_answer_has_the_numbers_of_the_run(saved, plain) -> None:
    told, asked = (list(csv.DictReader(text.splitlines())) for text in (export(saved), as_csv(plain)))
    columns = ("output", "statistic", "probability", "level", "kind", "bound", "value", "error")
    assert [[row[name] for name in columns] for row in told] == [[row[name] for name in columns] for row in asked]


def test_numbers_of_a_workbook_are_numbers(saved, tmp_path) -> None:
    out = tmp_path / "answer.xlsx"
    export(saved, "--out", out)
    heads, *rows = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    told = list(csv.DictReader(export(saved).splitlines()))
    value = heads.index("value")
    assert [row[value] for row in rows] == [float(row["value"]) for row in told]
    assert {type(row[heads.index("statistic")]) for row in rows} == {str}


def test_csv_is_written_to_a_file(saved, tmp_path) -> None:
    out = tmp_path / "answer.csv"
    export(saved, "--out", out)
    assert out.read_text() == export(saved)


def test_what_is_no_answer_is_refused(tmp_path) -> None:
    path = tmp_path / "x.nc"
    with pytest.raises(InvalidInput, match=r"x\.nc: cannot be read as an answer: no such file"):
        export(path)
    path.write_text("title: x")
    with pytest.raises(
        InvalidInput, match=r"x\.nc: cannot be read as an answer: it is no netCDF file; `carbonspan run --out"
    ):
        export(path)


FULL_DISK = """
import resource, signal, sys
from carbonspan.simulate.cli.main import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
sys.exit(run(["export", sys.argv[1], "--out", sys.argv[2]]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of files")
def test_a_workbook_that_does_not_fit_is_told_in_a_sentence(saved: Path, tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(saved), "answer.xlsx"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (found.returncode, found.stderr) == (2, "answer.xlsx: cannot be written: file too large\n")
