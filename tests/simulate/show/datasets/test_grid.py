import re
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show.datasets.grid import grid, split


def test_records_are_laid_out_by_their_coordinates_whatever_their_order(regional):
    shuffled = replace(regional, marginals=regional.marginals[::-1])
    on = grid(shuffled)
    nominal = on.array("emissions", lambda marginal: marginal.nominal)
    assert on.dims("emissions") == ("allocation", "region", "start_hour")
    assert nominal.shape == (2, 2, 3)
    axes = list(on.axes.values())
    for place in np.ndindex(nominal.shape):
        expected = [axis[index] for axis, index in zip(axes, place, strict=True)]
        marginal = next(each for each in regional.marginals if list(each.coordinates.values()) == expected)
        assert nominal[place] == marginal.nominal


def test_whole_numbers_are_numbers(regional):
    found = grid(regional).coordinates()
    assert found["start_hour"].tolist() == [0, 1, 2]
    assert found["region"].tolist() == ["norway", "germany"]


def test_a_single_answer_has_no_axes(plain):
    on = grid(plain)
    shape = on.array("energy", lambda marginal: marginal.nominal).shape
    assert (on.dims("energy"), on.shape("energy"), shape) == ((), (), ())


def test_a_missing_coordinate_is_an_error(regional):
    with pytest.raises(
        ValueError, match=re.escape("emissions: must have one marginal for each of 12 coordinates, got 11")
    ):
        grid(replace(regional, marginals=regional.marginals[:-1]))


def test_split_keeps_the_shape_and_marks_what_is_missing():
    values, errors = split([[Estimate(1, 0.1), None], [Estimate(3, 0.3), Estimate(4, 0.4)]])
    np.testing.assert_array_equal(values, [[1, np.nan], [3, 4]])
    np.testing.assert_array_equal(errors, [[0.1, np.nan], [0.3, 0.4]])
