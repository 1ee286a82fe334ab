"""Unknown keys and wrong shapes: each mistake told once, all of them together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carbonspan.simulate.grammar.schema import json_schema

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("gsd: 2", "gds: 2", "a.yaml:6:34: inputs.words.gds: unknown key; did you mean 'gsd'?"),
        (
            "gsd: 2",
            "lognromal: {median: 2}",
            "a.yaml:6:34: inputs.words.lognromal: unknown key; did you mean 'lognor",
        ),
        ("gsd: 2", "to: [1e8, 9e8]", "a.yaml:6:34: inputs.words.to: unknown key; "),
        ("inputs:", "input:", "a.yaml:5:1: input: unknown key; did you mean 'inputs'?"),
        ("title:", "titel: x\ntitle:", "a.yaml:1:1: titel: unknown key; did you mean 'title'?"),
        (
            "source: our",
            "evidence: assumed, source: our",
            "a.yaml:4:12: defaults.evidence: unknown key; choose one of s",
        ),
        (
            "words: {nominal",
            "words: {nominl",
            "a.yaml:6:11: inputs.words.nominl: unknown key; did you mean 'nominal'?",
        ),
        ("3e8 word/day", "3,5 word/day", "a.yaml:6:22: inputs.words.5 word/day: unknown key; use a decimal point"),
        ("gsd: 2", "gsd: 2, 1.5", "inputs.words.1.5: unknown key; use a decimal point"),
        ("gsd: 2", "gsd: 2,5", "inputs.words.5: unknown key; use a decimal point"),
        ("gsd: 2", "unit: [1]", "a.yaml:6:34: inputs.words.unit: must be text, got a list"),
        ("gsd: 2", "factors: error", "a.yaml:6:34: inputs.words.factors: must be a list, got 'error'"),
        (
            "gsd: 2",
            "law: {normal: 3}",
            "a.yaml:6:3: inputs.words: `law` is not a key; use the name of the law: `normal: {",
        ),
        ("3e8 word/day", "true", "a.yaml:6:11: inputs.words.nominal: must be a number, with a unit where it has one"),
        (
            "{duration: 1 day}",
            "1 day",
            "a.yaml:3:1: per: must be a mapping such as `{duration: 1 day}`, got '1 day'",
        ),
        (
            "{duration: 1 day}",
            "{duration: {nominal: 1 day, gsd: 2}}",
            "a.yaml:3:7: per.duration: must be one value, such as `duration: 1 day`, got a mapping",
        ),
        ("title: a service", "title: 3", "a.yaml:1:1: title: must be text, got 3"),
        (
            "evidence: measured",
            "evidence: metered",
            "inputs.energy.evidence: must be one of measured, disclosed, derived or as",
        ),
        (
            "evidence: measured",
            "evidence: measured, nature: luck",
            "nature: must be one of ignorance or variability, got luck",
        ),
    ],
)
def test_one_mistake_gives_one_message(wrong: Wrong, old: str, new: str, message: str) -> None:
    found = wrong(old, new)
    assert len(found) == 1, found
    assert message in found[0]


def test_what_is_offered_can_be_written(wrong: Wrong) -> None:
    (message,) = wrong("gsd: 2", "zzzzzz: 2")
    offered = message.partition("choose one of ")[2].split(", ")
    assert set(offered) == set(json_schema()["$defs"]["InputEntry"]["anyOf"][0]["properties"])


@pytest.mark.parametrize(
    ("add", "message"),
    [
        ("claims: {A: {value: 3 J}}", "a.yaml:9:10: claims.A.output: is missing"),
        ("claims: {A: {output: serve, between: [1 J]}}", "claims.A.between: must have 2 entries"),
        ("claims: {A: {outptu: serve, value: 3 J}}", "claims.A.outptu: unknown key; did you mean 'output'?"),
        ("correlations: {pairs: [[words, energy]]}", "pairs.0: must be two inputs and their correlation"),
        ("correlations: {pairs: [[words, energy, high]]}", "pairs.0: must be two inputs and their correlation"),
        ("correlations: {scale: ranks, pairs: []}", "correlations.scale: must be one of spearman or normal, got ranks"),
        ("dimensions: {n: {range: [0, 2.5], sets: words}}", "dimensions.n.range.1: must be a whole number, got 2.5"),
        (
            "dimensions: {r: {a: {share: {nomnal: 1}}}}",
            "dimensions.r.a.share.nomnal: unknown key; did you mean 'nominal'?",
        ),
        ("total: {emissions: product}", "total.emissions: must be one of sum, got product"),
    ],
)
def test_one_mistake_beside_the_inputs(wrong: Wrong, add: str, message: str) -> None:
    found = [line for line in wrong(add=add) if "requires `parts`" not in line]
    assert len(found) == 1, found
    assert message in found[0]


def test_all_mistakes_come_at_once_in_the_order_of_their_lines(wrong: Wrong) -> None:
    found = wrong("p5: 1, p95: 4, evidence: measured", "p5: 5, p95: 4, evidnce: measured", add="claims: {A: 3}\nx: 1")
    assert [line.split(": ")[1] for line in found] == ["inputs.energy.evidnce", "claims.A", "x"]


def test_mistakes_of_shape_hide_none_of_meaning(wrong: Wrong) -> None:
    found = wrong("1 day}", "1 kWh}", add="titel: x\nclaims: {A: {output: srve, value: 1 J}}")
    assert [line.split(": ")[1] for line in found] == ["per.duration", "titel", "claims.A.output"]


def test_labels_may_be_numbers(changed: Callable[..., object]) -> None:
    assert changed(add="dimensions: {year: {2020: {share: 0.3}}}")
