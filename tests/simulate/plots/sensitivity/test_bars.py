import re

import numpy as np
import pytest
from matplotlib.colors import to_hex

from carbonspan.simulate.plots import figure_format, plot, style


def bars_of(ax, fill):
    """The ends of the bars of a colour, by row."""
    found = [bar for bar in ax.patches if to_hex(bar.get_facecolor()) == fill]
    return {round(bar.get_y() + bar.get_height() / 2): bar.get_x() + bar.get_width() for bar in found}


def whiskers(ax):
    """The whiskers, each as its height and its ends."""
    lines = [path.vertices for each in ax.collections for path in each.get_paths()]
    return {round(float(line[0, 1]), 3): tuple(line[:, 0]) for line in lines if line[0, 1] == line[1, 1]}


def names(ax):
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def shares(tree, output, kind, group="sobol"):
    found = tree[group][output].sel(index=kind)
    return dict(zip(found["input"].values.tolist(), (100 * found.values).tolist(), strict=True))


def test_bars_end_at_the_indices_the_largest_total_on_top(words):
    ax = plot.bars(words)
    first, total = (shares(words, "emissions", kind) for kind in ("first", "total"))
    order = sorted(total, key=lambda name: -total[name])
    assert names(ax) == [name.replace("_", " ").replace("pue", "PUE") for name in order]
    assert list(bars_of(ax, style.STRONG).values()) == pytest.approx([first[name] for name in order])
    assert list(bars_of(ax, style.FAINT).values()) == pytest.approx([total[name] for name in order])
    assert ax.yaxis_inverted()


def test_first_order_and_total_differ_by_more_than_colour(words):
    ax = plot.bars(words)
    heights = {to_hex(bar.get_facecolor()): bar.get_height() for bar in ax.patches}
    edges = {to_hex(bar.get_facecolor()): bar.get_linewidth() for bar in ax.patches}
    assert heights[style.STRONG] < heights[style.FAINT]
    assert edges[style.FAINT] > edges[style.STRONG] == 0


def test_whiskers_are_95_percent_intervals(words):
    ax = plot.bars(words)
    row = names(ax).index("users")
    found = whiskers(ax)
    for kind, height in (("first", row), ("total", row + 0.25)):
        value, error = (
            float(words["sobol"][name].sel(input="users", index=kind)) for name in ("emissions", "emissions_error")
        )
        assert found[height] == pytest.approx((100 * (value - 1.96 * error), 100 * (value + 1.96 * error)))


def test_it_says_of_what_and_how(words, said, misdrawn):
    ax = plot.bars(words)
    text = " ".join(said(ax))
    assert ax.get_xlabel() == "share of the variance of the logarithm of emissions (%)"
    mixed, error = (100 * float(words["interactions"][name]) for name in ("emissions", "emissions_error"))
    printed = float(re.search(r"Interactions: (-?[\d.]+) % of the variance\.", text)[1])
    assert printed == (pytest.approx(mixed, abs=error) if abs(mixed) > 2 * error else 0)
    assert "Computed with carbonspan 0.1.0, 2,048 base points, seed 0, Sobol' design." in said(ax)
    assert "ChatGPT, served by response words" in said(ax)
    share, error = (100 * float(words["sobol"][name].sel(input="users", index="first"))
                    for name in ("emissions", "emissions_error"))  # fmt: skip
    printed = float(re.search(r"Where the spread of emissions comes from: .*?([\d.]+) % users", text)[1])
    assert printed == pytest.approx(share, abs=max(0.5, error))
    assert misdrawn(ax) == []


def test_an_output_has_its_own_scale_and_inputs_without_effect(words, said):
    ax = plot.bars(words, output="gpu_time")
    assert sorted(names(ax)) == ["latency", "questions", "users", "words"]
    assert "5 inputs have no effect." in " ".join(said(ax))


def test_another_coordinate_has_its_own_indices(by_region, said):
    first, norway = plot.bars(by_region), plot.bars(by_region, at={"region": "norway"})
    assert any(text.endswith(": Central US") for text in said(first))
    assert any(text.casefold().endswith(": norway") for text in said(norway))
    expected = by_region["sobol"]["emissions"].sel(region="norway", index="total")
    assert max(bars_of(norway, style.FAINT).values()) == pytest.approx(100 * float(expected.max()))
    assert "age norway" in names(norway)
    assert "age norway" not in names(first)


def test_correlated_inputs_have_shapley_effects_with_marks_for_the_indices(offsets, said, misdrawn):
    ax = plot.bars(offsets)
    effects = shares(offsets, "net", "shapley", "shapley")
    assert sum(effects.values()) == pytest.approx(100, abs=1e-6)
    assert list(bars_of(ax, style.FAINT).values()) == pytest.approx(sorted(effects.values(), reverse=True))
    for marker, kind in (("o", "first"), ("D", "total")):
        found = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == marker]
        assert sorted(found) == pytest.approx(sorted(shares(offsets, "net", kind, "shapley").values()))
    text = " ".join(said(ax))
    assert "Bars: Shapley effects" in text
    assert "Interactions" not in text
    assert misdrawn(ax) == []


def test_of_many_inputs_the_largest_have_bars_and_the_others_a_sum(thirty, said, misdrawn):
    ax = plot.bars(thirty)
    first, total = (shares(thirty, "total", kind) for kind in ("first", "total"))
    order = sorted(total, key=lambda name: -total[name])
    assert names(ax) == order[:20]
    rest = sum(first[name] for name in order[20:])
    text = " ".join(said(ax))
    share = float(text.partition("10 more inputs with first-order shares of ")[2].partition(" %")[0])
    assert share == pytest.approx(rest, rel=0.06)
    assert misdrawn(ax) == []


def test_what_screening_put_together_is_one_bar_at_the_bottom(sixty, misdrawn):
    ax = plot.bars(sixty)
    leads = sixty["screening"]["leads"].values
    assert names(ax)[-1] == f"{int((~leads).sum())} others together"
    assert len(names(ax)) == int(leads.sum()) + 1
    label = next(name for name in sixty["sobol"]["input"].values if name.count(",") > 2)
    expected = 100 * float(sixty["sobol"]["total"].sel(input=label, index="total"))
    assert bars_of(ax, style.FAINT)[len(names(ax)) - 1] == pytest.approx(expected)
    assert misdrawn(ax) == []


def test_the_axis_holds_every_whisker(words, offsets, thirty):
    for tree in (words, offsets, thirty):
        ax = plot.bars(tree)
        low, high = ax.get_xlim()
        ends = np.array(list(whiskers(ax).values()))
        assert low <= ends.min() + 1e-9
        assert ends.max() < high


def test_others_together_are_all_others_or_they_have_no_bar(sixty):
    leads = int(sixty["screening"]["leads"].values.sum())
    with figure_format.using(figure_format.of_size("85x60mm")):
        small = names(plot.bars(sixty))
    assert 0 < len(small) < leads
    assert not any("others together" in name for name in small)
