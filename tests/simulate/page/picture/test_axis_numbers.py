import math
import re

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture import axis_numbers
from carbonspan.simulate.page.picture.layout import Layout
from carbonspan.simulate.page.picture.picture_size import NARROW, WIDE
from carbonspan.simulate.plots import figure_format
from carbonspan.simulate.plots.quantity_axis import QuantityAxis


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("log", [True, False])
def test_round_numbers_are_below_their_values_and_the_name_below_them(explorer, size, log):
    panel = explorer.shown(Address()).panel
    with figure_format.using(size.format):
        layout = Layout(size, QuantityAxis(0.1, 30.0, log))
        svg = "".join(axis_numbers.draw(panel, layout, 200.0))
    *numbers, (_, _, name) = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<', svg)
    assert len(numbers) > 2
    for x, y, number in numbers:
        assert float(x) == pytest.approx(layout.x(float(number)), abs=0.06)
        assert float(y) == 213.0
    assert name.startswith("emissions (t CO₂e a day)")
    assert name.endswith(", log scale") == log
    assert math.isclose(
        layout.x(float(numbers[0][2])), float(re.search(r'<line x1="([\d.]+)" [^>]*y2="204.0"', svg)[1]), abs_tol=0.06
    )
