"""Units, nominal values, laws, bounds and grounds of single inputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.scenario.scenario import Scenario

Changed = Callable[..., Scenario]
Wrong = Callable[..., list[str]]

BETA = "beta: {p5: 0.3, p95: 0.9}"
FACTOR = "factors: {error: {nominal: 1.5, gsd: 1.3, evidence: assumed}}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2 J/word", "2", "a.yaml:7:12: inputs.energy.nominal: needs a unit such as J/word; got 2"),
        ("3e8 word/day", "3e8 token/day", "a.yaml:6:11: inputs.words.nominal: has the unit token/day where word/s is"),
        ("3e8 word/day", "3e8 query/day", "a.yaml:6:11: inputs.words.nominal: has the unit query/day where word/s is"),
        (
            "2 J/word",
            "yes",
            "a.yaml:7:12: inputs.energy.nominal: must be a number with a unit, such as 0.3 J/word, got",
        ),
        ("nominal: 0.5", "nominal: abc", "inputs.share.nominal: must be a plain number, got 'abc'"),
        ("gsd: 2", "gsd: abc", "inputs.words.gsd: must be a plain number, got 'abc'"),
        (
            "1 day}",
            "1 to 3 day}",
            "per.duration: must be one value, such as `duration: 3 day`, got the range '1 to 3 day'",
        ),
        ("2 J/word", "2 J/wrd", "a.yaml:7:12: inputs.energy.nominal: unknown unit 'wrd'; did you mean 'word'?"),
        ("2 J/word", "2, unit: J/wrd", "a.yaml:7:24: inputs.energy.unit: unknown unit 'wrd'; did you mean 'word'?"),
        ("p5: 1,", "p5: 1 s,", "inputs.energy.p5: has the unit s where J/word is expected"),
        ("gsd: 2", "gsd: 2, p5: 1, p95: 2", "a.yaml:6:3: inputs.words: two laws for one input"),
        ("gsd: 2", "normal: {mean: 3e8, sd: -1}", "a.yaml:6:54: inputs.words.normal.sd: must be positive, got -1"),
        ("p5: 1,", "p5: 5,", "a.yaml:7:38: inputs.energy.p95: must exceed p5 (5), got 4"),
        ("p5: 1,", "p5: 4,", "a.yaml:7:38: inputs.energy.p95: must exceed p5 (4), got 4"),
        (
            BETA,
            "discrete: {0.5: 1.2}",
            "a.yaml:8:25: inputs.share.discrete.0.5: must be above 0 and at most 1, got 1.2",
        ),
        (
            BETA,
            "discrete: {0.5: 0.2, 1: 0.2}",
            "a.yaml:8:25: inputs.share.discrete: probabilities must sum to 1, got 0.4",
        ),
        (
            "nominal: 0.5",
            "nominal: 85",
            "a.yaml:8:11: inputs.share.nominal: must lie within 0 to 1, got 85; write 85 % or 0.85",
        ),
        (
            "nominal: 0.5",
            "nominal: 130",
            "a.yaml:8:11: inputs.share.nominal: must lie within 0 to 1, got 130; 0 to 1 is 0 to 100 %",
        ),
        (
            BETA,
            "p5: 30, p95: 90",
            "must lie within 0 to 1, but the law reaches 0 to inf; its median is 52: write percentages with their sign",
        ),
        (
            BETA,
            "gsd: 2",
            (
                "a.yaml:8:3: inputs.share: must lie within 0 to 1, but the law reaches 0 to inf; "
                "add `truncate: [0, 1]`, as in {gsd: 2, truncate: [0, 1]}"
            ),
        ),
        (
            BETA,
            "p5: 0.3, p95: 0.9",
            (
                "add `truncate: [0, 1]`, as in {p5: 0.3, p95: 0.9, truncate: [0, 1]} or, for a share, "
                "{beta: {p5: 0.3, p95: 0.9}}"
            ),
        ),
        (BETA, "p5: 0.05, p95: 0.999", "the law reaches 0 to inf; write {beta: {p5: 0.05, p95: 0.999}}"),
        (BETA, "p5: 0.3, p95: 1.5", "the law reaches 0 to inf; put both quantiles inside 0 to 1"),
        (BETA, "p5: 0.3, p95: 0.9, truncate: [0.1, null]", "0.1 to inf; change it to `truncate: [0.1, 1]`"),
        (
            ", evidence: measured",
            "",
            "inputs.energy.evidence: is missing; is the number measured, disclosed, derived or assumed?",
        ),
        (
            "p5: 1, p95: 4",
            "beta: {p5: 1, p95: 4}",
            "a.yaml:7:31: inputs.energy.beta: needs low and high, with units, as the input has a dimension",
        ),
        (
            "p5: 1, p95: 4",
            "beta: {mean: 0.5, sd: 0.1, low: 0}",
            "a.yaml:7:31: inputs.energy.beta: needs low and high",
        ),
        (
            "p5: 1, p95: 4",
            "mixture: [{weight: 1, beta: {alpha: 2, beta: 3, high: 4}}]",
            "inputs.energy.mixture.0.beta: needs low and high",
        ),
        ("defaults: {source: our meter}", "", "inputs.energy.source: is missing; where was the number measured?"),
        (
            "nominal: 3e8 word/day, gsd: 2, ",
            "unit: word/s, ",
            "inputs.words.nominal: is missing; give a nominal value or a distribution",
        ),
        ("gsd: 2", "nature: variability", "inputs.words.over: is missing; variability needs a period"),
        (
            "gsd: 2",
            "nature: variability, over: word",
            "inputs.words.over: must be the functional unit (1 day), got word: what",
        ),
        (
            "gsd: 2",
            "nature: variability, over: month",
            "inputs.words.over: must be the functional unit (1 day), got month",
        ),
        ("gsd: 2", "nature: variability, over: dya", "inputs.words.over: unknown unit 'dya'; did you mean 'day'?"),
        ("gsd: 2", "over: day", "inputs.words.over: requires nature: variability; omit it"),
    ],
)
def test_one_mistake_gives_one_message(wrong: Wrong, old: str, new: str, message: str) -> None:
    found = wrong(old, new)
    assert len(found) == 1, found
    assert message in found[0]


def test_weights_must_sum_to_one(wrong: Wrong) -> None:
    (message,) = wrong(BETA, "mixture: [{weight: 0.7, uniform: [0, 1]}, {weight: 0.7, uniform: [0, 1]}]")
    assert message.startswith("a.yaml:8:25: inputs.share.mixture: weights must sum to 1, got 1.4")


def test_a_factor_that_leads_out_of_bounds(wrong: Wrong) -> None:
    (message,) = wrong("p95: 0.9}", "p95: 0.9}, factors: [error]", add=FACTOR)
    remedy = "add `truncate: [0, 1]` to it and `truncate: [0, 1]` to its factors"
    assert message.endswith(f"but the law reaches 0 to inf; {remedy}")


def test_a_nominal_value_that_its_factor_leads_out_of_bounds(wrong: Wrong) -> None:
    (message,) = wrong("nominal: 0.5", "factors: [error], nominal: 80 %", add=FACTOR.replace("gsd: 1.3, ", ""))
    assert "inputs.share.nominal: must lie within 0 to 100 %, got 120 %" in message
    assert "write" not in message


@pytest.mark.parametrize("written", ["85 %", "0.85"])
def test_a_fraction_in_percent(changed: Changed, written: str) -> None:
    assert changed("0.5", written).inputs["share"].nominal == 0.85


def test_numbers_arrive_in_base_units(changed: Changed) -> None:
    inputs = changed().inputs
    words, energy = inputs["words"], inputs["energy"]
    assert words.nominal == pytest.approx(3e8 / 86400, rel=1e-15)
    assert (words.unit.text, words.stated, words.stream, words.source) == ("word/day", "gsd: 2", "words", "our meter")
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([1, 4])
    assert inputs["duration"].distribution == Constant(86400.0)


@pytest.mark.parametrize(
    ("stated", "nominal"),
    [
        ("p5: 1, p95: 4 J/word", 2),
        ("p5: 1 kJ/word, p95: 4000 J/word", 2000),
        ("unit: kJ/word, p5: 1, p95: 4", 2000),
        ("unit: kJ/word, uniform: [1, 3]", 2000),
    ],
)
def test_the_nominal_value_is_the_median_by_default(changed: Changed, stated: str, nominal: float) -> None:
    energy = changed("nominal: 2 J/word, p5: 1, p95: 4", stated).inputs["energy"]
    assert energy.nominal == pytest.approx(nominal)


def test_bare_numbers_have_the_unit_of_the_nominal_value(changed: Changed) -> None:
    energy = changed("nominal: 2 J/word", "nominal: 2 kJ/word").inputs["energy"]
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([1000, 4000])


def test_variability_from_one_functional_unit_to_the_next(changed: Changed) -> None:
    words = changed("gsd: 2", "gsd: 2, nature: variability, over: day").inputs["words"]
    assert (words.nature, words.over) == ("variability", "day")


def test_truncation_keeps_a_law_within_bounds(changed: Changed) -> None:
    share = changed(BETA, "gsd: 2, truncate: [0, 1]").inputs["share"]
    assert share.distribution.support == (0, 1)
    assert share.stated == "gsd: 2, truncate: [0, 1]"


def test_a_beta_law_says_its_limits_where_a_unit_must_be_known(changed: Changed) -> None:
    energy = changed("p5: 1, p95: 4", "beta: {p5: 1, p95: 4, low: 0, high: 10 J/word}").inputs["energy"]
    assert energy.distribution.support == (0, 10)
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([1, 4])


@pytest.mark.parametrize(("nominal", "law"), [("0.5", "{p5: 0.3, p95: 0.9}"), ("50 %", "{p5: 30, p95: 90}")])
def test_a_beta_law_of_a_plain_number_is_a_fractions(changed: Changed, nominal: str, law: str) -> None:
    share = changed(f"nominal: 0.5, {BETA}", f"nominal: {nominal}, beta: {law}").inputs["share"]
    assert share.distribution.support == (0, 1)
    assert share.distribution.quantile([0.05, 0.95]) == pytest.approx([0.3, 0.9])


@pytest.mark.parametrize(
    ("law", "field"),
    [
        ("empirical: {csv: shares.csv, column: share}", "inputs.share"),
        (
            "mixture: [{weight: 0.5, empirical: {csv: shares.csv, column: share}}, {weight: 0.5, uniform: [0.1, 0.2]}]",
            "inputs.share",
        ),
    ],
)
def test_missing_readings_warn(changed: Changed, tmp_path: Path, law: str, field: str) -> None:
    (tmp_path / "shares.csv").write_text("day,share\n1,0.4\n2,\n3,0.5\n4,0.6\n\n")
    (warning,) = changed(BETA, f"{law}, truncate: [0.01, 1]").warnings
    assert warning.field == field
    assert warning.line == 8
    assert warning.message == (
        "no number in 1 of 4 rows of column 'share', the first at shares.csv:3:3; rows without one are left out"
    )
