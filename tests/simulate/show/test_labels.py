import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show import labels


@pytest.mark.parametrize(
    ("per", "said"),
    [
        ({"duration": "1 day"}, "a day"),
        ({"duration": "1 hour"}, "an hour"),
        ({"duration": "60 day"}, "per 60 days"),
        ({"queries": "1 query"}, "a query"),
        ({"queries": "1000 query"}, "per 1,000 queries"),
        ({"energy": "1 kWh"}, "per kWh"),
        ({"time": "1 gpu*hour"}, "per GPU·hour"),
        ({}, ""),
        ({"duration": "1 day", "users": "1 person"}, "per day and person"),
    ],
)
def test_functional_unit_reads_as_people_say_it(per, said):
    assert labels.functional_unit(per) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "below the 1st percentile"),
        (0.009, "below the 1st percentile"),
        (0.01, "at the 1st percentile"),
        (0.02, "at the 2nd percentile"),
        (0.03, "at the 3rd percentile"),
        (0.11, "at the 11th percentile"),
        (0.12, "at the 12th percentile"),
        (0.13, "at the 13th percentile"),
        (0.71, "at the 71st percentile"),
        (0.713, "at the 71.3rd percentile"),
        (0.9876, "at the 98.8th percentile"),
        (0.9912, "above the 99th percentile"),
        (0.9999, "above the 99th percentile"),
    ],
)
def test_percentile_is_an_ordinal(probability, said):
    assert labels.percentile(Estimate(probability, 1e-4)) == said


def test_nothing_is_beyond_a_percentile_that_may_be_within():
    assert labels.percentile(Estimate(0.0, 0.007)) == "at the 1st percentile"
    assert labels.percentile(Estimate(1.0, 0.007)) == "at the 99th percentile"
    assert labels.percentile(Estimate(0.0, 0.004)) == "below the 1st percentile"


@pytest.mark.parametrize(("samples", "said"), [(100, "70"), (10**6, "70"), (10**7, "69.5"), (10**9, "69.5")])
def test_a_percentile_has_a_tenth_where_its_error_allows(samples, said):
    p = 0.69504
    assert str(labels.rank(Estimate(p, (p * (1 - p) / samples) ** 0.5))) == said


def test_plain_tonnes_of_an_output_declared_in_co2e_say_so(plain):
    energy, emissions = plain.marginals
    assert labels.unit_label(emissions) == "t CO2e"
    assert labels.unit_label(energy) == "MWh"


def test_co2e_is_not_repeated(plain, make_marginal):
    import numpy as np

    marginal = make_marginal("emissions", "gCO2e", np.array([1.0, 2.0]), 1.0)
    assert labels.unit_label(marginal) == "g CO2e"
