from dataclasses import replace

from carbonspan.simulate.describe.claim import Claim
from carbonspan.simulate.show.claims import sentences


def test_a_sentence_says_source_agreement_and_place(plain):
    assert list(sentences(plain)) == [
        (
            "Claim S1 (wallstreetcn-2023): emissions 3.82 t agrees with the nominal 3.8244 t "
            "and lies inside the 90 % interval."
        )
    ]


def test_a_claim_may_disagree_and_lie_outside(plain):
    claim = Claim("S3", "emissions", 25.92, 25.92, 0.005, stated="25.92 kg")
    scenario = replace(plain.scenario, claims=(claim,))
    assert list(sentences(replace(plain, scenario=scenario))) == [
        "Claim S3: emissions 25.92 kg disagrees with the nominal 3.8244 t and lies outside the 90 % interval."
    ]


def test_a_claim_is_held_against_the_coordinate_it_is_about(regional):
    claim = Claim("R1", "emissions", 2000, 2000, 5, stated="2 t", at={"region": "germany"})
    elsewhere = replace(claim, name="R2", at={"region": "france"})
    scenario = replace(regional.scenario, claims=(claim, elsewhere))
    (sentence,) = sentences(replace(regional, scenario=scenario))
    assert "agrees with the nominal" in sentence
