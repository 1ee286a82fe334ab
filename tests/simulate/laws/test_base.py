import numpy as np
import pytest

from carbonspan.simulate.laws.base import LawError, probability, require_rising, standardised, within_ends


def test_problems_keep_their_place_as_they_are_handed_up() -> None:
    error = LawError([(("sd",), "must be positive, got -1"), ((), "needs a mean")]).under("mixture", 0)
    assert error.problems == ((("mixture", 0, "sd"), "must be positive, got -1"), (("mixture", 0), "needs a mean"))
    assert str(error) == "mixture.0.sd: must be positive, got -1\nmixture.0: needs a mean"


def test_only_numbers_from_zero_to_one_are_probabilities() -> None:
    np.testing.assert_array_equal(probability([-0.1, 0.0, 1.0, 1.1]), [np.nan, 0.0, 1.0, np.nan])


def test_ends_are_not_computed() -> None:
    p = np.array([0.0, 0.25, 1.0, np.nan])
    found = within_ends(p, 1 - p, lambda lower, upper: np.log(lower / upper), (-9.0, 9.0))
    np.testing.assert_allclose(found, [-9.0, -np.log(3), 9.0, np.nan])


def test_standing_between_limits_is_clipped_either_way_round() -> None:
    assert standardised([0.0, 2.5, 9.0], 2.0, 4.0).tolist() == [0.0, 0.25, 1.0]
    assert standardised([0.0, 2.5, 9.0], 4.0, 2.0).tolist() == [1.0, 0.75, 0.0]


@pytest.mark.parametrize("values", [(1.0, 1.0), (1.0, 3.0, 2.0), (1.0, np.nan), (-np.inf, 1.0)])
def test_values_must_rise_and_be_finite(values: tuple[float, ...]) -> None:
    with pytest.raises(LawError, match="must rise from low to high, got"):
        require_rising(*values)
