import numpy as np
import pytest

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.fitting import fit
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.truncation import Truncated, Window


def normal(parameters: np.ndarray) -> Distribution:
    return Normal(float(parameters[0]), float(np.exp(parameters[1])))


def test_a_known_law_is_found_again_from_afar() -> None:
    law = fit(normal, np.array([30.0, 3.0]), {0.1: 1.0, 0.6: 2.0}, Window())
    np.testing.assert_allclose(law.quantile([0.1, 0.6]), [1.0, 2.0], rtol=1e-9)


def test_a_known_truncated_law_is_found_again() -> None:
    known = Truncated(Normal(2.0, 1.5), 0.5, 4.0)
    stated = {p: float(known.quantile(p)) for p in (0.05, 0.95)}
    law = fit(normal, np.array([2.2, 0.0]), stated, Window(0.5, 4.0))
    assert isinstance(law, Truncated)
    assert isinstance(law.law, Normal)
    assert (law.law.location, law.law.scale) == pytest.approx((2.0, 1.5), rel=1e-6)


def test_a_level_law_made_of_rounding_errors_is_no_answer() -> None:
    """Beyond a uniform law, only noise in a normal law of enormous spread could seem to fit."""
    with pytest.raises(ValueError, match="no law of this kind has these quantiles"):
        fit(normal, np.array([0.0, 40.0]), {0.05: -0.95, 0.95: 0.95}, Window(-1.0, 1.0))
