"""A question answered, as text, JSON and a scenario file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import carbonspan as cs
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.asking.asked import AnsweredQuestion, ask
from carbonspan.simulate.asking.form import inputs, options, outputs
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

GIVEN = {"out": "400", "region": "fr", "accelerator": "h100"}
SAMPLES = 4096


@pytest.fixture(scope="module")
def asked() -> AnsweredQuestion:
    return ask("llama-3.1-70b", GIVEN, samples=SAMPLES)


def middle(asked: AnsweredQuestion, output: str) -> float:
    return next(each.median.value for each in asked.answer.marginals if each.output == output)


def test_the_file_has_the_title_and_runs_to_the_same_numbers(asked: AnsweredQuestion, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(asked.to_yaml())
    scenario = load(str(path))
    assert (scenario.title, scenario.warnings) == (asked.question.title, ())
    answer = run_scenario(scenario, samples=SAMPLES, describe_inputs=False)
    assert [each.median for each in answer.marginals] == [each.median for each in asked.answer.marginals]


def test_a_later_question_is_the_scenario_that_would_be_read(asked: AnsweredQuestion) -> None:
    later = ask("gpt-4o", {"out": "300 to 500", "region": "us-east-1", "provider": "google"}, samples=SAMPLES)
    read = load("ask/request", sets=later.question.sets)
    assert replace(later.scenario, warnings=()) == replace(read, warnings=())


def test_only_what_a_person_chose_can_surprise(asked: AnsweredQuestion) -> None:
    assert asked.scenario.warnings == ()
    (warning,) = ask("llama-3.1-70b", {"batch": "5000"}, samples=SAMPLES).scenario.warnings
    assert (warning.field, warning.file) == ("", "--batch 5000")
    assert ask("llama-3.1-70b", {"intensity": "50 g/kWh"}, samples=SAMPLES).scenario.warnings == ()
    (unusual,) = ask("llama-3.1-70b", {"intensity": "56 kg/kWh"}, samples=SAMPLES).scenario.warnings
    assert str(unusual).startswith(
        "--intensity 56 kg/kWh: nominal value 56 kg/kWh is above what a carbon intensity usua"
    )


def test_a_question_has_no_more_samples_than_are_quick() -> None:
    with pytest.raises(InvalidInput, match=r"samples: must be at most 1e.08 for a question.*--write"):
        ask("gpt-4o", {}, samples=1e12)


def test_the_same_question_is_answered_once(asked: AnsweredQuestion) -> None:
    assert ask("Llama 3.1 70B", GIVEN, samples=SAMPLES) is asked


def test_assumptions_are_what_was_left_open_most_important_first(asked: AnsweredQuestion) -> None:
    shares = [each.share for each in asked.assumptions]
    assert shares == sorted(shares, reverse=True)
    assert asked.assumptions[0].option == "--batch N"
    left = {name for each in asked.assumptions for name in each.inputs}
    assert left.isdisjoint(asked.question.given)
    assert 0.85 < sum(shares) < 1.1  # inputs are independent and the model close to a product


def test_an_amount_that_was_left_out_comes_first() -> None:
    first = ask("llama-3.1-70b", {}, samples=SAMPLES).assumptions[0]
    assert (first.option, first.share) == ("--out TOKENS", 0)


def test_what_is_given_narrows_the_answer(asked: AnsweredQuestion) -> None:
    known = ask("llama-3.1-70b", {**GIVEN, "batch": "64"}, samples=SAMPLES)
    width, narrower = (
        next(each.interval(0.9).high.value / each.interval(0.9).low.value for each in found if each.output == "energy")
        for found in (asked.answer.marginals, known.answer.marginals)
    )
    assert narrower < width / 2


def test_energy_grows_with_tokens_and_with_size() -> None:
    small, large = (ask(name, {"out": "400"}, samples=SAMPLES) for name in ("llama-3.1-8b", "llama-3.1-405b"))
    assert 10 * middle(small, "energy") < middle(large, "energy")
    thinking = ask("llama-3.1-8b", {"out": "400", "reasoning": "4000"}, samples=SAMPLES)
    assert 8 < middle(thinking, "energy") / middle(small, "energy") < 14
    reading = ask("llama-3.1-8b", {"out": "400", "in": "400"}, samples=SAMPLES)
    cached = ask("llama-3.1-8b", {"out": "400", "in": "400", "cached": "400"}, samples=SAMPLES)
    assert middle(small, "energy") < middle(cached, "energy") < middle(reading, "energy") < 2 * middle(small, "energy")


def test_by_market_is_shown_where_it_is_known(asked: AnsweredQuestion) -> None:
    assert "by market         not known" in str(asked)
    known = ask("llama-3.1-70b", {**GIVEN, "provider": "google"}, samples=SAMPLES)
    assert "not known" not in str(known)
    assert middle(known, "market_emissions") > middle(known, "emissions")  # France is cleaner than what Google buys


def test_a_period_is_said() -> None:
    assert "a month; 90 % credible interval" in str(ask("gpt-4o", {"requests": "3e6/month"}, samples=SAMPLES))


def test_json_has_the_run_and_the_question(asked: AnsweredQuestion) -> None:
    found = json.loads(json.dumps(asked.to_dict()))
    assert found["question"] == "Llama 3.1 70B: 400 tokens written, in France, on NVIDIA H100"
    assert found["assumptions"][0]["inputs"] == ["batch"]
    assert {"emissions", "market_emissions", "energy", "water", "embodied_share"} <= found["outputs"].keys()


def test_python_takes_numbers_and_texts() -> None:
    found = cs.ask("llama-3.1-70b", out=400, in_=1000, requests=1e6, sets={"reserve": 1}, samples=SAMPLES)
    assert found.scenario.inputs["requests"].nominal == 1e6
    assert found.scenario.inputs["prompt_tokens"].nominal == 1000
    assert found.scenario.inputs["reserve"].nominal == 1


def test_the_form_speaks_of_what_the_scenario_has() -> None:
    scenario = load("ask/request")
    assert {name for each in options().values() for name in each.inputs} | inputs().keys() == scenario.inputs.keys()
    assert {each.name for each in outputs()} <= {each.name for each in scenario.outputs}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"batch": "0"}, r"^--batch 0: must be at least 1, got 0$"),
        ({"out": "-5"}, r"^--out -5: must be at least 0 token/request, got -5 token/request$"),
        ({"pue": "0.5"}, r"^--pue 0\.5: must be at least 1, got 0\.5$"),
    ],
)
def test_a_problem_is_at_the_option_that_was_given(given, said):
    with pytest.raises(InvalidInput, match=said):
        ask("llama-3.1-8b", given)


def test_a_problem_of_two_inputs_that_one_option_sets_is_one_problem():
    with pytest.raises(InvalidInput, match=r"^--parameters -5: must be at least 0 parameter, got -5 parameter$"):
        ask(None, {"parameters": "-5"})


def test_more_active_parameters_than_all_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"--active 70e9: is more than all 2\.2e10 parameters, of which"):
        ask(None, {"parameters": "22e9", "active": "70e9"})
    with pytest.raises(InvalidInput, match=r"--active 22B: is more than all 8\.03e9 parameters"):
        ask("llama-3.1-8b", {"active": "22B"})


def test_a_log_that_has_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = []
    for energy in (0.1, 0.2):
        Path("log.csv").write_text(f"energy [Wh]\n{energy}\n")
        log = "energy={log: {csv: log.csv, column: 'energy [Wh]', reads: amounts, meter: 10 %}}"
        asked = ask("llama-3.1-70b", {}, observed=[log], samples=4096)
        found.append(next(each for each in asked.answer.marginals if each.output == "energy").median.value)
    assert found[1] > 1.5 * found[0]
