from __future__ import annotations

from collections.abc import Callable

import pytest

from carbonspan.simulate.scenario.scenario import Scenario

FACTOR = "factors: {error: {nominal: 1.5, gsd: 1.3, evidence: assumed}}\n"


def test_a_factor_is_one_input_that_several_name(changed: Callable[..., Scenario]) -> None:
    scenario = changed("gsd: 2", "gsd: 2, factors: [error]", add=FACTOR)
    words, error = scenario.inputs["words"], scenario.inputs["error"]
    assert (words.factors, words.stated) == (("error",), "gsd: 2 × error")
    assert (error.nominal, error.stream, error.source) == (1.5, "error", "our meter")
    assert list(scenario.inputs) == ["duration", "words", "energy", "share", "error"]
    assert scenario.parts[0].feeds == ("words", "energy", "share", "duration")


@pytest.mark.parametrize(
    ("old", "new", "add", "message"),
    [
        (
            "gsd: 2",
            "factors: [error]",
            "",
            "inputs.words.factors.0: no factor is named 'error'; there are none to choose from",
        ),
        (
            "gsd: 2",
            "factors: [eror]",
            FACTOR,
            "inputs.words.factors.0: no factor is named 'eror'; did you mean 'error'?",
        ),
        (
            "",
            "",
            FACTOR.replace("gsd", "factors: [error], gsd"),
            "factors.error.factors: a factor cannot have factors; give both",
        ),
        (
            "",
            "",
            FACTOR.replace("1.5", "1.5 kg"),
            "factors.error.nominal: is a mass (kg) where a plain number is expected",
        ),
        ("", "", "factors: {share: {nominal: 1, evidence: assumed}}", "factors.share: is an argument of the model"),
        ("1 day", "1 kWh", "", "a.yaml:3:7: per.duration: is an energy (kWh) where a time is expected (s); got 1 kWh"),
        ("title: a service", "", "", "a.yaml:1:1: title: is missing"),
        (
            "py:serve",
            "py:serv",
            "outputs: {serve: kWh}",
            "model: service.py:serv: no such model; did you mean 'serve'?",
        ),
        ("", "", "total: {serve: sum}", "a.yaml:9:1: total: requires `parts`, but this file has a single model"),
    ],
)
def test_one_mistake_gives_one_message(
    wrong: Callable[..., list[str]], old: str, new: str, add: str, message: str
) -> None:
    found = wrong(old, new, add=add)
    assert len(found) == 1, found
    assert message in found[0]


def test_contradictory_correlations_are_refused(wrong: Callable[..., list[str]]) -> None:
    (message,) = wrong(add="correlations: {pairs: [[words, energy, 0.9], [words, share, 0.9], [share, energy, -0.9]]}")
    assert "the correlations of words, energy, share are infeasible (least eigenvalue -0.82)" in message


def test_slight_contradictions_warn(changed: Callable[..., Scenario]) -> None:
    pairs = "[[words, energy, 0.7], [words, share, 0.7], [share, energy, -0.02]]"
    (warning,) = changed(add=f"correlations: {{pairs: {pairs}}}").warnings
    rule = "the correlations of words, energy, share are infeasible; the nearest feasible matrix was used"
    assert f"a.yaml:9:16: correlations.pairs: {rule}" in str(warning)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("[words, energy, 1.5]", "pairs.0.2: a correlation must lie within -1 to 1, got 1.5"),
        (
            "[words, enrgy, 0.5]",
            "a.yaml:9:32: correlations.pairs.0.1: no input is named 'enrgy'; did you mean 'energy'?",
        ),
        ("[words, words, 0.5]", "pairs.0: must be two different inputs, got words twice"),
        ("[words, energy, .5], [energy, words, .5]", "pairs.1: duplicate pair of energy and words; keep one"),
    ],
)
def test_mistakes_in_pairs(wrong: Callable[..., list[str]], pair: str, message: str) -> None:
    found = wrong(add=f"correlations: {{pairs: [{pair}]}}")
    assert len(found) == 1, found
    assert message in found[0]
