"""The shapes of standards, of a scenario whose terms are lognormal or normal."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.standards.draws import named_draws
from carbonspan.simulate.standards.shapes import rating, stages, table, terms

FAR = 5.0
ENERGY, INTENSITY = math.log(1.5), math.log(1.2)
BOTH = math.hypot(ENERGY, INTENSITY)
Z = 1.959963984540054


def test_terms_have_the_intervals_and_units_of_the_equation(drawn: Callable) -> None:
    found = {each.symbol: each for each in terms(drawn())}
    assert list(found) == ["E", "I", "O", "M", "C"]
    known = [("E", "kWh", 0.3, ENERGY), ("I", "gCO2e/kWh", 400, INTENSITY), ("O", "gCO2e", 120, BOTH)]
    for symbol, unit, median, spread in known:
        each = found[symbol]
        assert each.unit == unit
        for end, z in ((each.low, -1.6448536), (each.median, 0), (each.high, 1.6448536)):
            assert abs(end.value - median * math.exp(spread * z)) <= FAR * end.error
    assert abs(found["M"].median.value - 50) <= FAR * found["M"].median.error


def test_evidence_has_its_share_of_the_spread(drawn: Callable) -> None:
    found = {each.symbol: each.quality for each in terms(drawn())}
    share = ENERGY**2 / BOTH**2
    assert found["O"].shares == pytest.approx({"measured": share, "assumed": 1 - share}, abs=0.02)
    assert found["O"].score == pytest.approx(2 * share + 5 * (1 - share), abs=0.05)
    assert found["M"].shares == pytest.approx({"derived": 1}, abs=0.001)


def test_the_inventory_has_percentages_of_the_mean(drawn: Callable) -> None:
    electricity, made, total = table(drawn(samples=1 << 17))
    for pair, spread in ((electricity.activity, ENERGY), (electricity.factor, INTENSITY), (electricity.combined, BOTH)):
        ends = [100 * (math.exp(z * spread - spread**2 / 2) - 1) for z in (-Z, Z)]
        assert [-pair[0], pair[1]] == pytest.approx(ends, rel=0.03)
    assert made.activity is made.factor is None
    variance = 120**2 * math.exp(BOTH**2) * (math.exp(BOTH**2) - 1)
    assert electricity.contribution == pytest.approx(variance / (variance + 4), abs=1e-3)
    assert electricity.contribution + made.contribution == pytest.approx(total.contribution) == pytest.approx(1)
    assert total.amount.value == pytest.approx(120 * math.exp(BOTH**2 / 2) + 50, rel=0.01)


def test_the_score_is_per_token_where_tokens_are_known() -> None:
    drawn = named_draws(load("ask/request", sets=["prompt_tokens=100 token/request"]), samples=4096)
    found = {each.symbol: each for each in terms(drawn)}
    assert found["R"].median.value == 500
    assert found["SCI"].median.value == pytest.approx(found["C"].median.value / 500)
    assert found["SCI"].unit == "gCO2e/token"
    assert {each.name for each in stages(drawn) if each.is_counted} == {"Runtime Operations"}


def test_ratings_follow_the_evidence_and_its_source(drawn: Callable) -> None:
    inputs = drawn().scenario.inputs
    assert [rating(inputs[name]) for name in ("used", "made", "intensity")] == [2, 3, 5]


def test_what_a_shape_cannot_be_computed_from_is_refused(drawn: Callable) -> None:
    serving = [
        ("models.py:whole", "models.py:serving"),
        ("  made: {nominal: 50 g, normal: {mean: 50, sd: 2}, evidence: derived, source: a report}\n", ""),
        (", electricity: g, embodied: g", ""),
    ]
    with pytest.raises(InvalidInput, match="counts making the hardware, and no output called embodied has it alone"):
        list(terms(drawn(*serving)))
    alone = drawn(*serving, ("serving, making the hardware", "serving"))
    assert [each.symbol for each in terms(alone)] == ["E", "I", "O", "C"]
    with pytest.raises(InvalidInput, match="the equation needs an output called energy; choose one of train"):
        list(terms(named_draws(load("chatgpt/embodied"), samples=1000)))
    with pytest.raises(
        InvalidInput, match=r"several coordinates; name one with --choice country=OPTION, where OPTION is .* or "
    ):
        named_draws(load("request/resources"), samples=1000)
    with pytest.raises(InvalidInput, match="needs energy above 0, and draws go down to 0 or below; truncate"):
        table(drawn(("lognormal: {median: 0.3, gsd: 1.5}", "normal: {mean: 0.3, sd: 0.3}")))
