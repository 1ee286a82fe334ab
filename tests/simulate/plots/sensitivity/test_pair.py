import numpy as np
import pytest
from matplotlib.colors import LogNorm

from carbonspan.simulate.plots import plot
from carbonspan.simulate.problems import InvalidInput


def test_the_strongest_two_are_the_axes(words, embodied, misdrawn):
    assert plot.pair(words).get_xlabel() == "users (people)"
    assert plot.pair(words).get_ylabel() == "latency (GPU·s/word)"
    ax = plot.pair(embodied)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("server (kg/server)", "lifetime (years)")
    assert misdrawn(ax) == []
    assert misdrawn(plot.pair(words)) == []


def test_hexagons_have_the_median_of_their_samples(words):
    ax = plot.pair(words)
    (hexagons,) = ax.collections
    draws = words["draws"]
    one, other = (draws["inputs"].sel(input=name).values for name in ("users", "latency"))
    inside = np.ones(len(one), bool)
    for each in (one, other):
        low, high = np.quantile(each, (0.01, 0.99))
        inside &= (low <= each) & (each <= high)
    centres = hexagons.get_offsets()
    scale = np.array([np.ptp(one[inside]) / 16, np.ptp(other[inside]) / (7 * np.sqrt(3))])
    points = np.column_stack([one, other])[inside] / scale
    # a hexagon's samples are those nearest to its centre, edges apart, where all its neighbours are drawn
    middle = np.argmin(np.abs(centres / scale - np.median(points, axis=0)).sum(axis=1))
    nearest = np.argmin(((points[:, None] - centres[None] / scale) ** 2).sum(axis=2), axis=1) == middle
    expected = np.median(draws["emissions"].values[inside][nearest])
    assert hexagons.get_array()[middle] == pytest.approx(expected, rel=0.1)


def test_the_colour_bar_is_that_of_the_output(words, embodied):
    for tree, is_log in ((words, True), (embodied, False)):
        ax = plot.pair(tree)
        (cells,), (bar,) = ax.collections, ax.child_axes
        assert isinstance(cells.norm, LogNorm) is is_log
        assert bar.get_ylim() == pytest.approx((cells.get_array().min(), cells.get_array().max()))
        assert cells.cmap.name == bar.collections[0].cmap.name == "viridis"
        assert bar.collections[0].norm.vmin == cells.norm.vmin
        assert bar.get_yscale() == ("log" if is_log else "linear")
    assert plot.pair(words).child_axes[0].get_ylabel() == "median emissions (t CO₂e a day), log scale"


def test_an_input_of_few_values_has_a_strip_for_each(embodied):
    ax = plot.pair(embodied)
    values = np.unique(embodied["draws"]["inputs"].sel(input="lifetime").values)
    assert ax.get_yticks().tolist() == values.tolist()
    medians = ax.collections[0].get_array()
    assert medians.shape[0] == len(values)
    longest = embodied["draws"]["inputs"].sel(input="lifetime").values == values[-1]
    server = embodied["draws"]["inputs"].sel(input="server").values
    low, high = np.quantile(server, (0.01, 0.99))
    first = (server >= low) & (server < low + (high - low) / 14) & longest
    assert medians[-1, 0] == pytest.approx(np.median(embodied["draws"]["emissions"].values[first]))


def test_an_input_that_spans_a_decade_has_a_logarithmic_axis(by_region, misdrawn):
    ax = plot.pair(by_region)
    intensity = by_region["draws"]["inputs"].sel(input="carbon_intensity").values
    low, high = np.quantile(intensity, (0.01, 0.99))
    assert high > 10 * low
    assert ax.get_xlabel() == "carbon intensity (g CO₂e/kWh), log scale"
    assert ax.get_xscale() == "log"
    assert not [label for label in ax.get_xticklabels() if "$" in label.get_text()]
    assert ax.get_xlim() == pytest.approx((low, high))
    assert misdrawn(ax) == []


def test_what_screening_put_together_is_not_the_strongest(sixty):
    total = sixty["sobol"]["total"].sel(index="total")
    single = [name for name in total["input"].values if "," not in name]
    strongest = sorted(single, key=lambda name: -float(total.sel(input=name)))
    ax = plot.pair(sixty)
    assert [ax.get_xlabel(), ax.get_ylabel()] == [f"{name} (kg)" for name in strongest[:2]]


def test_a_single_input_has_no_pair(sum_of):
    with pytest.raises(InvalidInput, match=r"^output: total varies with one input only.*draw a tornado$"):
        plot.pair(sum_of(1))
