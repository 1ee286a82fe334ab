import numpy as np
import pytest

from carbonspan.simulate.plots import ticks


@pytest.mark.parametrize(("start", "step"), [(1e5, 5e-5), (100.0, 5e-5), (-3e6, 0.25), (0.0, 2.5), (1e8, 1e6)])
def test_numbers_of_an_axis_are_those_of_its_ticks(start, step):
    values = [start + step * number for number in range(5)]
    found = [float(text.replace(",", "")) for text in ticks.alike(values)]
    assert np.allclose(found, values, rtol=0, atol=0.01 * step)
    assert len(set(found)) == 5


def test_one_number_alone_has_six_digits():
    assert ticks.alike([1 / 3]) == ["0.333333"]
