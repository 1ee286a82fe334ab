import pytest

from carbonspan.simulate.plots import plot


def names(ax):
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def intervals(ax):
    """The intervals of each row from top to bottom, and their colours."""
    found = [line for line in ax.lines if len(line.get_xdata()) == 2]
    by_row = {}
    for line in sorted(found, key=lambda line: line.get_ydata()[0]):
        by_row.setdefault(round(line.get_ydata()[0]), []).append((*line.get_xdata(), line.get_color()))
    return by_row


def test_each_third_has_its_interval_and_its_median(words, misdrawn):
    ax = plot.conditional(words)
    table = words["conditional"]["emissions"]
    for row, name in ((0, "users"), (len(names(ax)) - 1, names(ax)[-1].lower().replace(" ", "_"))):
        found = [ends[:2] for ends in intervals(ax)[row]]
        assert found == pytest.approx(table.sel(input=name, probability=[0.05, 0.95]).values)
        medians = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1
                   and round(line.get_ydata()[0]) == row]  # fmt: skip
        assert medians == pytest.approx(table.sel(input=name, probability=0.5).values.tolist())
    assert misdrawn(ax) == []


def test_rows_are_in_the_order_of_the_bars(words, offsets):
    for tree in (words, offsets):
        bars = [label.get_text() for label in plot.bars(tree).get_yticklabels()]
        assert [label.get_text() for label in plot.conditional(tree).get_yticklabels()] == bars


def test_a_discrete_input_has_all_thirds_too(embodied):
    ax = plot.conditional(embodied)
    assert len(intervals(ax)[names(ax).index("lifetime")]) == 3


def test_thirds_are_named_beside_the_first_row_and_differ_in_lightness(words, said):
    from matplotlib.colors import to_rgb

    ax = plot.conditional(words)
    named = {text.get_text(): text.xy[0] for text in ax.texts if text.get_text() in {"low", "middle", "high"}}
    assert list(named.values()) == pytest.approx([ends[1] for ends in intervals(ax)[0]])
    lightness = [sum(to_rgb(colour)) for _, _, colour in intervals(ax)[0]]
    assert lightness == sorted(lightness, reverse=True)
    assert lightness[0] - lightness[2] > 0.8


def test_the_headline_has_the_medians_of_the_first_row(words, said):
    low, _, high = words["conditional"]["emissions"].sel(input="users", probability=0.5).values
    text = " ".join(said(plot.conditional(words)))
    assert f"Median emissions: {low:.1f} t CO₂e a day in the low third of users, {high:.1f} in the high third" in text


def test_wide_outputs_have_a_logarithmic_axis_and_signed_ones_a_linear_one(words, offsets, misdrawn):
    assert plot.conditional(words).get_xscale() == "log"
    ax = plot.conditional(offsets)
    assert ax.get_xscale() == "linear"
    assert misdrawn(ax) == []


def test_inputs_without_effect_and_further_ones_are_counted(words, sixty, said):
    assert "5 inputs have no effect." in " ".join(said(plot.conditional(words, output="gpu_time")))
    ax = plot.conditional(sixty)
    assert len(names(ax)) == 20
    assert "40 more inputs with smaller shares." in " ".join(said(ax))
