"""What a law says of bins, against its moments and its atoms."""

import numpy as np
import pytest

from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.sensitivity.conditional import PROBABILITIES
from carbonspan.simulate.sensitivity.measuring.input_bins import input_bins


@pytest.mark.parametrize("join", [1, 2, 4])
def test_bins_of_a_normal_law_have_its_moments_and_its_scale(join: int) -> None:
    law = Normal(3.0, 2.0)
    found = input_bins(law, law.quantile(PROBABILITIES)).joined(join)
    assert found.continuous
    assert found.mass.sum() == pytest.approx(1.0)
    assert found.mass @ found.mean == pytest.approx(3.0, abs=1e-3)
    variance = found.mass @ (found.spread**2 + (found.mean - 3.0) ** 2)
    assert variance == pytest.approx(4.0, rel=2e-3)
    np.testing.assert_allclose(found.scale, 2.0, rtol=1e-6)


def test_an_atom_has_its_value_and_no_spread() -> None:
    law = Discrete((1.0, 2.0, 3.0), (0.2, 0.5, 0.3))
    found = input_bins(law, law.quantile(PROBABILITIES))
    filled = found.mass > 0
    assert not found.continuous
    np.testing.assert_allclose(found.mean[filled], [1.0, 2.0, 3.0], rtol=1e-12)
    np.testing.assert_allclose(found.mass[filled], [0.2, 0.5, 0.3], atol=0.01)
    assert not found.spread.any()
