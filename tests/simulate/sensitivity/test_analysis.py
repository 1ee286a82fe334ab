"""Inputs and outputs that lead an analysis astray, from the scenario to what people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Correlation, Scenario, Shares
from carbonspan.simulate.sensitivity import analysis
from carbonspan.simulate.sensitivity.analysis import Questions, Sensitivity, Terciles, sensitivity
from carbonspan.simulate.sensitivity.shapley import Effect
from carbonspan.simulate.show.reports.sensitivity import text

REQUEST = Request(1 << 14, design="sobol")
#: Standard errors that all of some hundred numbers keep within.
FAR = 5.0
STANDARD = Normal(0.0, 1.0)
UNIT = Uniform(0.0, 1.0)


def total(a: float, b: float) -> float:
    return a + b


def times(a: float, b: float) -> float:
    return a * b


def first(a: float, b: float) -> float:
    return a + 0.0 * b


def rounded(a: float, b: float) -> float:
    return a * 0.1 / a + 0.0 * b


def root(a: float, b: float) -> float:
    return np.sqrt(a - 1e-6) + b


def often(a: float, b: float) -> float:
    return np.sqrt(a - 1e-4) + b


def difference(a: float, b: float) -> float:
    return a - b


def weighted(a: float, b: float, c: float) -> float:
    return 0.2 * a + 0.5 * b + 2.0 * c


def apart(a: float, b: float, twin: float) -> float:
    return b - twin + 0.0 * a


@pytest.fixture(autouse=True)
def small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 17)


@pytest.fixture
def ask(build: Callable) -> Callable[..., Sensitivity]:
    """The analysis of a function with inputs of some `laws`, the first two of them correlated by `rho`."""

    def of(function: Callable, laws: Mapping[str, Distribution], rho: float = 0.0, **options: object) -> Sensitivity:
        scenario = build(function, laws)
        if rho:
            group = Correlation(tuple(laws)[:2], ((1.0, rho), (rho, 1.0)), "normal")
            scenario = replace(scenario, correlations=(group,))
        request = options.pop("request", REQUEST)
        return sensitivity(scenario, request, Questions(**options))

    return of


def said(found: Sensitivity, *asked: str) -> str:
    """The report, a row of a table as its cells with bars between them."""
    lines = text(found, found.headline, frozenset(asked))
    return "\n".join(line if isinstance(line, str) else "\n".join(map(" | ".join, line.rows)) for line in lines)


def by_name(found: Sensitivity) -> dict[str, Effect]:
    return {" ".join(each.inputs): each for each in found.effects[0].effects}


@pytest.mark.parametrize("function", [total, times])
def test_comonotone_inputs_share_evenly(ask: Callable, function: Callable) -> None:
    """Each tells all of the other; at nominal values of 0 a product does not move with one factor alone."""
    found = ask(function, {"a": STANDARD, "b": STANDARD}, 1.0, closed=("a",))
    (index,) = found.main.indices
    assert (index.inputs, index.first.value) == (("a", "b"), pytest.approx(1.0))
    (alone,) = found.main.closed
    assert (alone.first.value, alone.total.value) == pytest.approx((1.0, 0.0), abs=1e-9)
    effects = by_name(found)
    assert [effects[name].shapley.value for name in "ab"] == pytest.approx([0.5, 0.5], abs=1e-9)
    assert all(each.first.value == pytest.approx(1.0, abs=1e-9) for each in effects.values())
    assert "does not reach" not in said(found)


def test_inputs_that_cancel_leave_nothing_to_explain(ask: Callable) -> None:
    found = ask(total, {"a": STANDARD, "b": STANDARD}, -1.0)
    assert (found.main.variance, found.main.indices, found.effects[0].effects) == (0.0, (), ())
    assert "total does not vary." in said(found)


def test_a_dummy_that_correlates_is_explained_in_words(ask: Callable) -> None:
    found = ask(first, {"a": STANDARD, "b": UNIT}, 0.8)
    dummy = by_name(found)["b"]
    assert (dummy.total.value, dummy.total.error) == (0.0, 0.0)
    assert abs(dummy.shapley.value - 0.32) < FAR * dummy.shapley.error  # half of 0.8², the scores' R²
    assert abs(dummy.first.value - 0.64) < FAR * dummy.first.error
    assert (
        "b does not reach first: its Shapley effect of 32 % is what it tells about a, with which it correlates."
        in said(found)
    )


def test_a_nan_in_a_million_samples_is_refused_counted_and_shown(ask: Callable) -> None:
    with pytest.raises(RunError) as caught:
        ask(root, {"a": UNIT, "b": STANDARD}, request=Request(1 << 20, design="random"))
    message = str(caught.value)
    assert " of the first 1,048,576 samples have outputs that are not finite numbers" in message
    assert "root cannot be computed from a = " in message
    count, shown = int(message.split(maxsplit=1)[0]), float(message.split("a = ")[1].split(",", maxsplit=1)[0])
    assert 1 <= count < 20
    assert shown < 1e-6


def test_a_nan_that_only_the_tables_meet_is_refused(ask: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 22)
    with pytest.raises(
        RunError, match=r"samples have outputs that are not finite .* from a = [\d.]+e-0[789], b = [^,]*; trunc"
    ):
        ask(root, {"a": UNIT, "b": STANDARD}, request=Request(1 << 10, design="random"))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_shown_is_what_the_output_is_computed_from(ask: Callable, seed: int) -> None:
    """The sample of A, of B or of a hybrid: whichever is not finite."""
    with pytest.raises(RunError) as caught:
        ask(often, {"a": UNIT, "b": STANDARD}, request=Request(1 << 15, seed, design="random"))
    assert float(str(caught.value).split("a = ")[1].split(",")[0]) < 1e-4


def test_an_input_of_one_value_is_no_input(ask: Callable) -> None:
    found = ask(total, {"a": UNIT, "b": Discrete((2.0,), (1.0,))})
    assert [index.inputs for index in found.main.indices] == [("a",)]
    assert {name for name, _ in found.tables} == {"a", analysis.DUMMY}


@pytest.mark.parametrize("on", [None, "value", "log", "rank"])
def test_an_output_that_rounding_alone_varies_does_not_vary(ask: Callable, on: str | None) -> None:
    found = ask(rounded, {"a": Uniform(1.0, 2.0), "b": UNIT}, on=on, shapley=True)
    assert len(set(found.draws.outputs["rounded"])) > 1
    assert (found.main.variance, found.main.indices, found.effects[0].effects) == (0.0, (), ())


def test_one_input_explains_all(ask: Callable) -> None:
    found = ask(total, {"a": Lognormal(1.0, 2.0), "b": Constant(0.0)}, shapley=True)
    ((index,), (effect,)) = found.main.indices, found.effects[0].effects
    assert (index.first.value, effect.shapley.value) == pytest.approx((1.0, 1.0))
    assert abs(index.total.value - 1.0) < FAR * index.total.error
    assert said(found).splitlines()[2] == "a explains 100 % of the spread of total (log scale); interactions 0 %."


def test_a_heavy_tail_is_on_ranks_where_a_factor_is_0_at_its_nominal_value(ask: Callable) -> None:
    laws = {"a": StudentT(2.0, 0.0, 1.0), "b": STANDARD}
    found = ask(times, laws)
    assert found.main.scale.scale == "rank"
    assert "it has no variance: the law of a" in said(found)
    with pytest.raises(InvalidInput, match="--on value needs a variance, and times has none: the law of a"):
        ask(times, laws, on="value")


#: Below 0 in one of some 20,000 samples, and in none of the first 16,384 of seed 0.
LATE = {"a": Lognormal(1.0, 1.0), "b": Discrete((0.0, 1000.0), (1 - 5e-5, 5e-5))}


def test_an_output_that_turns_negative_after_the_pilot_is_on_its_value(ask: Callable) -> None:
    request = Request(1 << 17)
    early = ask(difference, LATE, request=Request(1 << 10))
    assert early.main.scale.scale == "log"
    found = ask(difference, LATE, request=request)
    assert (found.main.scale.scale, found.main.scale.reason) == ("value", "it has values of 0 or below")
    with pytest.raises(InvalidInput, match="--on log needs values of one sign, and difference has values of 0 or"):
        ask(difference, LATE, request=request, on="log")


def test_two_inputs_of_one_stream_stay_one_draw_in_every_hybrid(build: Callable) -> None:
    """One is correlated with a third input; the other shares its stream, from outside the group."""
    group = Correlation(("a", "b"), ((1.0, 0.5), (0.5, 1.0)), "normal")
    questions = Questions(closed=("b",))

    def with_twins(function: Callable) -> Scenario:
        scenario = build(function, dict.fromkeys(("a", "b", "twin"), STANDARD))
        inputs = {**scenario.inputs, "twin": replace(scenario.inputs["twin"], stream="b")}
        return replace(scenario, inputs=inputs, correlations=(group,))

    assert sensitivity(with_twins(apart), REQUEST, questions).main.variance == 0.0
    scenario = with_twins(three)
    found = sensitivity(scenario, REQUEST, questions)
    (index,) = found.main.closed
    # Y = a + 2 b: variance 1 + 4 + 2; knowing b explains (2 + 0.5)², knowing a (1 + 1)².
    assert index.inputs == ("b", "twin")
    for estimate, exact in ((index.first, 6.25 / 7), (index.total, 3 / 7)):
        assert abs(estimate.value - exact) < FAR * estimate.error
    effects = by_name(found)
    for name, exact in (("a", (4 / 7 + 0.75 / 7) / 2), ("b twin", (6.25 / 7 + 3 / 7) / 2)):
        assert abs(effects[name].shapley.value - exact) < FAR * effects[name].shapley.error


def three(a: float, b: float, twin: float) -> float:
    return a + b + twin


def test_an_option_that_replaces_a_member_keeps_the_group(tmp_path: Path) -> None:
    """At each coordinate the indices are those of the laws there: Shapley effects at the first, sets at both."""
    folder = Path(__file__).parent / "known"
    (tmp_path / "models.py").write_text((folder / "models.py").read_text())
    far = "dimensions:\n  at:\n    near: {}\n    far: {x2: {nominal: 0, normal: {mean: 0, sd: 4}, evidence: assumed}}\n"
    (tmp_path / "s.yaml").write_text((folder / "two-normals.yaml").read_text() + far)
    found = sensitivity(load(str(tmp_path / "s.yaml")), REQUEST, Questions(on="value", closed=("x1", "x2")))
    for each, sd in zip(found.outputs, (2.0, 4.0), strict=True):
        covariance = 0.5 * sd
        variance = 1 + sd**2 + 2 * covariance
        assert each.variance == pytest.approx(variance, rel=0.02)
        for index, own, other in zip(each.closed, (1.0, sd), (sd, 1.0), strict=True):
            exact = (own**2 + covariance) ** 2 / own**2 / variance
            assert abs(index.first.value - exact) < FAR * index.first.error
            assert abs(index.total.value - own**2 * 0.75 / variance) < FAR * index.total.error
            assert other


SHARES = {"a": Beta(6.0, 14.0), "b": Beta(10.0, 10.0), "c": Beta(4.0, 16.0)}


def with_shares(build: Callable) -> Scenario:
    return replace(build(weighted, SHARES), shares=(Shares("parts", ("a", "b", "c"), (0.3, 0.5, 0.2), 20.0),))


def test_shares_are_one_group_whose_members_are_never_drawn_alone(build: Callable) -> None:
    found = sensitivity(with_shares(build), REQUEST, Questions(closed=("a", "a,c"), shapley=True))
    (index,) = found.main.indices
    assert index.inputs == ("a", "b", "c")
    assert index.first.value == pytest.approx(1.0)
    assert abs(index.total.value - 1.0) < FAR * index.total.error
    assert [each.inputs for each in found.main.closed] == [("a", "b", "c")]
    assert list(by_name(found)) == ["a b c"]


def test_the_other_shares_give_way_in_proportion(build: Callable) -> None:
    """Of a Dirichlet law, the others' proportions do not depend on a share: the median is what is computed."""
    found = sensitivity(with_shares(build), REQUEST)
    assert [each.inputs for each in found.swings] == [("a",), ("b",), ("c",)]
    swing = found.swings[0]
    for value, nominal, median in zip(swing.values, swing.nominal, swing.median, strict=True):
        b, c = (found.inputs[name].nominal for name in "bc")
        rest = (1 - value) / (1 - found.inputs["a"].nominal)
        assert nominal == pytest.approx(0.2 * value + rest * (0.5 * b + 2.0 * c))
        assert median.value == pytest.approx(nominal, abs=0.05)
    assert swing.sign == -1


DICE = {"a": Discrete((0.0, 3.0), (0.5, 0.5)), "b": Discrete((0.0, 1.0, 2.0), (0.2, 0.3, 0.5))}


def test_quantiles_of_a_discrete_output_are_values_that_it_has(ask: Callable) -> None:
    """Values of a law are shared out between thirds: the middle one of a coin has both."""
    found = ask(total, DICE)
    terciles = found.terciles["a", "total"]
    assert terciles.low == pytest.approx((0.0, 1.5, 2.0), abs=0.5)
    assert (terciles.low[0], terciles.low[2]) == pytest.approx((0.0, 2.0))
    assert (terciles.middle[0], terciles.middle[2]) == pytest.approx((0.0, 5.0))
    assert (terciles.high[0], terciles.high[2]) == pytest.approx((3.0, 5.0))
    assert terciles.direction == 1
    assert found.terciles["b", "total"].low[::2] == pytest.approx((0.0, 4.0))
    assert "\na | " in said(found)
    assert " | 0 to 2 | 0 to 5 | 3 to 5 | rises\n" in said(found)


def test_a_discrete_input_swings_between_values_that_it_has(ask: Callable) -> None:
    found = ask(total, {**DICE, "b": Discrete((0.0, 1.0, 2.0), (0.2, 0.6, 0.2))})
    swing = next(each for each in found.swings if each.inputs == ("a",))
    assert swing.values == (0.0, 3.0)
    assert [each.value for each in swing.median] == pytest.approx([1.0, 4.0])
    assert swing.sign == 1
    first_, total_ = (getattr(found.main.indices[0], kind) for kind in ("first", "total"))
    for estimate in (first_, total_):
        assert abs(estimate.value - 2.25 / 2.65) < FAR * estimate.error


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_negative_outputs_have_terciles_and_swings(ask: Callable, sign: float) -> None:
    found = ask(difference, {"a": Normal(sign * 10.0, 2.0), "b": STANDARD})
    index = found.main.indices[0]
    assert abs(index.first.value - 0.8) < FAR * index.first.error
    assert [found.terciles[name, "difference"].direction for name in "ab"] == [1, -1]
    assert [each.sign for each in found.swings] == [1, -1]


@pytest.mark.parametrize(
    ("low", "middle", "high", "direction"),
    [
        (1.0, 2.0, 3.0, 1),
        (3.0, 2.0, 1.0, -1),
        (1.0, 3.0, 2.0, 0),
        (2.0, 2.0, 3.0, 1),
        (3.0, 2.0, 2.0, -1),
        (2.0, 2.0, 2.0, 0),
    ],
)
def test_a_direction_is_that_of_medians(low: float, middle: float, high: float, direction: int) -> None:
    terciles = Terciles(*((0.0, median, 9.0) for median in (low, middle, high)))
    assert terciles.direction == direction


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ({"closed": ("latncy",)}, "no input is called 'latncy'; did you mean 'latency'"),
        ({"closed": ("latency,word",)}, "--closed latency,word"),
    ],
)
def test_a_set_of_unknown_inputs_is_refused(questions: dict, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        sensitivity(load("chatgpt/by-words"), REQUEST, Questions(**questions))


def test_a_set_of_a_fixed_input_is_refused() -> None:
    scenario = load("chatgpt/by-words", fixes=("latency",))
    with pytest.raises(InvalidInput, match="latency is fixed"):
        sensitivity(scenario, REQUEST, Questions(closed=("latency",)))


def test_a_scale_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInput, match="must be one of value, log, rank, got 'logarithm'"):
        Questions(on="logarithm")


def test_few_samples_are_refused(ask: Callable) -> None:
    with pytest.raises(InvalidInput, match="must be at least 1,024, got 100"):
        ask(total, {"a": UNIT, "b": UNIT}, request=Request(100))
