import pytest

from carbonspan.simulate.page.picture.layout import Layout
from carbonspan.simulate.page.picture.picture_size import NARROW, WIDE
from carbonspan.simulate.plots.quantity_axis import QuantityAxis


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_values_are_where_the_axis_has_them_and_what_is_beyond_is_at_its_ends(size):
    layout = Layout(size, QuantityAxis(1.0, 100.0, log=True))
    ends = [size.left, (size.left + size.end) / 2, size.end]
    assert [layout.x(each) for each in (1.0, 10.0, 100.0)] == pytest.approx(ends)
    assert [layout.x(each) for each in (0.0, 1e9)] == [size.left, size.end]
    assert [layout.is_shown(each) for each in (0.0, 1.0, 100.0, 101.0)] == [False, True, True, False]


def test_rows_are_between_the_density_and_the_axis():
    layout = Layout(WIDE, QuantityAxis(0.0, 1.0, log=False))
    assert layout.y(0.0, 2.0) == layout.floor
    assert layout.y(2.0, 2.0) == layout.top
    heights = [layout.top, layout.floor, layout.row(0), layout.row(1), layout.below(2)]
    assert heights == sorted(set(heights))
