import numpy as np
import pytest

from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.show.dataset import dataset
from carbonspan.simulate.show.panels import panels


def same(one, other):
    fields = [name for name in vars(one) if name != "bins"]
    assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
    for name in ("low", "high", "counts"):
        np.testing.assert_array_equal(getattr(one.bins, name), getattr(other.bins, name))


def test_a_tree_says_what_its_summary_says(plain, regional):
    for summary in (plain, regional):
        for one, other in zip(panels(summary), panels(dataset(summary)), strict=True):
            same(one, other)


def test_the_output_is_the_headlines_or_the_one_named(plain):
    assert [panel.output for panel in panels(plain)] == ["emissions"]
    assert [panel.output for panel in panels(plain, "energy")] == ["energy"]


@pytest.mark.parametrize("make", [lambda summary: summary, dataset], ids=["summary", "tree"])
def test_an_unknown_output_is_named_with_a_remedy(plain, make):
    with pytest.raises(InvalidInput, match="no output is called 'emission'; did you mean 'emissions'"):
        panels(make(plain), "emission")


def test_a_panel_for_each_coordinate(regional):
    found = panels(regional)
    assert len(found) == 12
    assert found[-1].coordinates == {"allocation": "by_days", "region": "germany", "start_hour": "2"}


def test_words(plain):
    (panel,) = panels(plain)
    assert panel.quantity == "emissions (t CO2e a day)"
    assert panel.headline.startswith("3.1 t CO2e a day; 90 % credible interval")
    assert panel.basis == "20\u202f000 samples, seed 0, random design, hash 3f2a9c81d05b; carbonspan 0.1.0"
