"""Arguments of the Python interface."""

from collections.abc import Callable
from typing import Any

import pytest

import carbonspan
from carbonspan.simulate.api.scenarios import load
from carbonspan.simulate.problems import InvalidInput


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": [("pue", 1.2)]}, r"sets takes texts such as 'pue=1.2', got \('pue', 1.2\)"),
        (
            {"sets": {"pue": [1.2, None, {}, object]}},
            r"--set pue: 3: must be a number, text such as '0\.35 gpu\*s/word'",
        ),
        ({"sets": {"pue": ""}}, r"--set pue=: must be INPUT=VALUE"),
        ({"sets": ["pue=1.2", 3]}, r"sets takes texts such as 'pue=1.2', got 3"),
        ({"fixes": [None]}, r"fixes takes texts such as 'pue', got None"),
        ({"fixes": 3}, r"fixes takes texts such as 'pue', got 3"),
    ],
)
def test_what_is_no_text_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        load("chatgpt/by-words", **options)


WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"
VERBS: dict[str, Callable[..., object]] = {
    "run": lambda **options: carbonspan.run(WORDS, **options),
    "observed": lambda **options: carbonspan.run(WORDS, observed="energy=3 MWh ± 10%", **options),
    "sweep": lambda **options: carbonspan.sweep(WORDS, {"pue": [1, 1.2]}, **options),
    "sensitivity": lambda **options: carbonspan.sensitivity(WORDS, **options),
    "measure": lambda **options: carbonspan.measure(WORDS, **options),
    "compare": lambda **options: carbonspan.compare([WORDS, HARDWARE], **options),
    "gap": lambda **options: carbonspan.gap(WORDS, HARDWARE, **options),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("threads", [0, False, 0.0, -3])
def test_a_run_has_a_thread_at_least(verb: str, threads: Any) -> None:
    with pytest.raises(InvalidInput, match=f"^threads: must be a whole number from 1 to 1024, got {threads}"):
        VERBS[verb](threads=threads, samples=20_000)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "gap"])
def test_progress_is_a_function(verb: str) -> None:
    with pytest.raises(InvalidInput, match=r"^progress: must be a function that takes two numbers, .* got 3; leave"):
        VERBS[verb](progress=3, samples=20_000)
