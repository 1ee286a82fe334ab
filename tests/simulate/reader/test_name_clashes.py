"""Names that clash in an answer are found by check."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xarray as xr

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.check import check
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.name_clashes import BESIDE_AXES, BESIDE_OUTPUTS, ENDINGS
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.export import as_csv

MODELS = """\
from typing import NamedTuple
from carbonspan import formula


class Two(NamedTuple):
    c: float
    {second}: float


def b_c(x: float) -> float:
    return x


def c(x: float) -> float:
    return 2 * x


def c_b(x: float) -> float:
    return x


def two(x: float) -> Two:
    return Two(x, x * x)
"""
PART = "  {}:\n    model: models.py:{}\n    inputs: {{x: {{nominal: 1, gsd: 1.1, evidence: assumed}}}}\n"
ONE = "title: one\nmodel: models.py:two\ninputs: {x: {nominal: 1, gsd: 1.1, evidence: assumed}}\n"


def write(folder: Path, text: str, *, second: str = "d") -> str:
    (folder / "models.py").write_text(MODELS.format(second=second))
    path = folder / "names.yaml"
    path.write_text(text)
    return str(path)


def told(folder: Path, text: str, *, second: str = "d") -> list[str]:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        check(write(folder, text, second=second))
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def parts(*given: tuple[str, str], more: str = "") -> str:
    return "title: parts\nparts:\n" + "".join(PART.format(*each) for each in given) + more


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (parts(("a", "b_c"), ("a_b", "c")),
         "names.yaml:6:3: parts.a_b: c of a_b is named a_b_c, as is b_c of a; rename the part"),
        (parts(("a_b", "c"), ("a", "b_c")),
         "names.yaml:6:3: parts.a: b_c of a is named a_b_c, as is c of a_b; rename the part"),
        (parts(("total", "c"), ("b", "c"), more="total: {c: sum}\n"),
         "names.yaml:3:3: parts.total: is reserved for sums; rename the part"),
        (parts(("total", "c")), "parts.total: is reserved for sums"),
        (parts(("a.b", "c")), "names.yaml:3:3: parts.a.b: must not contain '.'; rename it to a_b"),
        (parts(("a/b", "c")), "names.yaml:3:3: parts.a/b: must not contain '/'; rename it to a_b"),
        (parts(("b", "c"), ("total_c", "c"), ("x", "c"), more="total: {c: sum}\nshared: {b_c: {nominal: 1, gsd: 2, "
               "evidence: assumed}}\n").replace("inputs: {x: {", "share: [b_c]\n    inputs: {x: {factors: [b_c], ", 1),
         "parts.b: c of b is named b_c, as is an input; rename the input"),
    ],
)  # fmt: skip
def test_parts_whose_names_meet(tmp_path: Path, text: str, message: str) -> None:
    found = told(tmp_path, text)
    assert any(message in each for each in found), found


@pytest.mark.parametrize("kind", ["dimensions", "choices"])
@pytest.mark.parametrize(
    "name", [*sorted(BESIDE_AXES), "c", "c_error", "d_percentile", "d_percentile_error", "a.b", "a/b"]
)
def test_axes_whose_names_are_taken(tmp_path: Path, kind: str, name: str) -> None:
    (found,) = told(tmp_path, f"{ONE}{kind}: {{{name}: {{p: {{}}, q: {{x: 2}}}}}}\n")
    assert found.startswith(f"names.yaml:4:{len(kind) + 4}: {kind}.{name}: ")
    assert "rename it" in found


def test_a_choice_and_a_dimension_have_two_names(tmp_path: Path) -> None:
    axis = "{who: {p: {}, q: {x: 2}}}"
    found = told(tmp_path, f"{ONE}choices: {axis}\ndimensions: {axis}\n")
    assert [each.partition("who: ")[2] for each in found] == [
        "is the name of a choice and of a dimension; rename one of them"
    ] * 2


@pytest.mark.parametrize("second", [*sorted(BESIDE_OUTPUTS), *(f"c{ending}" for ending in ENDINGS)])
def test_outputs_whose_names_are_taken(tmp_path: Path, second: str) -> None:
    (found,) = told(tmp_path, ONE, second=second)
    assert found.startswith("names.yaml:2:1: model: returns the output")
    assert second in found


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    folder = tmp_path_factory.mktemp("answer")
    axes = "choices: {who: {p: {}, q: {x: 2}}}\ndimensions: {hour: {0: {}, 1: {}}}\n"
    return run_scenario(load(write(folder, ONE + axes)), samples=1000, draws=5)


def test_the_answers_own_names_are_those_that_it_writes(answer: Answer) -> None:
    """In every group that has outputs or axes, and in the columns of a table."""
    axes, outputs = {"who", "hour"}, {"c", "d"}
    made = outputs | {f"{output}{ending}" for output in outputs for ending in ENDINGS}
    beside_outputs, beside_axes = set(), set(next(csv.reader(io.StringIO(as_csv(answer))))) - axes
    for node in dataset(answer).subtree:
        names = names_of(node)
        if names & outputs:
            beside_outputs |= names - made - axes
        if names & axes:
            beside_axes |= names - made - axes
    beside_outputs |= {"swept"}  # in the answer of a sweep
    assert beside_outputs == BESIDE_OUTPUTS
    assert beside_outputs | beside_axes == BESIDE_AXES


def names_of(node: xr.DataTree) -> set[str]:
    held = node.to_dataset(inherit=False)
    return {str(name) for name in (*held.variables, *held.dims)}
