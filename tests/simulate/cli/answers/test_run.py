import csv
import io
import json
import logging
import math
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import xarray as xr

from carbonspan.simulate.answer import run as answer
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.engine import replay
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.reader.load import load

NAME = "chatgpt/by-words"
FEW = ["--samples", "2e4"]
MODEL = """
from typing import Annotated


def heat(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return power * time
"""
FILE = """
title: A heater
model: heater.py:heat
per: {time: 1 hour}
inputs:
  power: {nominal: 1 kW, gsd: 2, evidence: assumed, source: a guess}
choices:
  setting:
    low: {power: {nominal: 1 kW, gsd: 2, evidence: assumed}}
    high: {power: {nominal: 2 kW, gsd: 2, evidence: assumed}}
"""


@pytest.fixture
def heater(tmp_path: Path) -> str:
    (tmp_path / "heater.py").write_text(MODEL)
    (tmp_path / "heater.yaml").write_text(FILE)
    return str(tmp_path / "heater.yaml")


@pytest.fixture
def invoke(capsys):
    """Exit code, stdout and stderr of one ``carbonspan run``."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["run", *arguments])
        return code, *capsys.readouterr()

    return command


def test_the_answer_is_on_stdout_and_nothing_else(invoke):
    code, out, err = invoke(NAME, *FEW)
    assert code == 0
    assert all(line.startswith("warning: ") for line in err.splitlines())
    assert "t CO2e a day; 90 % credible interval" in out
    assert "The nominal 3.82 t lies at the " in out
    assert out.splitlines()[-1].startswith("20,000 samples, seed 0, random design, hash ")


def test_json_is_the_same_for_the_same_seed_whatever_the_threads(invoke):
    first, second, other = (
        invoke(NAME, *FEW, "--json", *more)[1] for more in ([], ["--threads", "1"], ["--seed", "1"])
    )
    assert first == second
    assert json.loads(first)["outputs"] != json.loads(other)["outputs"]
    assert json.loads(first)["outputs"]["emissions"]["nominal"] == pytest.approx(3.8244, abs=1e-4)


def test_csv_reads_as_a_table(invoke):
    rows = list(csv.DictReader(io.StringIO(invoke(NAME, *FEW, "--csv")[1])))
    assert {row["output"] for row in rows} == {"gpu_time", "energy", "emissions"}


def test_levels_asked_for_are_the_levels_given(invoke):
    outputs = json.loads(invoke(NAME, *FEW, "--json", "--level", "0.8", "--level", "68%", "--level", "0.8")[1])[
        "outputs"
    ]
    assert sorted({each["level"] for each in outputs["emissions"]["intervals"]}) == [0.68, 0.8]


def test_set_and_fix_reach_the_scenario(invoke):
    sets = ["--set", "latency=0.7", "--fix", "pue", "--json"]
    outputs = json.loads(invoke(NAME, *FEW, *sets)[1])["outputs"]
    assert outputs["emissions"]["nominal"] == pytest.approx(2 * 3.8244, abs=2e-4)


def test_a_choice_leaves_one_option(invoke, heater):
    both = json.loads(invoke(heater, *FEW, "--json")[1])["outputs"]["heat"]
    (one,) = json.loads(invoke(heater, *FEW, "--json", "--choice", "setting=high")[1])["outputs"]["heat"]
    assert [each["coordinates"] for each in both] == [{"setting": "low"}, {"setting": "high"}]
    assert one == both[1]


def test_files_are_written_beside_the_answer(invoke, tmp_path):
    out, plot = tmp_path / "answer.nc", tmp_path / "answer.svg"
    code, text, err = invoke(NAME, *FEW, "--draws", "1e2", "--out", str(out), "--plot", str(plot))
    assert code == 0
    assert "credible interval" in text
    assert err.splitlines()[-2:] == [f"wrote {out}", f"wrote {plot}"]
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        assert tree["draws"].sizes["sample"] == 100
        assert tree["inputs"].sizes["input"] >= 8
    assert "<title" in plot.read_text()


def test_draws_beyond_the_samples_are_reported(invoke, tmp_path):
    err = invoke(NAME, "--samples", "32", "--draws", "1e6", "-o", str(tmp_path / "answer.nc"))[2]
    assert "warning: 32 draws are kept, not 1,000,000: there are no more draws than samples" in err.replace("\n", " ")


def test_quiet_leaves_the_answer_alone(invoke, tmp_path):
    assert invoke(NAME, *FEW, "--quiet", "-o", str(tmp_path / "answer.nc"))[2] == ""


WRONG = {
    "samples 0": (["--samples", "0"], "must be a whole number of at least 1, such as 1e6, got 0"),
    "samples -1": (["--samples", "-1"], "must be a whole number of at least 1, such as 1e6, got -1"),
    "samples 1e30": (["--samples", "1e30"], f"'--samples': must be a whole number from 1 to {1 << 44}, got 1e30"),
    "samples 1e14": (["--samples", "1e14"], f"'--samples': must be a whole number from 1 to {1 << 44}, got 1e14"),
    "samples sobol": (
        ["--samples", "1e12", "--design", "sobol"],
        f"samples: must be a whole number from 1 to {1 << 37} in the sobol design, got 1000000000000",
    ),
    "samples many": (["--samples", "many"], "such as 1e6, got many"),
    "samples 2.5": (["--samples", "2.5"], "such as 1e6, got 2.5"),
    "level 85": (["--level", "85"], "such as 0.9, got 85; did you mean 0.85?"),
    "level 1.5": (["--level", "1.5"], "must be a probability between 0 and 1, such as 0.9, got 1.5\n"),
    "level 1": (["--level", "1"], "must be a probability between 0 and 1, such as 0.9, got 1"),
    "tolerance 5": (["--tolerance", "5"], "such as 1%, got 5; did you mean 0.05?"),
    "tolerance 0": (["--tolerance", "0"], "must be a share between 0 and 1, such as 1%, got 0"),
    "threads 0": (["--threads", "0"], "Invalid value for '--threads': must be a whole number from 1 to 1024, got 0"),
    "threads 1e8": (["--threads", "1e8"], "'--threads': must be a whole number from 1 to 1024, got 1e8"),
    "seed -1": (["--seed", "-1"], "'--seed': must be a whole number from 0 to 9223372036854775807, got -1"),
    "seed x": (["--seed", "x"], "'--seed': must be a whole number from 0 to 9223372036854775807, got x"),
    "seed 0.5": (["--seed", "0.5"], "from 0 to 9223372036854775807, got 0.5"),
    "design": (["--design", "latin"], "Invalid value for '--design'"),
    "json and csv": (["--json", "--csv"], "--json and --csv are mutually exclusive; choose one"),
    "draws alone": (["--draws", "10"], "--draws requires --out FILE.nc, the file for the samples"),
    "out suffix": (["--out", "answer.txt"], "answer.txt: must end in .nc or .nc4, got '.txt'"),
    "out folder": (["--out", "nowhere/answer.nc"], "does not exist; make it first"),
    "plot suffix": (["--plot", "answer.gif"], "answer.gif: must end in .png or .svg or .pdf, got '.gif'"),
    "choice": (["--choice", "a=b"], "--choice a=b: chatgpt/by-words has no choices"),
    "set": (["--set", "latensy=1"], "did you mean 'latency'?"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_reported_before_anything_runs(invoke, monkeypatch, tmp_path, case):
    def started(*_args, **_options):
        raise AssertionError("the run was started")

    monkeypatch.chdir(tmp_path)
    if case != "samples sobol":  # refused by the run itself, before it starts
        monkeypatch.setattr(answer, "run_scenario", started)
    arguments, message = WRONG[case]
    code, out, err = invoke(NAME, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_scenario(invoke):
    code, _, err = invoke("chatgpt/by-word")
    assert code == 2
    assert "did you mean 'chatgpt/by-words'?" in err


def interrupted(real):
    return lambda *args, **options: replace(real(*args, **options), interrupted=True)


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]], ids=["text", "json", "csv"])
def test_an_interrupted_run_gives_what_it_has(invoke, monkeypatch, tmp_path, form):
    monkeypatch.setattr(answer, "run_scenario", interrupted(answer.run_scenario))
    path = tmp_path / "answer.nc"
    code, out, err = invoke(NAME, *FEW, *form, "--out", str(path))
    assert code == 130
    assert "Interrupted: this is the answer of 20,000 samples, which were finished." in (err if form else out)
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        assert tree.attrs["interrupted"] == 1


MISSED = "warning: the tolerance of 0.1 % was missed: 20,000 samples reach "


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_a_tolerance_that_is_missed_costs_the_exit_code_alone(invoke, tmp_path, quiet):
    out, plot = tmp_path / "answer.nc", tmp_path / "answer.png"
    code, text, err = invoke(NAME, *FEW, "--tolerance", "0.1%", "--out", str(out), "--plot", str(plot), *quiet)
    assert code == 1
    assert text.startswith(MISSED)
    assert "t CO2e a day; 90 % credible interval" in text
    assert (MISSED in err) == (not quiet)
    assert plot.stat().st_size > 0
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        assert tree.attrs["tolerance"] == 0.001


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_a_missed_tolerance_is_reported_beside_json(invoke, form):
    code, text, err = invoke(NAME, *FEW, "--tolerance", "0.1%", form, "--quiet")
    assert code == 1
    assert err.startswith(MISSED)
    assert (json.loads(text)["tolerance"]["asked"] if form == "--json" else text.count("emissions")) > 0


def test_a_run_that_keeps_its_tolerance_says_nothing_of_it(invoke):
    code, text, err = invoke(NAME, *FEW, "--tolerance", "10%")
    assert (code, "tolerance" in text + err) == (0, False)


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_too_few_samples_are_reported_in_the_answer_itself(invoke, quiet):
    code, text, err = invoke(NAME, "--samples", "2", *quiet)
    said = "warning: only 2 samples: the ends of a 50 % interval need 40"
    assert (code, text.startswith(said), said in err) == (0, True, not quiet)


def test_an_interrupted_run_with_nothing_to_give(invoke, monkeypatch):
    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(answer, "run_scenario", stopped)
    code, out, err = invoke(NAME)
    assert (code, out, err.strip()) == (130, "", "interrupted")


def test_a_failed_run_says_why(invoke, monkeypatch):
    def failing(*_args, **_options):
        raise RunError("emissions is not finite")

    monkeypatch.setattr(answer, "run_scenario", failing)
    assert invoke(NAME) == (1, "", "emissions is not finite\n")


def test_an_answer_is_printed_though_its_file_cannot_be_written(invoke, monkeypatch, tmp_path):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, out, err = invoke(NAME, *FEW, "-o", str(tmp_path / "answer.nc"))
    assert code == 2
    assert "credible interval" in out
    assert f"{tmp_path / 'answer.nc'}: cannot be written: no space left on device" in err


@pytest.fixture
def never_run(monkeypatch):
    """Files are refused before anything is computed."""
    monkeypatch.setattr(answer, "run_scenario", lambda *_, **__: pytest.fail("the run was started"))


@pytest.mark.parametrize(("option", "suffix"), [("--out", ".nc"), ("--plot", ".png")])
@pytest.mark.parametrize("kind", ["device", "pipe", "circle", "nowhere"])
def test_what_is_no_regular_file_is_refused_before_the_run(invoke, never_run, tmp_path, option, suffix, kind):
    path = tmp_path / f"answer{suffix}"
    leads = {"device": "/dev/null", "circle": path, "nowhere": tmp_path / "none" / "answer"}
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(leads[kind])
    said = {
        "device": "leads to /dev/null, which is a device; name a regular file",
        "pipe": "is a pipe; name a regular file",
        "circle": "cannot be written: ",
        "nowhere": f"the folder {tmp_path / 'none'} does not exist; make it first",
    }
    code, out, err = invoke(NAME, option, str(path))
    assert (code, out) == (2, "")
    assert err.startswith(f"{path}: {said[kind]}")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("path", ["/dev/null", "/dev/full"])
def test_a_device_is_named_as_one(invoke, never_run, path):
    assert invoke(NAME, "--out", path) == (2, "", f"{path}: is a device; name a regular file\n")


def test_files_are_written_through_links(invoke, tmp_path):
    (tmp_path / "real.nc").write_text("old")
    (tmp_path / "real.nc").chmod(0o600)
    (tmp_path / "there").mkdir()
    (tmp_path / "a.nc").symlink_to("real.nc")
    (tmp_path / "a.png").symlink_to(tmp_path / "there" / "new.png")
    assert invoke(NAME, *FEW, "--out", str(tmp_path / "a.nc"), "--plot", str(tmp_path / "a.png"))[0] == 0
    assert (tmp_path / "a.nc").is_symlink()
    assert (tmp_path / "a.png").is_symlink()
    assert (tmp_path / "real.nc").read_bytes()[1:4] == b"HDF"
    assert (tmp_path / "real.nc").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "there" / "new.png").read_bytes()[1:4] == b"PNG"


def test_one_file_cannot_be_answer_and_plot(invoke, never_run, tmp_path):
    (tmp_path / "a.png").symlink_to("a.nc")
    code, _, err = invoke(NAME, "--out", str(tmp_path / "a.nc"), "--plot", str(tmp_path / "a.png"))
    assert code == 2
    assert "--out and --plot are the same file; choose two" in err


def test_warnings_are_seen_once_and_not_in_the_answer(invoke, monkeypatch):
    monkeypatch.setattr(answer, "_repairs", lambda _: ["mind this", "mind this"])
    _, out, err = invoke(NAME, *FEW)
    assert err.splitlines().count("warning: mind this") == 1
    assert "mind this" not in out
    assert invoke(NAME, *FEW, "--quiet")[2] == ""


def test_a_nominal_value_outside_the_belief_warns_and_is_kept(invoke, tmp_path):
    out = tmp_path / "answer.nc"
    code, text, err = invoke(NAME, *FEW, "--json", "--out", str(out))
    assert code == 0
    first, *others = [line.removeprefix("warning: ") for line in err.splitlines() if line.startswith("warning: ")]
    assert first.startswith(f"{NAME}: inputs.utilization: nominal value 1 is above its 1 to 99 % range")
    assert json.loads(text)["warnings"] == [first, *others]
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        assert tree.attrs["warnings"].splitlines() == [first, *others]
    believed = ["utilization=0.6", "pue=1.1", "full_power=400"]
    assert invoke(NAME, *FEW, *(word for text in believed for word in ("--set", text)))[2].count("warning") == 0


def test_the_first_run_says_that_it_compiles(tmp_path):
    command = [sys.executable, "-m", "carbonspan", "run", NAME, "--samples", "1e3"]
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path / "cache")}
    first, second = (
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path, env=environment).stderr
        for _ in range(2)
    )
    assert "compiling the engine (some seconds, once on this machine)" in first.splitlines()
    assert "compiling" not in second


def test_what_is_logged_is_reported_unless_quiet(invoke, monkeypatch):
    real = answer.run_scenario

    def logging_run(*args, **options):
        logging.getLogger("carbonspan").info("compiling")
        return real(*args, **options)

    monkeypatch.setattr(answer, "run_scenario", logging_run)
    assert invoke(NAME, *FEW)[2].splitlines()[0] == "compiling"
    assert invoke(NAME, *FEW, "--quiet")[2] == ""
    assert logging.getLogger("carbonspan").handlers == []


def test_slow_libraries_load_only_for_what_needs_them(tmp_path):
    code = (
        "import sys; from carbonspan.simulate.cli.main import run; "
        f"code = run(['run', {NAME!r}, '--samples', '1000', '--quiet']); "
        "print(code, sorted({'xarray', 'matplotlib', 'h5netcdf', 'scipy.stats'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr == "0 []\n"


FORMULAS = """
from typing import NamedTuple

import numpy as np


class Site(NamedTuple):
    fixed: float
    power: float


def same(x: float) -> float:
    return x


def span(x: float, sign: float) -> float:
    return sign * 10.0**x


def large(x: float) -> float:
    return 1e200 * (1.0 + x)


def idle(x: float) -> float:
    return np.maximum(x - 1.25, 0.0)


def site(power: float, share: float) -> Site:
    return Site(192.53 * share, power)
"""
BOTH = "x: {uniform: [-300, 300], evidence: assumed}, sign: {discrete: {-1: 0.5, 1: 0.5}, evidence: assumed}"
SITE = "power: {normal: {mean: 1, sd: 0.1}, evidence: assumed}, share: {nominal: 1, evidence: assumed}"


@pytest.fixture
def scenario(tmp_path: Path):
    """The path of a scenario that applies one of the formulas."""

    def write(formula: str, inputs: str) -> str:
        (tmp_path / "formulas.py").write_text(FORMULAS)
        path = tmp_path / f"{formula}.yaml"
        path.write_text(f"title: Some\nmodel: formulas.py:{formula}\ninputs: {{{inputs}}}\n")
        return str(path)

    return write


def law(stated: str) -> str:
    return f"x: {{{stated}, evidence: assumed}}"


def test_what_does_not_vary_is_exact_in_every_form(invoke, scenario, tmp_path):
    path, out = scenario("site", SITE), tmp_path / "answer.nc"
    _, text, _ = invoke(path, "--samples", "1e5", "--full", "--out", str(out))
    rows = {line.split()[0]: line.split()[1] for line in text.splitlines() if line.startswith(("mean", "sd", "median"))}
    assert rows == {"mean": "192.53", "sd": "0", "median": "192.53"}
    assert "does not vary" in text
    fixed = json.loads(invoke(path, "--samples", "1e5", "--json")[1])["outputs"]["fixed"]
    assert (fixed["mean"], fixed["sd"]) == ({"value": 192.53, "error": 0.0}, {"value": 0.0, "error": 0.0})
    for row in csv.DictReader(io.StringIO(invoke(path, "--samples", "1e5", "--csv")[1])):
        if row["output"] == "fixed" and row["statistic"] not in ("nominal", "minimum", "maximum"):
            assert (row["value"], row["error"]) == ("0.0" if row["statistic"] == "sd" else "192.53", "0.0")
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        assert tree["moments"]["fixed"].values.tolist() == [192.53, 0.0, 0.0, 192.53, 192.53]
        assert float(tree["inputs"]["mean"].sel(input="share")) == 1.0


@pytest.mark.parametrize(
    ("formula", "inputs", "samples"),
    [
        ("same", law("lognormal: {median: 1, gsd: 1000}"), 200),
        ("same", law("lognormal: {median: 1e-6, gsd: 1e6}"), 60),
        ("same", law("student_t: {df: 0.5, location: 0, scale: 1}"), 100),
        ("same", law("student_t: {df: 0.3, location: -5, scale: 1}"), 1000),
        ("same", law("normal: {mean: 0, sd: 1}"), 25),
        ("span", BOTH, 10_000),
        ("idle", law("normal: {mean: 1, sd: 1}"), 300),
    ],
)
def test_no_end_is_printed_below_another(invoke, scenario, formula, inputs, samples):
    """The ends that are printed ascend, and are those of the CSV to within their errors; others are unknown."""
    path = scenario(formula, inputs)
    _, text, _ = invoke(path, "--samples", str(samples), "--full", "--quiet")
    rows = list(csv.DictReader(io.StringIO(invoke(path, "--samples", str(samples), "--csv", "--quiet")[1])))
    intervals = [row for row in rows if row["statistic"] == "interval" and row["kind"] == "equal-tailed"]
    printed = [line for line in text.splitlines() if re.match(r"\d+ %  ", line)]
    for line, low, high in zip(printed, intervals[::2], intervals[1::2], strict=True):
        ends = re.sub(r"\([\d,.e]*\)|,", "", line.split("%", 1)[1]).strip().split(" to ")
        told_of = [(end, row) for end, row in zip(ends, (low, high), strict=False) if end[-1].isdigit()]
        values = [float(end.removeprefix("about ")) for end, _ in told_of]
        assert values == sorted(values)
        for value, (end, row) in zip(values, told_of, strict=True):
            if end.startswith("about "):  # an order of magnitude
                assert 0.099 < value / float(row["value"]) < 10.01
            else:
                assert abs(value - float(row["value"])) <= float(row["error"]) + 5e-6 * abs(value)


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_both_signs_over_many_decades_have_right_ends_and_no_picture(scenario, tmp_path, ending):
    """In a process of its own, so that what libraries write to stderr is seen."""
    path, plot = scenario("span", BOTH), tmp_path / f"plot{ending}"
    command = [sys.executable, "-m", "carbonspan", "run", path, "--samples", "1e6", "--full", "--quiet"]
    done = subprocess.run([*command, "--plot", str(plot)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert re.fullmatch(r"no picture: a linear axis from \S+ to \S+ is beyond [^\n]*\n", done.stderr)
    assert not plot.exists()
    low, high = re.search(r"90 % credible interval (\S+) to (\S+)\n", done.stdout).groups()
    # each sign has half of the draws on 600 decades: 1200 decades a unit of probability, whose error is 2.2e-4
    assert abs(math.log10(-float(low)) - 240) < 4 * 1200 * 2.2e-4
    assert abs(math.log10(float(high)) - 240) < 4 * 1200 * 2.2e-4
    assert "span has no mean or sd: its variance is too large to compute with floating-point numbers" in done.stdout


def test_all_that_is_written_of_huge_numbers_is_finite_or_absent(invoke, scenario, tmp_path):
    out = tmp_path / "answer.nc"
    for formula, inputs in (("span", BOTH), ("large", law("normal: {mean: 0, sd: 0.1}"))):
        path = scenario(formula, inputs)
        text = invoke(path, *FEW, "--csv", "--quiet", "--out", str(out))[1]
        numbers = [row[name] for row in csv.DictReader(io.StringIO(text)) for name in ("value", "error")]
        assert all(math.isfinite(float(number)) for number in numbers if number)
        assert json.loads(invoke(path, *FEW, "--json", "--quiet")[1])["outputs"][formula]["sd"] is None
        with xr.open_datatree(out, engine="h5netcdf") as tree:
            for node in tree.subtree:
                for each in node.data_vars.values():
                    assert each.dtype.kind not in "fc" or not (abs(each) == math.inf).any()


@pytest.mark.parametrize(("df", "has_sd", "has_error"), [(1.5, False, False), (2.5, True, False), (5, True, True)])
def test_moments_that_do_not_exist_are_not_printed(invoke, scenario, df, has_sd, has_error):
    path = scenario("same", law(f"student_t: {{df: {df}, location: 0, scale: 1}}"))
    rows = {row["statistic"]: row for row in csv.DictReader(io.StringIO(invoke(path, *FEW, "--csv")[1]))}
    assert ("sd" in rows) is has_sd
    assert ("sd" in rows and rows["sd"]["error"] != "") is has_error
    assert (json.loads(invoke(path, *FEW, "--json")[1])["outputs"]["same"]["sd"] is not None) is has_sd


def test_the_probability_of_an_event_is_printed_and_stored(invoke, tmp_path):
    out = tmp_path / "answer.nc"
    code, text, _ = invoke(NAME, *FEW, "--probability", "emissions > 3 t", "--json", "--out", str(out))
    assert code == 0
    (found,) = json.loads(text)["probabilities"]
    assert found["event"] == "emissions > 3 t"
    assert abs(found["probability"]["value"] - 0.3632) < 4 * found["probability"]["error"] < 0.02
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        assert tree["probabilities"]["probability"].item() == found["probability"]["value"]


def test_an_event_that_cannot_be_read_is_refused(invoke):
    code, out, err = invoke(NAME, *FEW, "--probability", "emissions > 3 kWh")
    assert (code, out) == (2, "")
    assert err.startswith("--probability emissions > 3 kWh: is an energy (kWh) where a mass of CO2e is expected (t)")


def test_a_budget_that_is_met_exits_with_0_and_one_that_is_not_with_3(invoke):
    asked = (NAME, *FEW, "--quiet", "--budget")
    code, text, _ = invoke(*asked, "emissions < 12 t")
    assert (code, "Budget emissions < 12 t: met, as P = 0.9" in text) == (0, True)
    code, text, _ = invoke(*asked, "emissions < 12 t", "--confidence", "99%")
    assert (code, " is below 0.99." in text) == (3, True)
    code, text, _ = invoke(*asked, "emissions < 12 t", "--budget", "energy < 10 MWh", "--json")
    assert (code, [each["met"] for each in json.loads(text)["budgets"]]) == (3, [True, False])
    assert json.loads(text)["budgets"][1]["confidence"] == 0.9


def test_a_verdict_that_the_error_could_change_is_said(invoke):
    code, text, _ = invoke(NAME, "--samples", "2000", "--budget", "emissions < 10 t", "--confidence", "0.886", "--json")
    (found,) = json.loads(text)["budgets"]
    assert code in {0, 3}
    assert found["within_error"]
    assert any(
        "is within its Monte Carlo error of the confidence 0.886" in each for each in json.loads(text)["warnings"]
    )


def test_a_budget_holds_at_every_coordinate(invoke):
    asked = ("bert/by-region", *FEW, "--quiet", "--budget", "emissions < 15 kg")
    code, text, _ = invoke(*asked)
    assert code == 3
    assert "Budget emissions < 15 kg at region norway: met, as P " in text
    assert "Budget emissions < 15 kg at region central_us: not met, as P " in text
    assert invoke(*asked, "--choice", "region=norway")[0] == 0


def test_csv_has_the_probability_of_a_budget(invoke):
    rows = list(csv.DictReader(io.StringIO(invoke(NAME, *FEW, "--csv", "--budget", "emissions < 12 t")[1])))
    assert rows[-1]["statistic"] == "P(emissions < 12 t)"


def test_a_confidence_needs_a_budget(invoke):
    code, _, err = invoke(NAME, *FEW, "--confidence", "0.9")
    assert code == 2
    assert "--confidence requires --budget" in err


@pytest.fixture
def pressing(monkeypatch):
    """Ctrl-C so many times while the answer is being written."""

    def press(times):
        write = xr.DataTree.to_netcdf

        def interrupted(tree, path, **options):
            path.write_bytes(b"half")
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
            write(tree, path, **options)

        monkeypatch.setattr(xr.DataTree, "to_netcdf", interrupted)

    return press


def test_an_interrupt_while_the_answer_is_written_keeps_it(pressing, tmp_path, capfd):
    pressing(1)
    (tmp_path / "a.nc").write_text("old")
    assert run(["run", NAME, *FEW, "--quiet", "--out", str(tmp_path / "a.nc")]) == 130
    out, err = capfd.readouterr()
    assert "credible interval" in out
    assert err == "interrupted: finishing the answer; press Ctrl-C again to stop at once\n"
    with xr.open_datatree(tmp_path / "a.nc", engine="h5netcdf") as tree:
        assert "intervals" in tree.children
        assert "interrupted" not in tree.attrs


def test_a_second_interrupt_ends_it_and_the_older_file_is_whole(pressing, tmp_path, capfd):
    pressing(2)
    (tmp_path / "a.nc").write_text("old")
    assert run(["run", NAME, *FEW, "--quiet", "--out", str(tmp_path / "a.nc")]) == 130
    out, err = capfd.readouterr()
    assert "credible interval" in out
    assert err.splitlines()[-1] == "interrupted"
    assert (tmp_path / "a.nc").read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.nc"]


def test_draws_beyond_memory_are_refused_before_the_run(invoke, monkeypatch, tmp_path):
    monkeypatch.setattr(replay, "available_memory", lambda: 10**9)
    monkeypatch.setattr(answer, "extend_as_asked", lambda *_: pytest.fail("the run was started"))
    code, out, err = invoke(NAME, "--samples", "1e9", "--draws", "1e9", "--out", str(tmp_path / "a.nc"))
    assert (code, out) == (2, "")
    most = re.search(
        r"draws: 1,000,000,000 samples to keep take \S+ GB, and 1 GB of memory are available; keep at most (\S+),", err
    )
    assert most
    monkeypatch.undo()
    monkeypatch.setattr(replay, "available_memory", lambda: 10**9)
    monkeypatch.setattr(answer, "extend_as_asked", lambda *_: True)
    with pytest.raises(KeyboardInterrupt):  # it went on to the run, which did nothing
        answer.run_scenario(load(NAME), samples=1e9, draws=int(most[1].replace(",", "")))


UPDATE = ["run", "chatgpt/by-words", "--samples", "2e4", "--observed", "energy=5 MWh ± 10%", "--quiet"]


def test_what_was_measured_updates_the_answer_and_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, plot = tmp_path / "answer.nc", tmp_path / "answer.png"
    assert run([*UPDATE, "--out", str(out), "--draws", "100", "--plot", str(plot)]) == 0
    text = capsys.readouterr().out
    assert "Observed: energy = 5 MWh, measured to 10%; so low a reading was expected with probability 0.4" in text
    assert plot.exists()
    assert run(["compare", str(out), "chatgpt/by-hardware"]) == 2
    assert "was updated by a measurement, so that its draws no longer pair" in capsys.readouterr().err
    assert run(["export", str(out)]) == 0
    assert run([*UPDATE, "--csv"]) == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--error", "10%"], "--error requires --observed"),
        (
            ["--observed", "energy=5 MWh ± 10%", "--tolerance", "1%"],
            "--observed and --tolerance are mutually",
        ),
        (["--observed", "energy=5 MWh ± 10%", "--sweep", "pue=1.1,1.2"], "--observed and --sweep are mutually"),
        (["--format", "sci", "--csv"], "--format and --csv are mutually exclusive"),
    ],
)
def test_options_that_contradict_a_measurement_or_a_shape_are_refused(
    given: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["run", "chatgpt/by-words", *given]) == 2
    assert message in capsys.readouterr().err


def test_shapes_of_standards_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "chatgpt/by-words", "--samples", "2e4", "--format", "sci"]) == 0
    assert "M is not counted by this scenario" in capsys.readouterr().out
