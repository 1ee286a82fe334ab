import re

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.report.sparkline import sparkline


def tops(svg):
    return [float(top) for top in re.findall(r"V([\d.]+)h", svg)]


def test_a_density_is_highest_in_the_middle_of_a_normal_law():
    heights = tops(sparkline(Normal(10.0, 2.0), 10.0))
    assert min(heights) in heights[13:19]
    assert max(heights) in (heights[0], heights[-1])


@pytest.mark.parametrize(("nominal", "x"), [(10.0, 48.0), (100.0, None)])
def test_the_nominal_value_is_marked_where_it_lies(nominal, x):
    found = re.search(r'<line x1="([\d.]+)"', sparkline(Normal(10.0, 2.0), nominal))
    assert (float(found[1]) if found else None) == (pytest.approx(x, abs=0.5) if x else None)


@pytest.mark.parametrize(
    ("law", "nominal", "tip"),
    [(Normal(10.0, 2.0), 100.0, "96"), (Normal(10.0, 2.0), -3.0, "0"), (Lognormal(1.0, 4.0), 0.0, "0")],
)
def test_a_nominal_value_beyond_the_picture_is_marked_at_its_edge(law, nominal, tip):
    assert re.search(r'<polygon points="([\d.]+),11 ', sparkline(law, nominal))[1] == tip


def test_a_wide_belief_is_drawn_on_a_logarithm():
    heights = tops(sparkline(Lognormal(1.0, 4.0), 1.0))
    assert min(heights) in heights[13:19]


def test_a_single_value_has_no_picture():
    assert sparkline(Constant(3.0), 3.0) == ""
