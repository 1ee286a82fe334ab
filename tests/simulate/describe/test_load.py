"""Every mistake a scenario file can hold, and the message it gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carbonspan.simulate.describe.laws.discrete import Constant
from carbonspan.simulate.describe.load import load
from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.describe.scenario import Scenario

SOUND = """\
title: a service
model: service.py:serve
per: {duration: 1 day}
defaults: {source: our meter}
inputs:
  words: {nominal: 3e8 word/day, gsd: 2, evidence: assumed}
  energy: {nominal: 2 J/word, p5: 1, p95: 4, evidence: measured}
  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}
"""
MODEL = """\
from typing import Annotated
from carbonspan import Bounds

def serve(words: Annotated[float, "word/s"], energy: Annotated[float, "J/word"],
          share: Annotated[float, "1", Bounds(0, 1)], duration: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return words * duration * energy * share
"""
FACTOR = "factors: {error: {nominal: 1.5, gsd: 1.3, evidence: assumed}}\n"


class Folder:
    """A folder with a model, and a scenario made by changing the sound one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "service.py").write_text(MODEL)

    def load(self, old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> Scenario:
        assert old in SOUND
        (self.path / "a.yaml").write_text(SOUND.replace(old, new) + add)
        return load(str(self.path / "a.yaml"), **options)

    def wrong(self, old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> list[str]:
        with pytest.raises(InvalidInput, match=r"\w") as caught:
            self.load(old, new, add=add, **options)
        return [str(problem).replace(f"{self.path}/", "") for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


BETA = "beta: {p5: 0.3, p95: 0.9}"
BAD = [
    ("words:", "wrods:", "a.yaml:6:3: inputs.wrods: is no argument of service.py:serve; did you mean 'words'?"),
    ("gsd: 2", "gds: 2", "a.yaml:6:34: inputs.words.gds: is no key here; did you mean 'gsd'?"),
    ("gsd: 2", "lognromal: {median: 2}", "a.yaml:6:34: inputs.words.lognromal: is no key here; did you mean 'lognorm"),
    ("gsd: 2", "gsd: 2, p5: 1, p95: 2", "a.yaml:6:3: inputs.words: two laws for one input"),
    ("gsd: 2", "normal: {mean: 3e8, sd: -1}", "a.yaml:6:54: inputs.words.normal.sd: must be positive, got -1"),
    ("2 J/word", "2", "a.yaml:7:12: inputs.energy.nominal: needs a unit such as J/word; got 2"),
    ("3e8 word/day", "3e8 token/day", "a.yaml:6:11: inputs.words.nominal: has the unit token/day where word/s is"),
    ("1 day", "1 kWh", "a.yaml:3:7: per.duration: is an energy (kWh) where a time is expected (s); got 1 kWh"),
    ("2 J/word", "2 J/wrd", "a.yaml:7:12: inputs.energy.nominal: unknown unit 'wrd'; did you mean 'word'?"),
    ("p5: 1,", "p5: 5,", "a.yaml:7:38: inputs.energy.p95: must exceed p5 (5), got 4"),
    (
        BETA,
        "discrete: {0.5: 1.2}",
        "a.yaml:8:25: inputs.share.discrete.0.5: must lie above 0 and at most at 1, got 1.2",
    ),
    (BETA, "discrete: {0.5: 0.2, 1: 0.2}", "a.yaml:8:25: inputs.share.discrete: probabilities must sum to 1, got 0.4"),
    ("0.5", "85", "a.yaml:8:11: inputs.share.nominal: must lie within 0 to 1, got 85; write 85 % or 0.85"),
    (
        BETA,
        "gsd: 2",
        "a.yaml:8:3: inputs.share: must lie within 0 to 1, but the law reaches 0 to inf; add `truncate: [0, 1]`",
    ),
    (
        "evidence: measured",
        "evidence: metered",
        "inputs.energy.evidence: must be one of measured, disclosed, derived or a",
    ),
    (
        ", evidence: measured",
        "",
        "inputs.energy.evidence: is missing; is the number measured, disclosed, derived or assumed?",
    ),
    ("defaults: {source: our meter}", "", "inputs.energy.source: is missing; where was the number measured?"),
    (
        "service.py:serve",
        "service.py:sreve",
        "a.yaml:2:1: model: service.py:sreve: no such model; did you mean 'serve'?",
    ),
    ("service.py:serve", "absent.py:serve", "a.yaml:2:1: model: absent.py:serve: cannot be read: No such file"),
    (
        "service.py:serve",
        "serving.by_word",
        "a.yaml:2:1: model: serving.by_word: no such model; did you mean 'serving.by",
    ),
    ("model: service.py:serve", "", "a.yaml:1:1: model: is missing; name one"),
    ("title: a service", "", "a.yaml:1:1: title: is missing"),
    ("title:", "titel: x\ntitle:", "a.yaml:1:1: titel: is no key here; did you mean 'title'?"),
    (
        "duration: 1 day",
        "period: 1 day",
        "a.yaml:3:7: per.period: is no argument of service.py:serve; choose one of durat",
    ),
    ("gsd: 2", "nature: variability", "inputs.words.over: is missing; variability names its period"),
    (
        "gsd: 2",
        "nature: variability, over: word",
        "inputs.words.over: must be the functional unit (1 day), got word: what",
    ),
    ("gsd: 2", "over: day", "inputs.words.over: belongs to nature: variability; leave it out"),
    ("gsd: 2", "factors: [error]", "inputs.words.factors.0: no factor is called 'error'; there is none to choose"),
    ("gsd: 2", "nominal: true", "inputs.words.nominal: is said twice"),
    ("gsd: 2", "unit: [1]", "inputs.words.unit: must be text, got a list"),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD)
def test_one_mistake_gives_one_message(folder: Folder, old: str, new: str, message: str) -> None:
    found = folder.wrong(old, new)
    assert len(found) == 1, found
    assert message in found[0]


ADDED = [
    ("outputs: {serve: kW}", "outputs.serve: is a power (kW) where an energy is expected (J)"),
    ("outputs: {sreve: kWh}", "outputs.sreve: no output is called so; did you mean 'serve'?"),
    ("claims: {A: {output: serve, value: 3}}", "claims.A.value: needs a unit such as J; got 3"),
    ("claims: {A: {output: x, value: 3 J}}", "claims.A.output: no output is called 'x'; choose one of serve"),
    ("claims: {A: {output: serve}}", "claims.A: must say one of value, at_least, at_most, between, got none"),
    ("claims: {A: {value: 3 J}}", "claims.A.output: is missing"),
    ("correlations: {pairs: [[words, energy, 1.5]]}", "pairs.0.2: a correlation must lie within -1 to 1, got 1.5"),
    ("correlations: {pairs: [[words, enrgy, 0.5]]}", "pairs.0.1: no input is called 'enrgy'; did you mean 'energy'?"),
    ("correlations: {pairs: [[words, words, 0.5]]}", "pairs.0: must be two different inputs, got words twice"),
    (
        "correlations: {pairs: [[words, energy, .5], [energy, words, .5]]}",
        "pairs.1: energy and words are correlated tw",
    ),
    ("correlations: {pairs: [[words, energy]]}", "pairs.0: must be two inputs and their correlation"),
    ("dimensions: {region: {a: {share: 85}}}", "dimensions.region.a.share.nominal: must lie within 0 to 1, got 85"),
    ("dimensions: {region: {a: {shrae: 1}}}", "dimensions.region.a.shrae: no input is called 'shrae'; did you mean 's"),
    ("dimensions: {n: {range: [3, 3], sets: words}}", "dimensions.n.range: must rise, by at most 10000, got 3 to 3"),
    ("dimensions: {n: {range: [0, 3], sets: wrds}}", "dimensions.n.sets: no input is called 'wrds'; did you mean"),
    ("choices: {c: {}}", "choices.c: must have at least one option"),
    ("choices: {c: {x: {share: 1}}, d: {x: {share: 0}}}", "choices.d: replaces share, as c does already; keep one"),
    ("factors: {share: {nominal: 1, evidence: assumed}}", "factors.share: is an argument of the model"),
]


@pytest.mark.parametrize(("add", "message"), ADDED)
def test_one_mistake_in_what_stands_beside_the_inputs(folder: Folder, add: str, message: str) -> None:
    found = folder.wrong(add=add)
    assert len(found) == 1, found
    assert message in found[0]


def test_contradictory_correlations_are_refused(folder: Folder) -> None:
    add = "correlations: {pairs: [[words, energy, 0.9], [words, share, 0.9], [share, energy, -0.9]]}"
    assert (
        "words, energy, share cannot have these correlations at once (least eigenvalue -0.82)"
        in folder.wrong(add=add)[0]
    )


def test_correlations_that_rounding_made_infeasible_are_repaired_with_a_warning(folder: Folder) -> None:
    add = "correlations: {pairs: [[words, energy, 0.7], [words, share, 0.7], [share, energy, -0.02]]}"
    warning = folder.load(add=add).warnings[0]
    assert re.search(r"a\.yaml:9:16: correlations\.pairs: .* cannot quite have", str(warning))


def test_all_mistakes_come_at_once_in_the_order_of_their_lines(folder: Folder) -> None:
    found = folder.wrong(
        "p5: 1, p95: 4, evidence: measured", "p5: 5, p95: 4, evidnce: measured", add="claims: {A: 3}\nx: 1"
    )
    assert [line.split(": ")[1] for line in found] == ["inputs.energy.evidnce", "claims.A", "x"]


def test_a_user_model_with_a_syntax_error_is_told_with_its_line(folder: Folder) -> None:
    (folder.path / "service.py").write_text("def serve(:\n")
    assert folder.wrong() == ["service.py:1:11: is not Python: invalid syntax"]


def test_a_user_model_with_other_dimensions_than_it_says(folder: Folder) -> None:
    (folder.path / "service.py").write_text(MODEL.replace('-> Annotated[float, "J"]', '-> Annotated[float, "W"]'))
    (message,) = folder.wrong()
    assert re.search(r"service\.py:4:1: .*returns an energy .* where a power \(W\) is declared", message)


def test_a_missing_argument_is_named(folder: Folder) -> None:
    line = "  words: {nominal: 3e8 word/day, gsd: 2, evidence: assumed}\n"
    assert folder.wrong(line) == ["a.yaml:5:1: inputs: must give every argument of service.py:serve; missing: words"]


def test_a_factor_that_leads_out_of_bounds(folder: Folder) -> None:
    found = folder.wrong("p95: 0.9}", "p95: 0.9}, factors: [error]", add=FACTOR)
    assert len(found) == 1
    assert found[0].endswith("but the law reaches 0 to inf; add `truncate: [0, 1]` to it and its factors")


def test_numbers_arrive_in_base_units(folder: Folder) -> None:
    scenario = folder.load(add="claims: {A: {output: serve, at_most: 0.1 kWh, rounding: 1 Wh}}")
    words, energy = scenario.inputs["words"], scenario.inputs["energy"]
    assert words.nominal == pytest.approx(3e8 / 86400, rel=1e-15)
    assert (words.unit.text, words.stated, words.stream, words.source) == ("word/day", "gsd: 2", "words", "our meter")
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([1, 4])
    assert scenario.inputs["duration"].distribution == Constant(86400.0)
    assert list(scenario.inputs) == ["duration", "words", "energy", "share"]
    claim = scenario.claims[0]
    assert (claim.low, claim.high, claim.rounding, claim.stated) == (-float("inf"), 3.6e5, 3600.0, "at most 0.1 kWh")
    assert scenario.outputs[0].unit.text == "kWh"  # 3e8 J


def test_the_nominal_value_is_the_median_where_none_is_said(folder: Folder) -> None:
    old = "nominal: 2 J/word, p5: 1, p95: 4"
    assert folder.load(old, "p5: 1, p95: 4 J/word").inputs["energy"].nominal == pytest.approx(2)
    assert folder.load(old, "unit: kJ/word, p5: 1, p95: 4").inputs["energy"].nominal == pytest.approx(2000)


def test_a_factor_is_one_input_that_several_name(folder: Folder) -> None:
    scenario = folder.load("gsd: 2", "gsd: 2, factors: [error]", add=FACTOR)
    assert scenario.inputs["words"].factors == ("error",)
    assert scenario.inputs["words"].stated == "gsd: 2 × error"
    assert scenario.inputs["error"].nominal == 1.5
    assert scenario.parts[0].feeds == ("words", "energy", "share", "duration")


def test_axes_replace_inputs_and_keep_what_they_leave_unsaid(folder: Folder) -> None:
    axes = "dimensions: {hour: {range: [0, 2], sets: share}, year: {2020: {energy: 3}, 2021: {energy: {gsd: 2}}}}\n"
    scenario = folder.load(add=axes + "choices: {who: {all: {words: 1e8}, some: {}}}")
    assert [(axis.kind, axis.name, [option.label for option in axis.options]) for axis in scenario.axes] == [
        ("choice", "who", ["all", "some"]),
        ("dimension", "hour", ["0", "1"]),
        ("dimension", "year", ["2020", "2021"]),
    ]
    words = scenario.axes[0].options[0].inputs["words"]
    assert (words.nominal, words.evidence, words.stream) == (pytest.approx(1e8 / 86400), "assumed", "words")
    later = scenario.axes[2].options[1].inputs["energy"]
    assert (later.nominal, later.stated, later.source) == (2, "gsd: 2", "our meter")


def test_an_argument_that_every_option_gives_need_not_be_given_before(folder: Folder) -> None:
    share = f"  share: {{nominal: 0.5, {BETA}, evidence: assumed}}\n"
    entry = "{{nominal: {}, evidence: assumed}}"
    axes = f"dimensions: {{r: {{a: {{share: {entry.format(0.1)}}}, b: {{share: {entry.format(0.2)}}}}}}}"
    assert folder.load(share, add=axes).inputs["share"].nominal == 0.1


def test_set_and_fix(folder: Folder) -> None:
    scenario = folder.load(sets=["share=0.4", "energy=2 to 9", "duration=2 day"], fixes=["words"])
    share, energy, words = (scenario.inputs[name] for name in ("share", "energy", "words"))
    assert (share.nominal, share.distribution, share.source) == (0.4, Constant(0.4), "--set share=0.4")
    assert energy.nominal == 2
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([2, 9])
    assert words.distribution == Constant(words.nominal)
    assert scenario.inputs["duration"].nominal == 2 * 86400


def test_set_with_another_unit_keeps_the_nominal_value(folder: Folder) -> None:
    energy = folder.load(sets=["energy=2 to 9 kJ/word"]).inputs["energy"]
    assert energy.nominal == 2
    assert energy.distribution.quantile(0.95) == pytest.approx(9000)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": ["shrae=1"]}, "--set shrae=1: no input is called 'shrae'; did you mean 'share'?"),
        ({"sets": ["share"]}, "--set share: must be name=value"),
        ({"sets": ["share=[1"]}, "--set share=[1: is no YAML: "),
        ({"sets": ["share=85"]}, "--set share=85: inputs.share.nominal: must lie within 0 to 1, got 85; write 85 %"),
        ({"sets": ["energy=3 kW"]}, "--set energy=3 kW: inputs.energy.nominal: has the unit kW where J/word is exp"),
        ({"sets": ["energy=5 to 4"]}, "--set energy=5 to 4: inputs.energy.p95: must exceed p5 (5), got 4"),
        ({"fixes": ["wrods"]}, "--fix wrods: no input is called 'wrods'; did you mean 'words'?"),
    ],
)
def test_mistakes_on_the_command_line(folder: Folder, options: dict[str, list[str]], message: str) -> None:
    found = folder.wrong(**options)
    assert len(found) == 1, found
    assert found[0].startswith(message)


def test_a_value_outside_the_files_belief_is_warned_of(folder: Folder) -> None:
    (warning,) = folder.load(sets=["energy=40", "words=4e8"]).warnings
    assert str(warning).startswith(
        "--set energy=40: inputs.energy: the nominal value 40 J/word lies above the belief's 1"
    )


def test_what_is_resolved_reads_back_as_the_same_scenario(folder: Folder) -> None:
    axes = "choices: {who: {all: {words: 1e8}, some: {}}}\n" + FACTOR
    first = folder.load("gsd: 2", "gsd: 2, factors: [error]", add=axes, sets=["share=0.4"], fixes=["energy", "error"])
    (folder.path / "b.yaml").write_text(first.resolved)
    second = load(str(folder.path / "b.yaml"))
    assert (second.inputs, second.axes, second.resolved) == (first.inputs, first.axes, first.resolved)
    assert "defaults" not in first.resolved


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chatgpt/by-words", {"emissions": 3824.4, "energy": 11870.83 * 3.6e6, "gpu_time": 29166.67 * 3600}),
        ("chatgpt/by-hardware", {"emissions": 25.92, "energy": 96 * 3.6e6}),
    ],
)
def test_shipped_scenarios_reproduce_what_was_published(name: str, expected: dict[str, float]) -> None:
    scenario = load(name)
    (part,) = scenario.parts
    outputs = part.model.function(*(scenario.inputs[feed].nominal for feed in part.feeds))
    for output, value in expected.items():
        assert getattr(outputs, output) == pytest.approx(value, rel=1e-5)
    for claim in scenario.claims:
        assert claim.low - claim.rounding <= getattr(outputs, claim.output) <= claim.high + claim.rounding
    assert all(given.evidence and given.source for given in scenario.inputs.values() if given.name not in scenario.per)
