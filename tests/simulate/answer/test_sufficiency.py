import pytest

from carbonspan.simulate.answer.run import run_summary
from carbonspan.simulate.answer.sufficiency import needed, sufficiency_warnings
from carbonspan.simulate.describe.load import load


@pytest.mark.parametrize(("level", "count"), [(0.5, 40), (0.8, 100), (0.9, 200), (0.95, 400), (0.99, 2000)])
def test_ten_samples_lie_beyond_either_end(level, count):
    assert needed(level) == count
    assert count * (1 - level) / 2 == pytest.approx(10)


def test_only_levels_that_are_asked_for_are_warned_of():
    assert list(sufficiency_warnings(200, (0.5, 0.9), ())) == []
    (said,) = sufficiency_warnings(199, (0.5, 0.9), ())
    assert said.startswith("only 199 samples: the ends of a 90 % interval need 200, so that 10 lie beyond")


@pytest.mark.parametrize(("samples", "count"), [(1, "only 1 sample: "), (3, "only 3 samples: "), (399, "only 399 ")])
def test_a_run_of_few_samples_says_what_it_cannot_know(samples, count):
    (said,) = run_summary(load("chatgpt/by-words"), samples=samples).warnings
    assert said.startswith(count)
    assert "of a 95 % interval" in said
    assert " 400, so that 10 lie beyond each" in said


def test_enough_samples_and_what_does_not_vary_are_not_warned_of():
    scenario = load("chatgpt/by-words")
    assert run_summary(scenario, samples=400).warnings == ()
    varying = [name for name, each in scenario.inputs.items() if each.stated != "constant"]
    assert run_summary(load("chatgpt/by-words", fixes=varying), samples=3).warnings == ()
