"""Analyses of small scenarios, and what a picture says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.text import Annotation

from carbonspan import load
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.sensitivity.analysis import Questions, sensitivity
from carbonspan.simulate.show.reports.sensitivity_tree import tree

HEAD = "from typing import Annotated\n"


def analysed(name: str, sets: tuple[str, ...] = (), **asked: object):
    """The tree of an analysis of few points, in memory."""
    return tree(sensitivity(load(name, sets=sets), Request(2_048, 0, design="sobol"), Questions(**asked)))


def of_files(folder: Path, model: str, inputs: str, title: str = "made up", **asked: object):
    """The tree of a scenario whose model and inputs are texts."""
    (folder / "model.py").write_text(HEAD + model, encoding="utf-8")
    text = f"title: {title}\nmodel: model.py:total\ndefaults: {{source: a meter}}\n{inputs}"
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return analysed(str(folder / "scenario.yaml"), **asked)


@pytest.fixture(scope="session")
def words():
    """ChatGPT by response words: lognormal laws, and inputs that GPU time does not depend on."""
    return analysed("chatgpt/by-words", ("users={gsd: 1.6}", "utilization={beta: {p5: 0.3, p95: 0.9}}"))


@pytest.fixture(scope="session")
def embodied():
    """BLOOM's hardware: a discrete input, and two that the output falls with."""
    return analysed("bloom/embodied")


@pytest.fixture(scope="session")
def by_region():
    """BERT by region, of which each has inputs of its own."""
    return analysed("bert/by-region")


@pytest.fixture(scope="session")
def offsets(tmp_path_factory):
    """A difference of either sign with correlated inputs, one of a long name, and an output that is fixed."""
    model = """
from typing import NamedTuple
class Both(NamedTuple):
    rent: Annotated[float, "kg"]
    net: Annotated[float, "kg"]

def total(energy_of_an_answer_in_the_busiest_and_most_northern_hall_of_all: Annotated[float, "J"],
          intensity: Annotated[float, "kg/J"], offset: Annotated[float, "kg"], fixed: Annotated[float, "kg"]) -> Both:
    return Both(2 * fixed, energy_of_an_answer_in_the_busiest_and_most_northern_hall_of_all * intensity - offset)
"""
    inputs = """inputs:
  energy_of_an_answer_in_the_busiest_and_most_northern_hall_of_all: {nominal: 2 kWh, p5: 1, p95: 4, evidence: assumed}
  intensity: {nominal: 0.4 kg/kWh, gsd: 1.4, evidence: assumed}
  offset: {nominal: 0.7 kg, normal: {mean: 0.7, sd: 0.3}, evidence: assumed}
  fixed: {nominal: 0.1 kg, evidence: assumed}
correlations: {scale: normal, pairs: [[intensity, offset, 0.8]]}
outputs: {rent: kg, net: kg}
"""
    return of_files(tmp_path_factory.mktemp("offsets"), model, inputs)


@pytest.fixture(scope="session")
def sum_of(tmp_path_factory) -> Callable[..., object]:
    """The tree of a sum of many lognormal inputs, the last of which vary most."""

    def make(count: int):
        names = [f"x{number:02d}" for number in range(count)]
        arguments = ", ".join(f'{name}: Annotated[float, "kg"]' for name in names)
        model = f'def total({arguments}) -> Annotated[float, "kg"]:\n    return {" + ".join(names)}\n'
        inputs = "".join(
            f"  {name}: {{nominal: 1 kg, gsd: {1.05 + 0.01 * k}, evidence: assumed}}\n" for k, name in enumerate(names)
        )
        return of_files(tmp_path_factory.mktemp("sum"), model, f"inputs:\n{inputs}")

    return make


@pytest.fixture(scope="session")
def thirty(sum_of):
    return sum_of(30)


@pytest.fixture(scope="session")
def sixty(sum_of):
    return sum_of(60)


def texts_of(ax) -> list[str]:
    """What is annotated, line by line from top to bottom: captions are written upwards."""
    found = [child.get_text() for child in reversed(ax.get_children()) if isinstance(child, Annotation)]
    return [line.replace("\u00a0", " ") for text in found for line in text.split("\n") if line]


def outside(ax) -> list[str]:
    """The texts that leave the figure."""
    ax.figure.canvas.draw()
    whole = ax.figure.bbox
    boxes = [(text, box) for text, box in boxes_of(ax) if text.strip()]
    return [text for text, box in boxes if box.x0 < -1 or box.x1 > whole.x1 + 1 or box.y0 < -1 or box.y1 > whole.y1 + 1]


def boxes_of(ax):
    """Every text of the picture with the room it takes."""
    ax.figure.canvas.draw()
    inner = [ax, *ax.child_axes]
    found = [child for each in inner for child in each.get_children() if isinstance(child, Annotation)]
    for each in inner:
        (left, right), (low, high) = sorted(each.get_xlim()), sorted(each.get_ylim())
        found += [label for label in each.get_xticklabels() if left <= label.get_position()[0] <= right]
        found += [label for label in each.get_yticklabels() if low <= label.get_position()[1] <= high]
        found += [each.xaxis.label, each.yaxis.label]
    return [(text.get_text(), text.get_window_extent()) for text in found if text.get_text().strip()]


def touching(ax) -> list[tuple[str, str]]:
    """Pairs of texts that overlap."""
    boxes = boxes_of(ax)
    return [
        (one, other)
        for number, (one, box) in enumerate(boxes)
        for other, room in boxes[number + 1 :]
        if min(box.x1, room.x1) - max(box.x0, room.x0) > 1 and min(box.y1, room.y1) - max(box.y0, room.y0) > 4
    ]


@pytest.fixture(scope="session")
def said() -> Callable[..., list[str]]:
    return texts_of


@pytest.fixture(scope="session")
def misdrawn() -> Callable[..., list[object]]:
    """What leaves the figure or lies over another text."""
    return lambda ax: [*outside(ax), *touching(ax)]
