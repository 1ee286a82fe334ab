import re

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture import value_marks
from carbonspan.simulate.page.picture.layout import Layout
from carbonspan.simulate.page.picture.picture_size import WIDE
from carbonspan.simulate.plots import figure_format
from carbonspan.simulate.plots.quantity_axis import QuantityAxis


def marks(explorer, low, high):
    """The marks of the answer on an axis."""
    panel = explorer.shown(Address()).panel
    with figure_format.using(WIDE.format):
        layout = Layout(WIDE, QuantityAxis(low, high, log=True))
        return panel.marginal, layout, "".join(value_marks.draw(panel, layout, 300.0))


def test_median_and_nominal_value_have_a_line_each_and_names_that_point_apart(explorer):
    marginal, layout, svg = marks(explorer, 0.01, 100.0)
    lines = [float(x) for x in re.findall(r'<line x1="([\d.]+)"', svg)]
    assert lines == pytest.approx([layout.x(marginal.median.value), layout.x(marginal.nominal)], abs=0.06)
    assert lines[0] < lines[1]
    assert re.findall(r'text-anchor="(\w+)"', svg) == ["end", "start"]


@pytest.mark.parametrize(("ends", "x"), [((0.01, 3.0), 634.0), ((4.0, 100.0), 74.0)])
def test_a_nominal_value_beyond_the_axis_is_an_arrowhead_at_its_end(explorer, ends, x):
    _, _, svg = marks(explorer, *ends)
    assert svg.count("<line") == 1
    assert f'<path d="M{x:.1f} ' in svg
    assert "nominal" in svg
