"""``carbonspan plot`` draws what it is given, and refuses what a kind of picture does not show."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from matplotlib.image import imread

import carbonspan
from carbonspan.simulate.cli import main
from carbonspan.simulate.cli.pictures.plot import command

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"
FEW = ["--samples", "5000", "--quiet"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("answers") / "answer.nc"
    carbonspan.run(WORDS, samples=5_000).to_netcdf(path, engine="h5netcdf")
    return str(path)


def drawn(path: Path, *arguments: str) -> Path:
    few = ["--quiet"] if arguments[0].endswith(".nc") else FEW
    assert main.run(["plot", *arguments, *few, "--out", str(path)]) == 0
    return path


@pytest.mark.parametrize("kind", ["intervals", "exceedance", "dots"])
def test_a_stored_answer_is_drawn_as_its_scenario(stored: str, tmp_path: Path, kind: str) -> None:
    one = drawn(tmp_path / "one.svg", stored, "--kind", kind)
    other = drawn(tmp_path / "other.svg", WORDS, "--kind", kind)
    assert one.read_text() == other.read_text()


@pytest.mark.parametrize("kind", ["inputs", "convergence"])
def test_a_scenario_is_drawn(tmp_path: Path, kind: str) -> None:
    assert drawn(tmp_path / "a.png", WORDS, "--kind", kind).stat().st_size > 10_000


@pytest.mark.parametrize("kind", [None, "comparison", "gap"])
def test_two_scenarios_are_drawn(tmp_path: Path, kind: str | None) -> None:
    text = drawn(tmp_path / "a.svg", WORDS, HARDWARE, *(["--kind", kind] if kind else [])).read_text()
    assert WORDS in text
    assert HARDWARE in text


def test_a_picture_has_the_size_that_is_asked_for(stored: str, tmp_path: Path) -> None:
    pixels = imread(drawn(tmp_path / "a.png", stored, "--size", "85x60mm")).shape
    assert pixels[:2] == (472, 669)  # 200 to the inch


def test_a_title_and_a_linear_axis(stored: str, tmp_path: Path) -> None:
    text = drawn(tmp_path / "a.svg", stored, "--title", "Ours & yours", "--linear").read_text()
    assert '<title id="title">Ours &amp; yours</title>' in text


def test_a_language(stored: str, tmp_path: Path) -> None:
    text = drawn(tmp_path / "a.svg", stored, "--lang", "de").read_text()
    assert "t CO2e pro Tag; 90-%-Kredibilitätsintervall: " in text
    assert "Berechnet mit carbonspan" in text
    english = drawn(tmp_path / "b.svg", stored, "--lang", "en")
    assert english.read_text() == drawn(tmp_path / "c.svg", stored).read_text()


def test_the_shell_completes_languages() -> None:
    option = next(each for each in command.params if each.name == "lang")
    found = option.shell_complete(click.Context(command), "")
    assert [each.value for each in found] == ["en", "de", "es", "fr", "it", "pt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([WORDS, "--size", "wide"], "size: must be column, page, slide or millimetres such as 85x60mm, got 'wide'"),
        ([WORDS, "--size", "5x60mm"], "size: each side must be 40 to 1000 mm, got 5x60mm"),
        (["no-such-scenario", "--lang", "dk"], "'dk' is not one of 'en', 'de', 'es', 'fr', 'it', 'pt'"),
        ([WORDS, "--kind", "gap"], "--kind gap shows two scenarios, got 1"),
        ([WORDS, HARDWARE, "--kind", "dots"], "--kind dots shows one answer, got 2"),
        ([WORDS] * 13, "plot shows 12 scenarios or answers at most, got 13"),
        (["STORED", "--kind", "bars"], "--kind bars is drawn of scenarios; name the scenario itself"),
        (["STORED", "--kind", "audit"], "--kind audit computes what it compares; name the scenario or the list"),
        (["STORED", "--set", "pue=1.2"], "they do not apply to a stored answer"),
        (
            ["STORED", "--samples", "1e5"],
            "--samples does not apply to a stored answer, which is drawn as it is; leave it",
        ),
        (
            ["STORED", "STORED", "--samples", "1e5", "--seed", "0", "--threads", "2"],
            "--samples, --seed and --threads do not apply to a stored answer, which is drawn as it is; leave them out",
        ),
        ([WORDS, "--log", "--linear"], "--log and --linear are mutually exclusive; choose one"),
        ([WORDS, "--kind", "inputs", "--output", "energy"], "--kind inputs is not of one output; leave --output out"),
        ([WORDS, "--kind", "audit", "--output", "energy"], "--kind audit is not of one output; leave --output out"),
        ([WORDS, "--kind", "convergence"], None),
        ([WORDS, "--out", "a.gif"], ".png"),
    ],
)
def test_what_a_kind_does_not_show_is_refused(
    stored: str, arguments: list[str], message: str | None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = [] if "--out" in arguments else ["--out", str(tmp_path / "a.png")]
    few = ["--samples", "1000"] if message is None else []
    given = [stored if each == "STORED" else each for each in arguments]
    assert main.run(["plot", *given, *out, *few, "--quiet"]) == 2
    assert (message or "needs 2048 or more, got 1000") in capsys.readouterr().err


def test_help_names_the_kinds() -> None:
    assert "exceedance" in CliRunner().invoke(main.cli, ["plot", "--help"]).output
