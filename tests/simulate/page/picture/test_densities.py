"""The areas of a density's picture against the answer's own numbers."""

import re

import numpy as np
import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture import densities
from carbonspan.simulate.page.picture.density_picture import _axis
from carbonspan.simulate.page.picture.layout import Layout
from carbonspan.simulate.page.picture.picture_size import NARROW, WIDE
from carbonspan.simulate.plots import figure_format


def points(path):
    """The corners of a path, (n, 2)."""
    pairs = re.findall(r"[ML]([\d.-]+) ([\d.-]+)", re.search(r' d="([^"]*)"', path)[1])
    return np.array(pairs, float)


@pytest.fixture(params=[WIDE, NARROW], ids=lambda size: size.name)
def drawn(request, explorer):
    panel = explorer.shown(Address()).panel
    with figure_format.using(request.param.format):
        layout = Layout(request.param, _axis(panel, None))
        return panel, layout, list(densities.draw(panel, None, layout))


def test_each_interval_has_its_share_of_the_area(drawn):
    panel, layout, elements = drawn
    whole, *within, outline = (points(each) for each in elements if each.startswith("<path"))
    assert (whole == outline).all()
    areas = [np.trapezoid(layout.floor - each[:, 1], each[:, 0]) for each in (whole, *within)]
    assert len(within) == len(panel.levels)
    shares = np.array(areas[1:]) / areas[0]
    assert shares == pytest.approx(sorted(panel.levels, reverse=True), abs=0.02)


def test_the_tint_of_an_interval_reaches_from_end_to_end(drawn):
    panel, layout, elements = drawn
    _, *within, _ = (points(each) for each in elements if each.startswith("<path"))
    for (low, high), tinted in zip(reversed(panel.ends), within, strict=True):
        assert tinted[[0, -1], 0] == pytest.approx([layout.x(low.value), layout.x(high.value)], abs=0.06)
        assert (np.diff(tinted[:, 0]) >= 0).all()
