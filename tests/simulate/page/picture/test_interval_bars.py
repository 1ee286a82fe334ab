import re

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture import interval_bars
from carbonspan.simulate.page.picture.layout import Layout
from carbonspan.simulate.page.picture.picture_size import WIDE
from carbonspan.simulate.plots import figure_format
from carbonspan.simulate.plots.quantity_axis import QuantityAxis


@pytest.fixture
def panel(explorer):
    return explorer.shown(Address()).panel


def test_bars_reach_from_end_to_end_a_row_each(panel):
    layout = Layout(WIDE, QuantityAxis(0.01, 100.0, log=True))
    svg = "".join(interval_bars.bars(panel, layout))
    found = [tuple(map(float, each)) for each in re.findall(r'<line x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"', svg)]
    assert len(found) == len(panel.levels)
    for number, ((low, high), bar) in enumerate(zip(panel.ends, found, strict=True)):
        assert bar == pytest.approx((layout.x(low.value), layout.x(high.value), layout.row(number)), abs=0.06)
    assert re.findall(r">([^<]+)</text>", svg) == ["50 %", "90 %", "95 %"]


def test_the_numbers_at_the_ends_are_those_that_are_quoted_and_the_main_ones_bold(panel):
    with figure_format.using(WIDE.format):
        svg = "".join(interval_bars.ends(panel, Layout(WIDE, QuantityAxis(0.01, 100.0, log=True))))
    quotes = [panel.span(index).quote for index in range(len(panel.ends))]
    assert re.findall(r">([^<]+)</text>", svg) == [text for each in quotes for text in (each.low, each.high)]
    bold = re.findall(r'font-weight="650"[^>]*>([^<]+)<', svg)
    assert bold == [panel.quote.low, panel.quote.high]


def test_numbers_without_room_beside_a_bar_are_over_it(panel):
    low, high = (each.value for each in panel.ends[0])
    with figure_format.using(WIDE.format):
        svg = "".join(interval_bars.ends(panel, Layout(WIDE, QuantityAxis(low, high, log=True))))
    assert re.findall(r'text-anchor="(\w+)"', svg)[:2] == ["start", "end"]
