"""An answer in a notebook has its sentence, a picture and a table, out of a file too; other trees are as they were."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace

import pytest
import xarray as xr

import carbonspan


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "answer.nc"
    carbonspan.run("chatgpt/by-words", samples=5_000).to_netcdf(path, engine="h5netcdf")
    return path


def test_an_answer_that_is_opened_is_that_of_the_run(stored: Path) -> None:
    assert carbonspan.open(stored).identical(carbonspan.run("chatgpt/by-words", samples=5_000))
    assert carbonspan.open(stored).carbonspan.sentence.startswith("emissions: 1.8 t CO2e a day; 90 % credible")


def test_its_html_is_well_formed_and_has_sentence_picture_and_table(stored: Path) -> None:
    answer = carbonspan.open(stored).carbonspan
    page = ET.fromstring(re.sub(r"(<br|<img[^>]*)>", r"\1/>", answer._repr_html_()))  # noqa: S314 - our own
    assert page.findtext("p/b") == answer.sentence
    assert "Nominal values outside their beliefs: utilization, full_power, pue." in [each.text for each in page]
    picture = page.find("img")
    assert picture is not None
    assert answer.sentence.partition(";")[0].partition(": ")[2] in picture.attrib["alt"]
    assert [row[0].text for row in page.findall("table/tbody/tr")] == ["gpu_time", "energy", "emissions"]
    assert len(answer._repr_html_()) < 160_000
    assert "GPU·hour" in repr(answer)


def test_what_holds_no_answer_is_refused(stored: Path, tmp_path: Path) -> None:
    xr.DataTree(xr.Dataset({"a": 1})).to_netcdf(tmp_path / "other.nc", engine="h5netcdf")
    with pytest.raises(carbonspan.InvalidInput, match=r"other.nc: holds no answer of a run; open it with xarray"):
        carbonspan.open(tmp_path / "other.nc")
    with pytest.raises(carbonspan.InvalidInput, match="no such file"):
        carbonspan.open(tmp_path / "none.nc")
    with pytest.raises(carbonspan.InvalidInput, match="is for the root"):
        _ = carbonspan.open(stored)["nominal"].carbonspan.sentence


def test_a_notebook_shows_answers_so_and_other_trees_as_xarray_does(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {}
    formatter = SimpleNamespace(for_type=shown.__setitem__)
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    answer = carbonspan.open(stored)
    html = shown[xr.DataTree]
    assert "carbonspan-answer" in html(answer)
    assert "carbonspan-answer" not in html(answer["nominal"])
