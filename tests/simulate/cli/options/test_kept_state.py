"""``carbonspan run --checkpoint``, ``--extend`` and ``--span``, and real processes that are killed."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run

NAME = "chatgpt/by-words"
FEW = ["--samples", "2.2e6", "--json", "--quiet"]


@pytest.fixture
def invoke(capsys, monkeypatch, tmp_path):
    """Exit code, stdout and stderr of one ``carbonspan run`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["run", *arguments])
        return code, *capsys.readouterr()

    return command


def test_a_state_is_extended_without_naming_its_scenario(invoke):
    changed = ["--set", "pue=1.2", "--fix", "latency", "--seed", "3", "--probability", "emissions > 1 t"]
    expected = invoke(NAME, *changed, *FEW)
    assert invoke(NAME, *changed, "--samples", "1.5e6", "--checkpoint", "run.state")[0] == 0
    assert invoke("--extend", "run.state", *FEW) == expected
    assert invoke(NAME, *changed, *FEW, "--checkpoint", "run.state") == expected
    assert invoke("--extend", "run.state", "--json", "--quiet") == expected


def test_an_answer_is_extended_whose_state_was_kept(invoke):
    expected = invoke(NAME, *FEW)
    assert invoke(NAME, "--samples", "1.5e6", "--quiet", "--checkpoint", "run.state", "--out", "a.nc")[0] == 0
    assert invoke("--extend", "a.nc", *FEW, "--out", "a.nc") == expected
    assert invoke("--extend", "a.nc", "--json", "--quiet") == expected


def test_going_on_is_said(invoke):
    assert "going on" not in invoke(NAME, "--samples", "1.1e6", "--checkpoint", "run.state")[2]
    err = invoke(NAME, "--samples", "1.1e6", "--checkpoint", "run.state")[2]
    assert "going on from 1,048,576 samples in run.state" in err


def test_a_run_without_a_whole_step_keeps_no_state_and_says_so(invoke):
    code, _, err = invoke(NAME, "--samples", "1000", "--quiet", "--checkpoint", "run.state")
    assert code == 0
    assert "the state was not kept: a state holds whole steps of 1,048,576 samples" in err
    assert not Path("run.state").exists()
    assert "not kept" not in invoke(NAME, "--samples", "1.1e6", "--quiet", "--checkpoint", "run.state")[2]
    assert "not kept" not in invoke("--extend", "run.state", "--quiet")[2]


def test_an_edited_model_is_another_run(invoke):
    model = Path("heat.py")
    text = (
        "from typing import Annotated\n\n\n"
        'def heat(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Annotated[float, "J"]:\n'
        "    return power * time\n"
    )
    model.write_text(text)
    Path("heat.yaml").write_text(
        "title: A heater\nmodel: heat.py:heat\nper: {time: 1 hour}\n"
        "inputs: {power: {nominal: 1 kW, gsd: 2, evidence: assumed, source: a guess}}\n"
    )
    few = ["heat.yaml", "--samples", "1.1e6", "--checkpoint", "run.state", "--quiet"]
    assert invoke(*few)[0] == 0
    assert invoke(*few)[0] == 0
    model.write_text(text.replace("power * time", "power * time * 2"))
    code, _, err = invoke(*few)
    assert code == 2
    assert "run.state: is the state of another run: the scenario is" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing argument 'NAME|FILE'"),
        (["--extend", "no.state"], "no.state: does not exist; `carbonspan run --checkpoint` writes states"),
        ([NAME, "--extend", "a.state", "--seed", "1"], "--extend takes NAME|FILE, --seed from the state; leave it out"),
        ([NAME, "--every", "5s"], "--every requires --checkpoint FILE.state"),
        ([NAME, "--checkpoint", "a.state", "--every", "0.5s"], "must be a time of at least 1 s, such as 30s, 5min or"),
        ([NAME, "--checkpoint", "a.state", "--every", "soon"], "must be a time of at least 1 s"),
        ([NAME, "--checkpoint", "a.nc"], "a.nc: must end in .state"),
        ([NAME, "--checkpoint", "no/a.state"], "does not exist; make it first"),
        ([NAME, "--span", "1/2"], "--span requires --checkpoint FILE.state, the file for its state"),
        ([NAME, "--span", "3/2", "--checkpoint", "a.state"], "such as 2/4, got 3/2"),
        ([NAME, "--span", "1/2", "--checkpoint", "a.state", "--json", "--out", "a.nc"], "leave out --out, --json"),
        ([NAME, "--span", "1/2", "--checkpoint", "a.state", "--samples", "1e6"], "needs at least 2,097,152 samples"),
    ],
)
def test_options_that_do_not_fit_are_refused(invoke, arguments, told):
    code, out, err = invoke(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert not list(Path().iterdir())


def test_a_state_that_cannot_be_kept_is_an_error_after_the_answer(invoke, monkeypatch):
    from carbonspan.simulate.problems import InvalidInput
    from carbonspan.simulate.show.state_file import HDF5StateFile

    def full(self, state):
        raise InvalidInput("run.state: cannot be written: no space left on device")

    monkeypatch.setattr(HDF5StateFile, "write", full)
    code, out, err = invoke(NAME, *FEW, "--checkpoint", "run.state")
    assert (code, json.loads(out)["samples"]) == (2, 2_200_000)
    assert "the state was not kept: run.state: cannot be written: no space left on device" in err


COMMAND = [sys.executable, "-m", "carbonspan", "run", NAME, "--samples", "4e8", "--json", "--quiet"]


@pytest.mark.slow
def test_50_killed_runs_go_on_to_the_same_bits(tmp_path):
    expected = subprocess.run(COMMAND, check=True, capture_output=True).stdout
    state = tmp_path / "run.state"
    kept = [*COMMAND, "--checkpoint", str(state), "--every", "1s"]
    rng, killed = random.Random(0), 0  # noqa: S311 - moments, no secrets
    while killed < 50:
        with subprocess.Popen(kept, stdout=subprocess.PIPE) as process:
            try:
                out, _ = process.communicate(timeout=rng.uniform(0.2, 6))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                killed += 1
                continue
        assert (process.returncode, out) == (0, expected)
        state.unlink()
    assert subprocess.run(kept, check=True, capture_output=True).stdout == expected


@pytest.mark.slow
@pytest.mark.parametrize("span", [[], ["--span", "1/2"]])
def test_an_interrupted_run_keeps_its_state(tmp_path, span):
    state = tmp_path / "run.state"
    command = [*COMMAND[:-4], "--samples", "4e11", "--checkpoint", str(state), "--every", "1s", *span]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not state.exists() and process.poll() is None:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == f"the state is in {state}; the same command goes on from it"
