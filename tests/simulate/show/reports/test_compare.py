"""What is said of a comparison, where the numbers are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.comparing.compare import compare_scenarios
from carbonspan.simulate.comparing.compared import Compared
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.show.reports import compare


def light(power: float) -> float:
    return power


@pytest.fixture(scope="module")
def found(build: Callable) -> Callable[..., Compared]:
    def make(*laws: object, **changes: object) -> Compared:
        scenarios = [
            replace(build(light, {"power": law}), name=name, **changes) for name, law in zip("xyz", laws, strict=False)
        ]
        return compare_scenarios(scenarios, Request(20_000))

    return make


def test_the_higher_one_is_told_first_whichever_comes_first(found: Callable) -> None:
    low, high = Lognormal(1.0, 0.01), Lognormal(4.0, 0.01)
    expected = "light: {} is above {} with probability more than 99 %, 4.00 times as high"
    for laws, names in (((low, high), ("y", "x")), ((high, low), ("x", "y"))):
        told = compare.sentence(found(*laws))
        assert told.startswith(expected.format(*names))
        assert told.endswith("(90 % credible interval 3.91 to 4.09 times).")


def test_an_output_of_both_signs_has_a_difference(found: Callable) -> None:
    told = compare.sentence(found(Normal(0.0, 1.0), Normal(1.0, 1.0)))
    assert told.startswith(
        "light: y is above x with probability 76 %; the difference is 1.0 (90 % credible interval -1."
    )
    table = "\n".join(str(line) for line in compare.lines(found(Normal(0.0, 1.0), Normal(1.0, 1.0))))
    assert "('B / A', 'none', 'none', 'none', 'none', 'none')" in table


def test_nothing_differs_between_a_scenario_and_itself(found: Callable) -> None:
    law = Lognormal(1.0, 0.5)
    told = compare.sentence(found(law, law))
    assert told == "light: x and y are equal in every sample."
    assert "Paired: power (same law)." in list(compare.lines(found(law, law)))


def test_the_lowest_of_three_is_told(found: Callable) -> None:
    told = compare.sentence(found(Lognormal(3.0, 0.01), Lognormal(1.0, 0.01), Lognormal(2.0, 0.01)))
    assert told.startswith("light: y is the lowest of 3 with probability more than 99 %, with a median of 1.0")


def test_an_inverse_keeps_its_error() -> None:
    assert compare.inverted(Estimate(4.0, 0.4)) == Estimate(0.25, 0.025)
