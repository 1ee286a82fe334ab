"""A benchmark as a picture: bars of kernels, points of runs and processes, lines of growth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..plots import captions, image, plot, style
from ..plots.ticks import quantity_axis, upright_quantity_axis
from ..units.number_format import rounded
from . import report
from .benchmark import Benchmark, Timing, about
from .growth_times import ANSWER, CLOCK, MEMORY, SIZES, THREADS, Slope, slopes
from .kernel_times import QUANTITY, WHOLE, pipelines, shares
from .run_times import RUNS
from .spread import quartiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The height of a row, and of the words around all rows [inches]; the rows that a picture has room for at least.
_ROW, _AROUND, _FEWEST = 0.19, 1.4, 8
#: The left end of text that is flush with the figure, as a share of its width.
_FLUSH = 0.022
#: How far beyond the values an axis reaches: a share of a linear one, a factor of a logarithmic one.
_ROOM, _FACTOR = 0.12, 1.7
_MARKERS = (("o", style.STRONG), ("o", style.FAINT), ("D", style.NOMINAL), ("s", style.GREY))
#: What a panel of growth shows, by its row; of threads, the time by the clock.
_PANELS = {"ns a sample": (QUANTITY, CLOCK), "answer, ms": (ANSWER,), "memory, MB": (MEMORY,)}

Row = tuple[str, Sequence[Timing]]
"""A row's label and its timings; a heading has none."""


def write(benchmark: Benchmark, path: Path | str) -> None:
    """Write the picture of a benchmark as PNG, SVG or PDF. Raises InvalidInput if it cannot be written."""
    plot.check_writable(path)
    with style.literal():
        ax = draw(benchmark)
        title = report.headline(benchmark)
        image.save(ax, path, title=title, description=f"Benchmark of {benchmark.kind} {benchmark.subject}: {title}.")


def draw(benchmark: Benchmark) -> Axes:
    """The picture, on a figure of its own."""
    of: dict[str, Callable[[Benchmark], Axes]] = {
        "kernels": _bars,
        "scenario": _bars,
        "scaling": _growth,
        "models": partial(_points, groups=(RUNS,)),
        "start": partial(_points, groups=("imports", "commands")),
    }
    return of[benchmark.kind](benchmark)


def _bars(benchmark: Benchmark) -> Axes:
    """A bar a kernel, below its pipeline: each begins where the one before it ends, and the last one ends at 100 %."""
    found = pipelines(benchmark)
    ax = _axes(benchmark, [row for group, kernels in found.items() for row in _rows_of(benchmark, group, kernels)])
    quantity_axis(ax, "share of the pipeline (%)", (0.0, 100.0 * (1 + _ROOM)), log=False)
    share, rows = shares(benchmark), count()
    for group, kernels in found.items():
        next(rows)  # the heading
        begin = 0.0
        for each in kernels:
            length = 100 * share[group, each.name]
            _bar(ax, next(rows), (begin, length), each, style.FAINT)
            begin += length
        _bar(ax, next(rows), (0.0, 100.0), benchmark.timing(group, WHOLE, QUANTITY), style.STRONG)
    return ax


def _rows_of(benchmark: Benchmark, group: str, kernels: Sequence[Timing]) -> Sequence[Row]:
    """The heading of a pipeline, and a row for each of its kernels and for the whole."""
    timings = (*kernels, benchmark.timing(group, WHOLE, QUANTITY))
    return [(group, ()), *((each.name, (each,)) for each in timings)]


def _bar(ax: Axes, row: int, span: tuple[float, float], each: Timing, colour: str) -> None:
    """A bar that begins and is as long as `span` says, with its time behind it."""
    begin, length = span
    ax.barh(row, length, left=begin, height=0.62, color=colour, ec=style.STRONG, lw=0.8, zorder=2)
    end = begin + max(length, 0.0), row
    text = f"{each.median:.2f} ns"
    ax.annotate(
        text, end, xytext=(5, 0), textcoords="offset points", va="center", fontsize=style.SMALL, color=style.INK
    )


def _points(benchmark: Benchmark, groups: Sequence[str]) -> Axes:
    """A row a scenario or process, with a point a quantity, on a logarithmic axis."""
    found: list[Row] = []
    for group in groups:
        in_seconds = [each for each in benchmark.groups()[group] if about(each.quantity).unit == "s"]
        found += [(group, ())] if len(groups) > 1 else []
        names = dict.fromkeys(each.name for each in in_seconds)
        found += [(name, tuple(each for each in in_seconds if each.name == name)) for name in names]
    ax = _axes(benchmark, found)
    values = [end for _, timings in found for each in timings for end in quartiles(each.values)]
    least = min(value for value in values if value > 0)
    quantity_axis(ax, "seconds", (least / _FACTOR, max(values) * _FACTOR), log=True)
    ax.grid(axis="x", color=style.PALE, lw=0.8, zorder=0)
    quantities = list(dict.fromkeys(each.quantity for _, timings in found for each in timings))
    for row, (_, timings) in enumerate(found):
        for each in timings:
            _whisker(ax, each, row)
            marker, face = _MARKERS[quantities.index(each.quantity)]
            ax.plot(each.median, row, marker, ms=5, mfc=face, mec=style.INK, mew=0.7, zorder=6)
    for quantity, (marker, face) in zip(quantities, _MARKERS, strict=False):
        ax.plot([], [], marker, ms=5, mfc=face, mec=style.INK, mew=0.7, label=about(quantity).long_name)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=style.SMALL)
    return ax


def _axes(benchmark: Benchmark, rows: Sequence[Row]) -> Axes:
    """Axes with a row a label, from the top down; headings are bold."""
    ax = style.new_axes(_AROUND + _ROW * max(len(rows), _FEWEST))
    style.bare(ax)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)), [label for label, _ in rows])
    for text, (_, timings) in zip(ax.get_yticklabels(), rows, strict=True):
        text.set_fontweight("normal" if timings else "bold")
    _write_around(ax, benchmark)
    return ax


def _whisker(ax: Axes, each: Timing, at: float) -> None:
    """The middle half of the repetitions."""
    ax.plot(quartiles(each.values), (at, at), color=style.INK, lw=1.0, zorder=5, solid_capstyle="butt")


def _growth(benchmark: Benchmark) -> Axes:
    """A column a size, a row a quantity, on logarithmic axes, each panel with its slope."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    found = {(each.group, each.quantity): each for each in slopes(benchmark)}
    columns = [group for group in (*SIZES, THREADS) if any(key[0] == group for key in found)]
    layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
    figure = Figure(figsize=(1.4 * style.WIDTH, 1.5 * style.HEIGHT), layout=layout, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.subplots(len(_PANELS), len(columns), sharey="row", squeeze=False)
    for row, (label, quantities) in zip(axes, _PANELS.items(), strict=True):
        drawn = [_panel(ax, benchmark, found, group, quantities) for ax, group in zip(row, columns, strict=True)]
        values = [value for each in drawn for value in each]
        upright_quantity_axis(row[0], label, (min(values) / _FACTOR, max(values) * _FACTOR), log=True)
        for ax in row[1:]:
            ax.tick_params(axis="y", labelleft=False)
    _write_around(axes[0, 0], benchmark)
    first: Axes = axes[0, 0]
    return first


def _panel(
    ax: Axes, benchmark: Benchmark, found: dict[tuple[str, str], Slope], group: str, quantities: Sequence[str]
) -> list[float]:
    """Draw one quantity against one size, with its slope; returns the values drawn."""
    along = [each for each in benchmark.groups()[group] if each.quantity in quantities]
    if not along:
        ax.set_visible(False)
        return []
    scale = 1e3 if about(along[0].quantity).unit == "s" else 1.0
    counts, values = [each.count for each in along], [scale * each.median for each in along]
    slope = found[group, along[0].quantity].exponent
    quantity_axis(ax, group, (counts[0] / 1.3, counts[-1] * 1.3), log=True, room=90)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(style.GREY)
    ax.tick_params(colors=style.GREY, labelcolor=style.INK, labelsize=style.SMALL, length=3)
    ax.set_xlabel(group, fontsize=style.TEXT, color=style.INK)
    ax.grid(axis="y", color=style.PALE, lw=0.8, zorder=0)
    ax.plot(counts, values, "o-", color=style.STRONG, ms=4, lw=1.2, zorder=3)
    for each in along:
        ax.plot((each.count,) * 2, [scale * end for end in quartiles(each.values)], color=style.INK, lw=1.0, zorder=4)
    text, corner = style.typeset(f"slope {rounded(slope, -2)}"), (0.06, 0.94)
    ax.annotate(text, corner, xycoords="axes fraction", va="top", fontsize=style.SMALL, color=style.INK)
    return values


def _write_around(ax: Axes, benchmark: Benchmark) -> None:
    """The headline above, and the machine below."""
    figure: Any = ax.figure
    room = figure.get_figwidth() * style.POINTS * (1 - 2 * _FLUSH)
    title = "\n".join(captions.wrapped(report.headline(benchmark), room, style.TEXT, bold=True))
    figure.suptitle(title, x=_FLUSH, ha="left", fontsize=style.TEXT, color=style.INK, weight="bold")
    figure.supxlabel(_machine(benchmark), x=_FLUSH, ha="left", fontsize=style.TINY, color=style.GREY)


def _machine(benchmark: Benchmark) -> str:
    lines = "" if benchmark.kind in {"kernels", "scenario"} else "; lines: the middle half of them"
    return "\n".join((f"Medians of {benchmark.repetitions} repetitions{lines}.", *benchmark.machine.lines()))
