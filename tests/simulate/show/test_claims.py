import math
from dataclasses import replace

import pytest

from carbonspan.simulate.describe.scenario import Claim
from carbonspan.simulate.show.claims import reproduced, sentences


@pytest.mark.parametrize(
    ("low", "high", "rounding", "nominal", "holds"),
    [
        (3820, 3820, 5, 3824.4, True),
        (3820, 3820, 4, 3824.4, False),
        (0.3, 0.3, 0, 0.1 + 0.2, True),
        (-math.inf, 4000, 0, 3824.4, True),
        (4000, math.inf, 0, 3824.4, False),
        (1000, 2000, 0, 3824.4, False),
    ],
)
def test_a_claim_is_reproduced_to_within_its_rounding(low, high, rounding, nominal, holds):
    assert reproduced(Claim("S1", "emissions", low, high, rounding), nominal) is holds


def test_a_sentence_says_source_agreement_and_place(plain):
    assert list(sentences(plain)) == [
        (
            "Claim S1 (wallstreetcn-2023): emissions 3.82 t agrees with the nominal 3.824 t "
            "and lies inside the 90 % interval."
        )
    ]


def test_a_claim_may_disagree_and_lie_outside(plain):
    claim = Claim("S3", "emissions", 25.92, 25.92, 0.005, "25.92 kg")
    scenario = replace(plain.scenario, claims=(claim,))
    assert list(sentences(replace(plain, scenario=scenario))) == [
        "Claim S3: emissions 25.92 kg disagrees with the nominal 3.824 t and lies outside the 90 % interval."
    ]
