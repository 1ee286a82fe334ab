"""The printed, exported and stored answer of a sweep."""

import csv
import io
import json

import pytest

import carbonspan as cs
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.datasets.stored_answer import stored_answer

FEW = ["--samples", "2e4", "--quiet"]
NAME = "chatgpt/by-words"


@pytest.fixture
def printed(capsys):
    def command(*arguments: str) -> str:
        assert run(["run", NAME, *FEW, *arguments]) == 0
        return capsys.readouterr().out

    return command


def test_a_sentence_and_a_table_along_the_sweep(printed):
    lines = printed("--sweep", "utilization=0.3,0.6,0.9").splitlines()
    assert lines[2] == (
        "emissions: medians from 1.5 t CO2e a day (utilization 0.3) to 3.1 t (utilization 0.9); "
        "elasticity 0.71 to utilization at utilization 0.6"
    )
    head = lines.index("emissions, t CO2e") + 1
    assert lines[head].split() == ["utilization", "median", "90", "%", "elasticity"]
    assert [line.split()[0] for line in lines[head + 1 : head + 4]] == ["0.3", "0.6", "0.9"]
    assert "nominal" not in " ".join(lines)


def test_an_input_that_changes_nothing_and_one_that_is_exact(printed):
    text = printed("--sweep", "users=1e5..4e5:3log", "--sweep", "pue=1.1,1.2")
    assert "elasticity 1 to users" in text.replace("elasticity 1.00", "elasticity 1")
    assert "elasticity to users  elasticity to pue" in text


def test_json_and_csv_have_numbers(printed):
    found = json.loads(printed("--sweep", "full_power=0.3,0.4 kW/gpu", "--json"))
    assert found["sweep"] == {"full_power": {"unit": "kW/gpu", "values": [0.3, 0.4]}}
    first = found["outputs"]["emissions"][0]
    assert first["coordinates"] == {"full_power": 0.3}
    assert 0 < first["elasticities"]["full_power"]["value"] < 1
    rows = list(csv.DictReader(io.StringIO(printed("--sweep", "full_power=0.3,0.4 kW/gpu", "--csv"))))
    assert {(row["full_power"], row["full_power_unit"]) for row in rows} == {("0.3", "kW/gpu"), ("0.4", "kW/gpu")}
    slopes = [float(row["value"]) for row in rows if row["statistic"] == "elasticity to full_power"]
    assert len(slopes) == 6
    assert first["elasticities"]["full_power"]["value"] in slopes


def test_an_answer_read_back_is_the_same_sweep():
    tree = cs.sweep(NAME, {"full_power": "0.3..0.4 kW/gpu:3", "pue": [1.1, 1.2]}, samples=2_000)
    stored = stored_answer(tree)
    assert dict(stored.subject.scales["full_power"].numbers) == {
        "0.3 kW/gpu": 0.3,
        "0.35 kW/gpu": 0.35,
        "0.4 kW/gpu": 0.4,
    }
    again = dataset(stored)
    assert again["elasticity"].to_dataset().identical(tree["elasticity"].to_dataset())
    assert again["quantiles"]["emissions"].equals(tree["quantiles"]["emissions"])
    assert again["quantiles"]["full_power"].attrs == tree["quantiles"]["full_power"].attrs


def test_problems_exit_with_2(capsys):
    assert run(["run", NAME, "--sweep", "utilisation=1,2"]) == 2
    assert "did you mean 'utilization'?" in capsys.readouterr().err
