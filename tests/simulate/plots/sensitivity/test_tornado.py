import numpy as np
import pytest

from carbonspan.simulate.plots import plot, style

RISES, FALLS = style.STRONG, "#e69f00"


def names(ax):
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def segments(ax, width):
    """Bars of a width by row: the output at the input's low and high end, and the colour."""
    found = [line for line in ax.lines if line.get_linewidth() == width and len(line.get_xdata()) == 2]
    return {round(float(line.get_ydata()[0])): (*line.get_xdata(), line.get_color()) for line in found}


def test_bars_go_from_the_low_to_the_high_end_of_each_input(embodied):
    ax = plot.tornado(embodied)
    table = embodied["tornado"]["emissions"]
    for width, others in ((8.0, "nominal"), (3.5, "random")):
        found = segments(ax, width)
        for row, name in enumerate(["server", "lifetime", "utilization", "gpu"]):
            assert found[row][:2] == pytest.approx(table.sel(input=name, others=others).values.tolist())
    assert names(ax) == ["server (kg/server)", "lifetime (years)", "utilization (%)", "GPU (kg/GPU)"]


def test_the_direction_shows_in_colour_mark_and_number(embodied, misdrawn):
    ax = plot.tornado(embodied)
    colours = {names(ax)[row]: colour for row, (_, _, colour) in segments(ax, 8.0).items()}
    assert colours["server (kg/server)"] == RISES
    assert colours["lifetime (years)"] == FALLS
    row = names(ax).index("lifetime (years)")
    low, high = embodied["tornado"]["emissions"].sel(input="lifetime", others="nominal").values
    white = {line.get_xdata()[0] for line in ax.lines if line.get_markerfacecolor() == "white"}
    black = {line.get_xdata()[0] for line in ax.lines if line.get_markerfacecolor() == style.INK}
    assert low in white
    assert high in black
    beside = {text.get_text(): (text.xy[0], text.get_ha()) for text in ax.texts if round(text.xy[1]) == row
              and text.xycoords == "data"}  # fmt: skip
    assert beside == {"3": (low, "left"), "6": (high, "right")}
    assert misdrawn(ax) == []


def test_the_widest_swing_is_on_top_on_the_axis_that_is_drawn(words, thirty, offsets):
    for tree in (words, thirty, offsets):
        ax = plot.tornado(tree)
        on = np.log if ax.get_xscale() == "log" else np.asarray
        widths = [abs(np.diff(on(np.array(ends[:2], float)))[0]) for _, ends in sorted(segments(ax, 8.0).items())]
        assert widths == sorted(widths, reverse=True)


def test_inputs_without_effect_are_named_not_drawn(words, said):
    ax = plot.tornado(words, output="gpu_time")
    assert len(names(ax)) == 4
    assert "5 inputs have no effect." in " ".join(said(ax))


def test_ends_that_differ_by_rounding_alone_are_one(embodied, said):
    tree = embodied.copy(deep=True)
    nominal = tree["tornado"]["emissions"].sel(others="nominal")
    nominal.loc[{"end": 0.05}] = 100.0
    nominal.loc[{"end": 0.95}] = np.nextafter(100.0, 0.0)
    ax = plot.tornado(tree)
    assert {colour for *_, colour in segments(ax, 8.0).values()} == {style.GREY}
    assert "no swing, others at nominal values" in " ".join(said(ax))


def test_the_headline_is_the_widest_swing(embodied, said):
    low, high = embodied["tornado"]["emissions"].sel(input="server", others="nominal").values
    text = " ".join(said(plot.tornado(embodied)))
    assert f"Widest swing of emissions: {low:.1f} to {high:.0f} t CO₂e, with server from 1,150 to 5,420 kg" in text
    assert "Computed with carbonspan 0.1.0, 1,048,576 samples, seed 0." in text


def test_the_output_with_all_inputs_at_nominal_values_is_a_dashed_line(embodied, said):
    drawn = plot.tornado(embodied)
    (line,) = [line for line in drawn.lines if line.get_color() == style.NOMINAL]
    assert list(line.get_xdata()) == [float(embodied["tornado"]["emissions_nominal"])] * 2
    assert "Dashed" in " ".join(said(drawn))


def test_negative_outputs_and_long_names_fit(offsets, misdrawn):
    ax = plot.tornado(offsets)
    low, high = ax.get_xlim()
    ends = offsets["tornado"]["net"].values
    assert low < ends.min() < 0 < ends.max() < high
    assert ax.get_xscale() == "linear"
    assert misdrawn(ax) == []


def test_of_many_inputs_twenty_are_drawn(sixty, said, misdrawn):
    ax = plot.tornado(sixty)
    assert len(names(ax)) == 20
    assert "40 more inputs with smaller swings." in " ".join(said(ax))
    assert misdrawn(ax) == []
