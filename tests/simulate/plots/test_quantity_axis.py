import pytest

from carbonspan.simulate.plots.quantity_axis import QuantityAxis

STAGES = QuantityAxis(1e-300, 1e300, log=True), QuantityAxis(2.0, 50.0, log=True), QuantityAxis(-3.0, 5.0, log=False)


@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_a_place_and_its_value_are_each_others(stage):
    for place in (0.0, 0.25, 0.5, 1.0):
        assert stage.at(stage.value(place)) == pytest.approx(place, abs=1e-12)


def test_no_axis_leaves_the_floats():
    wide = QuantityAxis(1e-310, 1e305, log=True).stretched(0.5, 0.5)
    assert 0 < wide.low < 1e-320
    assert 1e308 < wide.high < float("inf")


def test_what_a_logarithm_does_not_exist_for_lies_far_left():
    assert QuantityAxis(1.0, 10.0, log=True).at(0.0) == QuantityAxis(1.0, 10.0, log=True).at(-5.0) == float("-inf")


def test_an_end_that_does_not_move_keeps_its_bits():
    assert QuantityAxis(0.1, 0.7, log=True).stretched(0.0, 0.0) == QuantityAxis(0.1, 0.7, log=True)
