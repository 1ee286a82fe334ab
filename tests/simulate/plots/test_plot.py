import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Annotation

import carbonspan
from carbonspan.simulate.plots import fonts, plot, style
from carbonspan.simulate.plots.image import save
from carbonspan.simulate.plots.plot_data import panels
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.dataset import dataset

SVG = "{http://www.w3.org/2000/svg}"


def texts(ax):
    """What is annotated, line by line, spaces that hold words together as any others."""
    found = [child.get_text() for child in ax.get_children() if isinstance(child, Annotation)]
    return [line.replace("\u00a0", " ") for text in found for line in text.split("\n") if line]


def lines(ax, colour):
    return [line for line in ax.get_lines() if line.get_color() == colour]


def drawn_of(make_marginal, make_answer, plain, values, nominal, shown="t"):
    return plot.intervals(make_answer([make_marginal("emissions", shown, values, nominal)], plain.subject))


@pytest.mark.parametrize("form", [lambda answer: answer, dataset], ids=["summary", "tree"])
def test_a_picture_of_few_samples_claims_no_percentile(make_marginal, make_answer, plain, form):
    few = make_answer([make_marginal("emissions", "t", np.linspace(2000.0, 5000.0, 15), 4096.0)], plain.subject)
    said = texts(plot.intervals(form(few)))
    assert "nominal 4.1 t" in [text.split(",")[0] for text in said]
    assert not [text for text in said if "percentile" in text]
    assert panels(few)[0].headline.endswith("; 15 samples are too few for an interval")


@pytest.mark.parametrize("name", ["e.jpg", "e"])
def test_a_picture_of_another_ending_is_refused(plain, tmp_path, name):
    got = r"('\.jpg'|no ending; write .*e\.png)$"
    with pytest.raises(ValueError, match=rf"e(\.jpg)?: must end in \.png or \.svg or \.pdf, got {got}"):
        plot.write(plain, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def overlaps_edge(ax):
    """The texts that leave the figure."""
    figure = ax.figure
    figure.canvas.draw()
    whole = figure.bbox
    (left, right), (low, high) = ax.get_xlim(), sorted(ax.get_ylim())
    ticks = [label for label in ax.get_xticklabels() if left <= label.get_position()[0] <= right]
    ticks += [label for label in ax.get_yticklabels() if low <= label.get_position()[1] <= high]
    words = [child for child in ax.get_children() if isinstance(child, Annotation)]
    shown = [*words, *ticks, ax.xaxis.label, ax.yaxis.label]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown if text.get_text().strip()]
    return [text for text, box in boxes if box.x0 < -1 or box.x1 > whole.x1 + 1 or box.y0 < -1 or box.y1 > whole.y1 + 1]


def test_an_interval_plot_says_all_in_words(plain):
    ax = plot.intervals(plain)
    said = texts(ax)
    assert "3.1 t CO₂e a day; 90 % credible interval 1.2 to 7.7 t" in said
    assert any(re.fullmatch(r"nominal 3.82 t, 6[45](\.\d)?\w\w percentile", text) for text in said)
    assert "median 3.1 t" in said
    assert "Output shown: emissions, the main one. Not shown: energy." in said
    assert said[-2:] == ["Source: Pointon 2023.", "Computed with carbonspan 0.1.0, 20,000 samples, seed 0."]
    assert ax.get_xlabel() == "emissions (t CO₂e a day)"
    assert ax.get_ylabel() == "probability per t CO₂e"
    assert [label.get_text() for label in ax.get_yticklabels()][-4:] == ["50 %", "90 %", "95 %", "published"]
    assert "3.82 t" in said


def test_bars_and_marks_stand_where_the_numbers_are(plain):
    ax, marginal = plot.intervals(plain), plain.marginals[1]
    bars = [line for line in ax.get_lines() if line.get_linewidth() == 8]
    expected = [marginal.interval(level) for level in (0.5, 0.9, 0.95)]
    assert [list(bar.get_xdata()) for bar in bars] == [
        [each.low.value / 1000, each.high.value / 1000] for each in expected
    ]
    (nominal,) = lines(ax, style.NOMINAL)
    assert list(nominal.get_xdata()) == [3.8244000000000002] * 2


def test_a_tree_is_drawn_like_its_summary(plain, tmp_path):
    plot.write(plain, tmp_path / "one.png")
    plot.write(dataset(plain), tmp_path / "other.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


def test_a_plot_takes_axes_and_returns_them(plain, regional):
    first, second = Figure(layout="constrained").subplots(2)
    assert plot.intervals(plain, ax=first, output="energy") is first
    assert first.get_xlabel() == "energy (MWh a day)"
    assert plot.forest(regional, ax=second) is second


def test_a_wide_answer_has_a_logarithmic_axis(make_marginal, make_answer, plain):
    values = 3000 * np.exp(1.4 * np.random.default_rng(1).standard_normal(20_000))
    ax = drawn_of(make_marginal, make_answer, plain, values, 3824.4)
    assert ax.get_xscale() == "log"
    assert ax.get_ylabel() == "probability per decade"
    assert ax.get_xlabel() == "emissions (t CO₂e a day), log scale"


def test_negative_values_have_a_linear_axis_and_proper_signs(make_marginal, make_answer, plain):
    ax = drawn_of(make_marginal, make_answer, plain, np.random.default_rng(1).normal(-500, 2000, 20_000), 300.0)
    assert ax.get_xscale() == "linear"
    assert any("−" in text and "-" not in text for text in texts(ax) if "credible" in text)


def test_few_values_are_drawn_as_probabilities(make_marginal, make_answer, plain):
    values = np.random.default_rng(1).choice([3000.0, 4000.0, 6000.0], 20_000, p=[0.2, 0.5, 0.3])
    ax = drawn_of(make_marginal, make_answer, plain, values, 4000.0)
    assert ax.get_ylabel() == "probability"
    stems = max(ax.collections, key=lambda each: each.get_linewidth()[0])
    heights = sorted(path.vertices[1, 1] for path in stems.get_paths())
    assert heights == pytest.approx([0.2, 0.3, 0.5], abs=4.5 * np.sqrt(0.25 / 20_000))


@pytest.mark.parametrize(
    ("nominal", "outside"), [(3824.4, True), (20.0, False), (60.0, False), (-900.0, True)], ids=str
)
def test_a_far_nominal_value_is_pointed_at(make_marginal, make_answer, plain, nominal, outside):
    values = 25 * np.exp(0.3 * np.random.default_rng(1).standard_normal(20_000))
    ax = drawn_of(make_marginal, make_answer, plain, values, nominal, "kg")
    low, high = ax.get_xlim()
    assert (not low <= nominal <= high) is outside
    assert (lines(ax, style.NOMINAL) == []) is outside
    assert any(text.startswith("nominal") for text in texts(ax))


CASES = {
    "narrow": lambda random: (1e5 + 50 * random.standard_normal(20_000), 1e5 + 20),
    "wide": lambda random: (3100 * np.exp(2.5 * random.standard_normal(20_000)), 3824.4),
    "uniform": lambda random: (random.uniform(1000, 2000, 20_000), 1990.0),
    "negative": lambda random: (random.normal(-5e6, 2e4, 20_000), -4.99e6),
    "constant": lambda random: (np.full(1000, 4096.0), 4096.0),
    "huge": lambda random: (1e18 * np.exp(0.2 * random.standard_normal(20_000)), 1e18),
    "far": lambda random: (25 * np.exp(0.3 * random.standard_normal(20_000)), 3824.4),
}


@pytest.mark.parametrize("case", CASES)
def test_no_text_leaves_the_figure(make_marginal, make_answer, plain, case):
    ax = drawn_of(make_marginal, make_answer, plain, *CASES[case](np.random.default_rng(1)))
    assert overlaps_edge(ax) == []


def boxes(ax, wanted):
    """Where in the figure the annotations with these texts stand."""
    ax.figure.canvas.draw()
    found = {
        child.get_text(): child.get_window_extent() for child in ax.get_children() if isinstance(child, Annotation)
    }
    return [found[text] for text in wanted]


def test_the_heads_of_columns_stand_over_them(regional):
    ax = plot.forest(regional)
    median, head, interval, above = boxes(ax, ["1.00", "median", "0.52 to 1.94", "90 % interval"])
    assert median.x1 == pytest.approx(head.x1, abs=2)
    assert interval.x0 == pytest.approx(above.x0, abs=2)


def test_long_numbers_stay_beside_the_axes(make_marginal, make_answer, regional):
    marginals = [
        make_marginal("emissions", "t", 1e3 * scale * np.exp(0.3 * np.random.default_rng(1).standard_normal(20_000)),
                    1e3 * scale, {"allocation": "all_at_once", "region": "norway", "start_hour": hour})
        for hour, scale in (("0", 3e-4), ("1", 3e7))
    ]  # fmt: skip
    ax = plot.forest(make_answer(marginals, regional.subject))
    assert overlaps_edge(ax) == []
    (number,) = boxes(ax, ["30,000,000"])
    assert number.x0 > ax.get_window_extent().x1
    ticks = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(ticks))


def nominal_marks(ax):
    return [line for line in ax.lines if line.get_markerfacecolor() == style.NOMINAL]


def forest_of(make_marginal, make_answer, regional, nominals):
    values = 1000.0 * np.exp(0.3 * np.random.default_rng(1).standard_normal(20_000))
    place = {"allocation": "all_at_once", "region": "norway", "start_hour": "0"}
    marginals = [make_marginal("emissions", "t", values, nominal, place) for nominal in nominals]
    return plot.forest(make_answer(marginals, regional.subject))


def test_a_nominal_value_stands_on_the_bars_and_hides_none_of_them(make_marginal, make_answer, regional):
    ax = forest_of(make_marginal, make_answer, regional, [1000.0, 1200.0])
    ax.figure.canvas.draw()
    thickest = max(line.get_linewidth() for line in ax.lines) * ax.figure.dpi / style.POINTS
    for row, mark in enumerate(nominal_marks(ax)):
        box, (_, middle) = mark.get_window_extent(), ax.transData.transform((1, row))
        assert box.y0 + box.height / 2 - mark.get_markersize() / 2 * ax.figure.dpi / style.POINTS >= (
            middle + thickest / 2 - 0.01
        )
        assert list(mark.get_xdata()) == [[1.0], [1.2]][row]


def test_a_nominal_value_beyond_the_axis_is_pointed_at_from_its_edge(make_marginal, make_answer, regional):
    ax = forest_of(make_marginal, make_answer, regional, [-90_000.0, 1000.0, 90_000.0])
    assert [mark.get_marker() for mark in nominal_marks(ax)] == ["<", "v", ">"]
    low, high = ax.get_xlim()
    assert [mark.get_xdata()[0] for mark in nominal_marks(ax)] == [low, 1.0, high]


def test_no_line_cuts_a_bar(plain):
    ax = plot.intervals(plain)
    assert lines(ax, "white") == []
    (bottom, _), median = ax.get_ylim(), plain.marginals[1].quantiles[0.5].value / 1000
    (line,) = (line for line in lines(ax, style.INK) if list(line.get_xdata()) == [median] * 2)
    assert min(line.get_ydata()) == bottom


def test_options_are_written_as_the_scenario_names_them(regional, make_answer):
    named = replace(regional.subject, option_names={"norway": "Kingdom of Norway", "all_at_once": "At once"})
    ax = plot.forest(make_answer(regional.marginals, named))
    assert ax.get_yticklabels()[0].get_text() == "At once, Kingdom of Norway, 0"


def test_heights_end_at_the_curve_or_just_above(plain):
    ax = plot.intervals(plain)
    (curve,) = (line for line in ax.lines if len(line.get_xdata()) > 100)
    heights = [tick for tick in ax.get_yticks() if tick > 0]
    assert max(curve.get_ydata()) <= max(heights) < 1.35 * max(curve.get_ydata())


def test_small_heights_are_said_of_more(make_marginal, make_answer, plain):
    values = np.random.default_rng(1).normal(1e7, 2e6, 20_000)
    ax = drawn_of(make_marginal, make_answer, plain, values, 1e7)
    assert ax.get_ylabel() == "probability per 1,000 t CO₂e"
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["0.1", "0.2"]


def test_without_sources_there_is_only_how_it_was_computed(plain, make_answer):
    bare = replace(plain.subject, sources=())
    said = texts(plot.intervals(make_answer(plain.marginals, bare)))
    assert said[-1].startswith("Computed with carbonspan")
    assert not any("Source" in text for text in said)


def test_a_forest_has_a_row_a_coordinate(regional):
    ax = plot.forest(regional)
    assert len(ax.get_yticks()) == 12
    assert ax.get_yticklabels()[0].get_text() == "All at once, norway, 0"
    bold = [child for child in ax.get_children() if isinstance(child, Annotation) and child.get_weight() == "bold"]
    said = " ".join(line.get_text() for line in reversed(bold)).replace("\u00a0", " ")
    assert said == (
        "Medians from 1.00 t CO₂e a day (all at once, norway, start hour 0) to 12 t (by days, germany, start hour 2)"
    )
    assert overlaps_edge(ax) == []
    assert ax.yaxis_inverted()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_answer_is_the_same_bytes(plain, tmp_path, suffix):
    for name in ("one", "other"):
        plot.write(plain, tmp_path / f"{name}{suffix}")
    first = (tmp_path / f"one{suffix}").read_bytes()
    assert first == (tmp_path / f"other{suffix}").read_bytes()
    assert len(first) > 10_000
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"one{suffix}", f"other{suffix}"]


def test_an_svg_can_be_heard(plain, tmp_path):
    plot.write(plain, tmp_path / "plot.svg")
    root = ET.parse(tmp_path / "plot.svg").getroot()  # noqa: S314 - our own file
    assert root.get("role") == "img"
    words = {root.find(f"{SVG}{tag}").get("id"): root.find(f"{SVG}{tag}").text for tag in ("title", "desc")}
    assert root.get("aria-labelledby").split() == list(words)
    assert words["title"].startswith("3.1 t CO2e a day")
    assert "Density of emissions (t CO2e a day)" in words["description"]


def test_several_coordinates_are_written_as_a_forest(regional, tmp_path):
    plot.write(regional, tmp_path / "plot.svg")
    words = (tmp_path / "plot.svg").read_text()
    assert "Credible intervals at 12 coordinates" in words
    assert (
        words.count("Medians from 1.00 t CO2e a day (all at once, norway, start hour 0) to 12 t") == 2
    )  # title and desc


def test_only_known_formats(tmp_path):
    with pytest.raises(InvalidInput, match=r"must end in \.png or \.svg or \.pdf, got '\.gif'"):
        plot.check_writable(tmp_path / "plot.gif")


def test_it_is_public(plain):
    assert carbonspan.plot is plot
    assert set(plot.__all__) >= {"forest", "intervals", "write"}


def test_no_window_and_no_matplotlib_before_it_is_needed():
    code = (
        "import sys, carbonspan; carbonspan.plot.intervals; print('matplotlib' in sys.modules, 'xarray' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False False\n"
    )


def test_hours_run_from_left_to_right_in_a_field_a_region(by_the_hour):
    ax = plot.course(by_the_hour)
    assert ax.get_xlabel() == "start hour"
    assert [label.get_text() for label in ax.get_xticklabels()] == 2 * ["0", "6", "12", "18"]
    assert {"Norway", "Germany", "median 1.00 to 3.0", "median 9.0 to 27"} <= set(texts(ax))
    assert len(ax.collections) == 2 * 3  # a band a level
    lines = [line for line in ax.lines if len(line.get_xdata()) == 24 and line.get_linewidth() == 2]
    medians = [list(line.get_ydata()) for line in lines]
    assert [line.index(min(line)) for line in medians] == [9, 21]
    assert max(lines[0].get_xdata()) < min(lines[1].get_xdata())
    assert ax.get_yscale() == "log"
    assert ax.get_ylabel() == "emissions (t CO₂e a day), log scale"
    assert overlaps_edge(ax) == []


def test_numbers_of_neighbouring_fields_stand_apart(make_marginal, make_answer, by_the_hour):
    years = [(region, str(year)) for region in "abcdefgh" for year in range(2018, 2031)]
    values = 1e3 * np.exp(0.3 * np.random.default_rng(1).standard_normal(2_000))
    marginals = [
        make_marginal("emissions", "t", values, 1e3, {"region": region, "year": year}) for region, year in years
    ]
    ax = plot.course(make_answer(marginals, by_the_hour.subject))
    ax.figure.canvas.draw()
    ticks = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert all(left.x1 + 2 < right.x0 for left, right in pairwise(ticks))


def test_hours_are_in_their_order_whatever_the_records(by_the_hour, make_answer):
    turned = make_answer(by_the_hour.marginals[::-1], by_the_hour.subject)
    lines = [line for line in plot.course(turned).lines if len(line.get_xdata()) == 24]
    assert all(list(line.get_xdata()) == sorted(line.get_xdata()) for line in lines)


def test_what_counts_far_enough_is_written_as_a_course(by_the_hour, regional, tmp_path):
    plot.write(by_the_hour, tmp_path / "written.png")
    save(plot.course(by_the_hour), tmp_path / "course.png", title="", description="")
    written, course = (imread(tmp_path / f"{name}.png") for name in ("written", "course"))
    assert (written == course).all()
    with pytest.raises(InvalidInput, match="no axis counts far enough for a course; draw a forest"):
        plot.course(regional)


@pytest.mark.parametrize("title", ["Cards of $5k and of $6k", r"x $\foo$ y"])
def test_dollars_are_no_mathematics(plain, tmp_path, title):
    answer = replace(plain, subject=replace(plain.subject, title=title))
    ax = plot.intervals(answer)
    drawn = next(child for child in ax.get_children() if isinstance(child, Annotation) and "$" in child.get_text())
    assert not drawn.get_parse_math()
    plot.write(answer, tmp_path / "a.png")


def test_letters_that_no_font_has_neither_warn_nor_fail(plain, tmp_path):
    answer = replace(plain, subject=replace(plain.subject, title="\U000e0041 训练一个模型的排放"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot.write(answer, tmp_path / "a.png")
    assert (tmp_path / "a.png").stat().st_size > 10_000


def test_letters_are_drawn_in_a_font_that_has_them(plain, monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda: ("STIXGeneral",))
    lacking = min(fonts._letters("STIXGeneral") - fonts._letters(fonts.USUAL))
    ax = plot.intervals(replace(plain, subject=replace(plain.subject, title=f"Model {lacking}")))
    drawn = next(child for child in ax.get_children() if isinstance(child, Annotation) and lacking in child.get_text())
    assert drawn.get_fontfamily() == [fonts.USUAL, "STIXGeneral"]


def test_numbers_at_even_steps_have_as_many_decimals(plain):
    for axis in (plot.intervals(plain).yaxis, plot.forest(plain).xaxis):
        decimals = {
            len(label.get_text().partition(".")[2])
            for label in axis.get_ticklabels()
            if re.fullmatch(r"[\d.−]+", label.get_text())
        }
        assert len(decimals) == 1


def wide(decades, *, both=False):
    drawn = np.random.default_rng(1)
    return 10.0 ** drawn.uniform(-decades, decades, 4_000) * (drawn.choice([-1.0, 1.0], 4_000) if both else 1.0)


HUGE = {
    "both signs": wide(300, both=True),
    "negative": -wide(300),
    "zero among them": np.append(wide(300), np.zeros(6_000)),
    "near the largest float": 1.7e308 * np.random.default_rng(1).uniform(-1.0, 1.0, 4_000),
    "constant": np.full(100, 1e300),
    "narrow about zero": np.random.default_rng(1).normal(0.0, 1e-200, 4_000),
}
POSITIVE = {
    "600 decades": wide(300),
    "large": 1e306 * np.exp(np.random.default_rng(1).normal(0.0, 1.0, 4_000)),
    "small": 1e-306 * np.exp(np.random.default_rng(1).normal(0.0, 1.0, 4_000)),
    "subnormal": 1e-318 * np.exp(np.random.default_rng(1).normal(0.0, 1.0, 4_000)),
}


def of_kind(kind, values, make_marginal, make_answer, plain):
    with np.errstate(all="ignore"):
        marginals = [
            make_marginal("emissions", "kg", values, float(values[0]), {"hour": str(hour)})
            for hour in range({"intervals": 1, "forest": 3, "course": 8}[kind])
        ]
    return make_answer(marginals, plain.subject)


@pytest.mark.parametrize("kind", ["intervals", "forest", "course"])
@pytest.mark.parametrize("name", HUGE)
def test_what_no_axis_can_show_is_refused(make_marginal, make_answer, plain, tmp_path, kind, name):
    answer = of_kind(kind, HUGE[name], make_marginal, make_answer, plain)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InvalidInput, match=r"^no picture: a linear axis from .* --csv have the numbers$"):
            plot.write(answer, tmp_path / "plot.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["intervals", "forest", "course"])
@pytest.mark.parametrize("name", POSITIVE)
def test_positive_values_have_a_picture_at_any_size(make_marginal, make_answer, plain, kind, name):
    answer = of_kind(kind, POSITIVE[name], make_marginal, make_answer, plain)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = getattr(plot, kind)(answer)
        assert overlaps_edge(ax) == []
    ends = ax.get_ylim() if kind == "course" else ax.get_xlim()
    assert 0 < ends[0] <= np.quantile(POSITIVE[name], 0.05)
    assert np.quantile(POSITIVE[name], 0.95) <= ends[1] < np.inf
    assert len(ax.get_yticks() if kind == "course" else ax.get_xticks()) > 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda plot, answer: plot.course([answer, answer]), r"^result: a plot shows one answer .* got a list of 2; "),
        (lambda plot, answer: plot.intervals((answer,)), r"^result: .* got a tuple of 1; draw several .* `forest`"),
        (lambda plot, answer: plot.course(None), r"^result: must be the whole answer .*, got None$"),
        (lambda plot, answer: plot.write("answer.nc", "a.png"), r"^result: .* got a value of type str$"),
        (
            lambda plot, answer: plot.intervals(answer["intervals"]),
            r"^result: must be the whole answer .* no groups of an answer$",
        ),
        (lambda plot, answer: plot.forest(answer, output=3), r"^output: must be the name .* type int$"),
        (lambda plot, answer: plot.forest(answer, ax=Figure()), r"^ax: must be the axes .* type Figure; "),
        (lambda plot, answer: plot.write(answer, None), r"^path: must be the name of a file.* got None$"),
    ],
)
def test_an_argument_of_another_kind_is_refused(plain, call, message):
    with pytest.raises(InvalidInput, match=message):
        call(plot, dataset(plain))


def printed(ax):
    """The numbers beside each bar, from the narrowest interval down."""
    beside = [child for child in ax.get_children() if isinstance(child, Annotation) and child.xy[1] < 0]
    found = {}
    for text in beside:
        if text.xycoords == "data":
            found.setdefault(round(float(text.xy[1]), 9), []).append(text.get_text().replace("−", "-"))
    return [found[height] for height in sorted(found, reverse=True)]


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(1).normal(1026, 60, 20_000),
        np.random.default_rng(2).normal(10_400, 480, 20_000),
        3000 * np.exp(0.4 * np.random.default_rng(3).standard_normal(20_000)),
        np.random.default_rng(4).uniform(-130, 1460, 20_000),
    ],
    ids=str,
)
def test_one_number_has_the_same_digits_in_sentence_bar_and_mark(make_marginal, make_answer, plain, values):
    answer = make_answer([make_marginal("emissions", "kg", values, 1000.0)], plain.subject)
    ax = plot.intervals(answer)
    (panel,) = panels(answer)
    low, high = re.search(r"interval (\S+) to (\S+) kg", panel.headline).groups()
    assert printed(ax)[1] == [low, high]
    middle = panel.headline.partition(" ")[0]
    assert f"median {middle} kg" in [text.replace("−", "-") for text in texts(ax)]
    width = panel.ends[1][1].value - panel.ends[1][0].value
    for end, text in zip((*panel.ends[1], panel.marginal.median), (low, high, middle), strict=True):
        assert abs(float(text.replace(",", "")) - end.value) <= width / 40 + end.error / 2 * 10


def test_the_rows_of_a_forest_and_its_headline_have_the_same_digits(regional):
    said = texts(plot.forest(regional))
    for panel in panels(regional):
        assert panel.quote.median in said
        assert panel.quote.ends in said


def test_a_value_that_many_samples_have_stands_beside_the_density(make_marginal, make_answer, plain):
    drawn = np.random.default_rng(1)
    marginal = make_marginal(
        "emissions", "kg", np.where(drawn.random(20_000) < 0.6, 0.0, drawn.normal(9, 1, 20_000)), 0.0
    )
    zeros = int((marginal.bins.low == 0).argmax())
    high = marginal.bins.high.copy()
    high[zeros] = 0.0  # the engine finds that the crowded bin holds one value
    ax = plot.intervals(make_answer([replace(marginal, bins=replace(marginal.bins, high=high))], plain.subject))
    assert any(re.fullmatch(r"60 % at 0", text) for text in texts(ax))
    (stem,) = [each for each in ax.collections if each.get_linewidth()[0] == 5]
    (outline,) = [line for line in ax.lines if len(line.get_xdata()) > 100]
    assert max(outline.get_ydata()) < stem.get_paths()[0].vertices[:, 1].max()
    assert np.trapezoid(outline.get_ydata(), outline.get_xdata()) == pytest.approx(0.4, abs=0.02)


def test_numbers_at_the_ends_of_bars_stand_clear_of_the_levels(make_marginal, make_answer, plain):
    for values in (np.abs(np.random.default_rng(1).normal(0.0, 1.0, 20_000)), wide(300)):
        ax = plot.intervals(of_kind("intervals", values, make_marginal, make_answer, plain))
        ax.figure.canvas.draw()
        levels = [label.get_window_extent() for label in ax.get_yticklabels()[-3:]]
        ends = [child for child in ax.get_children() if isinstance(child, Annotation) and child.xycoords == "data"]
        boxes = [each.get_window_extent() for each in ends]
        assert not [1 for level in levels for box in boxes if level.overlaps(box)]
