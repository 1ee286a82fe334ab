"""Many inputs: which of them lead, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Correlation, Option, Scenario
from carbonspan.simulate.sensitivity import analysis
from carbonspan.simulate.sensitivity.analysis import Questions, Sensitivity, sensitivity
from carbonspan.simulate.sensitivity.pick_freeze import frozen, groups
from carbonspan.simulate.sensitivity.screening import Screening, screening
from carbonspan.simulate.show.reports.sensitivity import text

REQUEST = Request(1 << 13, design="sobol")
FAR = 5.0


def three(a: float, b: float, c: float) -> float:
    return 10.0 * a + b + 0.0001 * c


def rounded(a: float, b: float, c: float) -> float:
    return a * 0.1 / a + 0.0 * (b + c)


@pytest.fixture(autouse=True)
def small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 14)


@pytest.fixture
def many(tmp_path: Path) -> Callable[[Mapping[int, float], int, float], Scenario]:
    """A weighted sum of `count` normal inputs in files: their `weights`, and the `weight` of all others."""

    def of(weights: Mapping[int, float], count: int, weight: float) -> Scenario:
        names = [f"x{i}" for i in range(count)]
        body = " + ".join(f"{weights.get(i, weight)} * {name}" for i, name in enumerate(names))
        arguments = ", ".join(f"{name}: float" for name in names)
        (tmp_path / "m.py").write_text(f"def y({arguments}) -> float:\n    return {body}\n")
        inputs = "".join(f"  {name}: {{nominal: 0, normal: {{mean: 0, sd: 1}}, evidence: assumed}}\n" for name in names)
        head = "title: many\nmodel: m.py:y\ndefaults: {source: exact}\ninputs:\n"
        (tmp_path / "s.yaml").write_text(head + inputs)
        return load(str(tmp_path / "s.yaml"))

    return of


def screened(scenario: Scenario) -> Screening:
    return screening(scenario, frozen(scenario), groups(scenario), REQUEST)


def said(found: Sensitivity) -> list[str]:
    return [line for line in text(found, found.headline) if isinstance(line, str)]


def test_a_change_is_the_mean_of_absolute_changes(build: Callable) -> None:
    """Of a normal input drawn anew: 2 sigma / sqrt(pi); its share is the total index."""
    found = screened(build(three, dict.fromkeys("abc", Normal(0.0, 1.0))))
    for change, weight in zip(found.changes, (10.0, 1.0, 0.0001), strict=True):
        assert abs(change.change.value - weight * 2 / 3.141592653589793**0.5) < FAR * change.change.error
        assert change.share == pytest.approx(weight**2 / 101, rel=0.2)
    assert (found.leading, found.others) == ((("a",), ("b",)), ("c",))
    assert found.groups == (("a",), ("b",), ("c",))


def test_without_others_there_is_no_row_of_them() -> None:
    assert Screening(1, (), (), (("a",),), ()).groups == (("a",),)


def test_a_group_leads_or_follows_as_one(build: Callable) -> None:
    scenario = build(three, dict.fromkeys("abc", Normal(0.0, 1.0)))
    group = Correlation(("b", "c"), ((1.0, 0.5), (0.5, 1.0)), "normal")
    found = screened(replace(scenario, correlations=(group,)))
    assert (found.leading, found.others) == ((("a",), ("b", "c")), ())


def test_an_input_that_leads_at_one_option_leads(build: Callable) -> None:
    scenario = build(three, dict.fromkeys("abc", Normal(0.0, 1.0)))
    wide = replace(scenario.inputs["c"], distribution=Normal(0.0, 1e5), stream="c@there")
    axis = Axis("at", "dimension", (Option("here", {}), Option("there", {"c": wide})))
    assert screened(replace(scenario, axes=(axis,))).leading == (("a",), ("b",), ("c",))


def test_rounding_leads_nowhere(build: Callable) -> None:
    found = screened(build(rounded, dict.fromkeys("abc", Uniform(1.0, 2.0))))
    assert (found.leading, found.others) == ((), ("a", "b", "c"))


def test_three_of_45_lead(many: Callable) -> None:
    scenario = many({4: 10.0, 17: 5.0, 44: 3.0}, 45, 0.001)
    found = sensitivity(scenario, REQUEST)
    assert found.screening.leading == (("x4",), ("x17",), ("x44",))
    assert len(found.screening.others) == 42
    *leading, others = found.main.indices
    assert [each.inputs for each in leading] == [("x4",), ("x17",), ("x44",)]
    variance = 134 + 42e-6
    for each, exact in zip([*leading, others], (100, 25, 9, 42e-6), strict=True):
        for estimate in (each.first, each.total):
            assert abs(estimate.value - exact / variance) < FAR * estimate.error
    lines = said(found)
    assert lines[2].startswith(("x4 explains 74 % ", "x4 explains 75 % "))
    assert "the other 42 together 0" in lines[2]
    assert lines[3].startswith("45 inputs are many: they were screened by drawing each anew at 2,048 points. 3 of them")
    assert lines[3].endswith("3 of them lead and have indices; the other 42 are one row.")


def test_where_none_of_60_dominates_the_others_are_said_to_matter(many: Callable) -> None:
    found = sensitivity(many({}, 60, 1.0), REQUEST, Questions(closed=("x0,x1", "x59")))
    assert len(found.screening.leading) == 20
    pooled = found.main.indices[0]
    assert len(pooled.inputs) == 40
    assert abs(pooled.total.value - 40 / 60) < FAR * pooled.total.error
    lines = said(found)
    assert "the other 59 together 98 %" in lines[2]
    assert "The 20 largest have indices; the other 40 are one row, which matters too, with a total of 6" in lines[3]
    for index, exact in zip(found.main.closed, (2 / 60, 1 / 60), strict=True):
        assert abs(index.first.value - exact) < FAR * index.first.error
        assert index.first.error < 0.003  # not what is left of all others, which is far less sure


@pytest.mark.parametrize(("count", "is_screened"), [(39, False), (40, True)])
def test_from_forty_inputs_on_they_are_screened(many: Callable, *, count: int, is_screened: bool) -> None:
    found = sensitivity(many({0: 9.0}, count, 0.0), REQUEST)
    assert (found.screening is not None) == is_screened
    assert found.main.indices[0].inputs == ("x0",)
