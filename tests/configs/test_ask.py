"""The scenario that questions fill in, against measured and disclosed figures."""

from __future__ import annotations

import pytest

from carbonspan.simulate.asking.asked import ask
from carbonspan.simulate.reader.load import load

WH = 3600.0


def energy(about: str, level: float = 0.9, **given: str) -> tuple[float, float]:
    """The interval of the energy of a request, in Wh."""
    answer = ask(about, given, samples=8192).answer
    interval = next(each for each in answer.marginals if each.output == "energy").interval(level)
    return interval.low.value / WH, interval.high.value / WH


@pytest.mark.parametrize(
    ("about", "given", "disclosed"),
    [("gemini-2.5-flash", {"provider": "google"}, 0.24), ("gpt-4o", {}, 0.34), ("frontier", {}, 0.34)],
)
def test_what_operators_disclose_of_a_prompt_lies_inside(about: str, given: dict[str, str], disclosed: float) -> None:
    low, high = energy(about, **given)
    assert low < disclosed < high


@pytest.mark.parametrize(
    ("about", "accelerator", "low", "middle", "high"),
    [  # 400 tokens, GPU + 150 W and PUE 1.12: least, median and greatest of the ML.ENERGY leaderboard's settings
        ("llama-3.1-70b", "h100", 0.057, 0.085, 0.63),
        ("llama-3.1-405b", "h100", 0.32, 0.46, 2.4),
    ],
)
def test_settings_of_benchmarks_lie_about_inside(
    about: str, accelerator: str, low: float, middle: float, high: float
) -> None:
    least, most = energy(about, 0.95, out="400", accelerator=accelerator)
    assert least < middle < most
    assert least < 1.5 * low
    assert high / 1.5 < most


def test_a_gpu_counter_of_another_laboratory_lies_inside() -> None:
    # TokenPowerBench, Llama 3.1 8B, vLLM, batch 256: 0.050 J of GPU a token; without host, reserve and PUE.
    sets = ("host=1", "reserve=1", "pue=1")
    answer = ask(
        "llama-3.1-8b", {"out": "1", "batch": "256", "accelerator": "h100-nvl"}, sets=sets, samples=8192
    ).answer
    interval = next(each for each in answer.marginals if each.output == "energy").interval(0.9)
    assert interval.low.value < 0.050 < interval.high.value


def test_presets_count_tokens() -> None:
    short = load("presets/chat-h100", sets=["tokens=400"])
    assert short.inputs["tokens"].nominal == 400
    assert all("tokens" not in option.inputs for axis in short.axes for option in axis.options)
