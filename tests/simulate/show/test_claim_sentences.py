import math
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Comparison
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.scenario.claim import Claim
from carbonspan.simulate.show.claim_sentences import sentences


def texts(answer):
    return [each.text for each in sentences(answer)]


def test_a_sentence_says_source_agreement_and_place(plain):
    assert texts(plain) == [
        (
            "Claim S1 (wallstreetcn-2023): emissions 3.82 t agrees with the nominal 3.8244 t "
            "and lies inside the 90 % interval."
        )
    ]


def test_a_claim_may_disagree_and_lie_outside(plain):
    claim = Claim("S3", "emissions", 25.92, 25.92, 0.005, stated="25.92 kg")
    subject = replace(plain.subject, claims=(claim,))
    assert texts(replace(plain, subject=subject)) == [
        "Claim S3: emissions 25.92 kg disagrees with the nominal 3.82 t and lies outside the 90 % interval."
    ]


@pytest.mark.parametrize(
    ("low", "high", "relation"),
    [
        (500, math.inf, "holds all of"),
        (2000, math.inf, "overlaps"),
        (-math.inf, 2000, "overlaps"),
        (2000, 3000, "lies inside"),
        (-math.inf, 100, "lies outside"),
    ],
)
def test_a_range_lies_to_the_interval_as_it_does(plain, low, high, relation):
    claim = Claim("A", "emissions", low, high, stated="so much")
    (sentence,) = texts(replace(plain, subject=replace(plain.subject, claims=(claim,))))
    assert sentence.endswith(f" and {relation} the 90 % interval.")


def test_a_claim_is_held_against_the_coordinate_it_is_about(regional):
    claim = Claim("R1", "emissions", 2000, 2000, 5, stated="2 t", at={"region": "germany"})
    elsewhere = replace(claim, name="R2", at={"region": "france"})
    subject = replace(regional.subject, claims=(claim, elsewhere))
    (sentence,) = texts(replace(regional, subject=subject))
    assert "agrees with the nominal" in sentence


def test_a_claim_that_compares_is_held_against_the_draws(regional):
    at, below = ({"allocation": "all_at_once", "region": region, "start_hour": "0"} for region in ("norway", "germany"))
    claim = Claim("R2", "emissions", -math.inf, math.inf, at=at, below=below, source="a paper")
    pair = Comparison("emissions", at, below, Estimate(0.25, 0.0012))
    answer = replace(regional, subject=replace(regional.subject, claims=(claim,)), comparisons=(pair,))
    assert texts(answer) == [
        (
            "Claim R2 (a paper): emissions at allocation all_at_once, region norway, start_hour 0 below region germany "
            "in 25.0(1) % of the draws."
        )
    ]
    assert texts(replace(answer, comparisons=())) == []


def test_a_claim_is_not_held_against_an_interval_that_is_not_known(plain, make_marginal, make_answer):
    few = make_marginal("emissions", "t", np.array([2000.0, 3000.0, 5000.0]), 3824.4)
    (sentence,) = texts(make_answer([few], plain.subject))
    assert sentence == "Claim S1 (wallstreetcn-2023): emissions 3.82 t agrees with the nominal 3.8244 t."
