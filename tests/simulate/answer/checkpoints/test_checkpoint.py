"""Runs that go on from a kept state: the same bits wherever they were stopped, and no other run's state."""

import itertools
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.checkpoints.checkpoint import Checkpoint, MissingSamples
from carbonspan.simulate.answer.checkpoints.saved_state import differences
from carbonspan.simulate.answer.checkpoints.span import STEP, SampleSpan
from carbonspan.simulate.answer.run import run_scenario, run_span
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.show.export import as_json

COUNT = 4 * STEP + 1234
EVENTS = ["emissions > 3 t"]


class KilledError(Exception):
    """Stands for the end of the process."""


def often(file: object) -> Checkpoint:
    """A checkpoint that is due whenever nothing is being written."""
    return Checkpoint(file, {}, every=1, clock=itertools.count(0, 10).__next__)


def killed_at(done: int) -> Callable[[int, int], None]:
    def progress(found: int, _whole: int) -> None:
        if found >= done:
            raise KilledError

    return progress


def answer(scenario: Scenario, checkpoint: Checkpoint | None = None, **options: object) -> str:
    options = {"samples": COUNT, "probabilities": EVENTS, "threads": 2, **options}
    return as_json(run_scenario(scenario, checkpoint=checkpoint, **options))


@pytest.fixture(scope="module")
def expected(words: Scenario) -> str:
    return answer(words)


@pytest.mark.parametrize("seed", range(4))
def test_a_run_that_is_killed_anywhere_goes_on_to_the_same_bits(words, expected, memory, seed) -> None:
    rng, file = random.Random(seed), memory()  # noqa: S311 - moments, no secrets
    for _ in range(3):
        with pytest.raises(KilledError):
            answer(words, often(file), progress=killed_at(rng.randint(1, COUNT)), threads=rng.choice([1, 2, 5]))
    assert answer(words, often(file)) == expected


def test_a_state_serves_a_longer_run(words, expected, memory) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}), samples=2 * STEP + 77)
    assert file.written == 1
    assert answer(words, Checkpoint(file, {})) == expected
    assert answer(words, Checkpoint(file, {})) == expected
    assert file.written == 2


def test_a_sobol_run_goes_on_too(words, memory) -> None:
    file, options = memory(), {"design": "sobol", "samples": 4 * STEP}
    with pytest.raises(KilledError):
        answer(words, often(file), progress=killed_at(2 * STEP), **options)
    assert answer(words, often(file), **options) == answer(words, **options)


def test_a_tolerance_ends_a_run_where_it_would_have_without_the_kill(words, memory) -> None:
    file, options = memory(), {"tolerance": 0.004, "samples": None}
    assert run_scenario(words, tolerance=0.004).samples == 8 * STEP
    with pytest.raises(KilledError):
        answer(words, often(file), progress=killed_at(3 * STEP), **options)
    assert answer(words, often(file), **options) == answer(words, **options)
    assert answer(words, often(file), **options) == answer(words, **options)
    with pytest.raises(InvalidInput, match="are more than the 2,097,152 that keep the tolerance"):
        answer(words, often(file), tolerance=0.5, samples=None)


def test_a_state_without_rounds_serves_no_tolerance(words, memory) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}))
    with pytest.raises(InvalidInput, match="were not run to a tolerance"):
        answer(words, Checkpoint(file, {}), tolerance=0.1, samples=None)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"seed": 1}, "the seed is 0, not 1"),
        ({"design": "sobol"}, "the design is random, not sobol"),
        ({"probabilities": []}, r"the events is emissions > 3 t, not none"),
    ],
)
def test_the_state_of_another_run_is_refused(words, memory, options, told) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}), samples=STEP)
    before = file.written
    with pytest.raises(InvalidInput, match=rf"run.state: is the state of another run: .*{told}; name another file"):
        answer(words, Checkpoint(file, {}), **options)
    assert file.written == before


@pytest.mark.parametrize("what", ["version of numba", "scenario", "draws", "engine"])
def test_what_differs_is_said(words, memory, what) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}), samples=STEP)
    file.state = replace(file.state, identity={**file.state.identity, what: "other"})
    told = {"draws": "or a law, has changed", "engine": "the code of the engine has changed"}
    with pytest.raises(InvalidInput, match=told.get(what, f"the {what} is other, not ")):
        answer(words, Checkpoint(file, {}), samples=STEP)


def test_fewer_samples_than_the_state_has_are_refused(words, memory) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}))
    with pytest.raises(
        InvalidInput, match=r"has the samples 0 to 4,194,304, more than those asked for, 0 to 1,048,576"
    ):
        answer(words, Checkpoint(file, {}), samples=STEP + 5)
    with pytest.raises(InvalidInput, match=r"has the samples 0 to 4,194,304, more than those asked for; ask for more"):
        answer(words, Checkpoint(file, {}), samples=5)


def spans(words: Scenario, memory: type, count: int) -> list:
    files = [memory(name=f"{number}.state") for number in range(1, count + 1)]
    for number, file in enumerate(files, 1):
        checkpoint = Checkpoint(file, {})
        assert run_span(words, SampleSpan(number, count), checkpoint, samples=COUNT, probabilities=EVENTS)[0] > 0
    return files


def test_spans_add_up_to_the_run(words, expected, memory) -> None:
    files, out = spans(words, memory, 3), memory()
    merged = Checkpoint(out, {}, sources=files[::-1], complete=True)
    assert answer(words, merged) == expected
    assert answer(words, Checkpoint(out, {})) == expected


def test_a_span_that_is_missing_is_counted_and_computed(words, expected, memory) -> None:
    first, _, last = spans(words, memory, 3)
    out = memory()
    with pytest.raises(MissingSamples, match="1,048,576 of 4,194,304 samples are in none of the states"):
        answer(words, Checkpoint(out, {}, sources=[first, last], complete=True))
    assert answer(words, Checkpoint(out, {})) == expected


def test_a_span_that_is_given_twice_is_refused(words, memory) -> None:
    first, second = spans(words, memory, 2)
    with pytest.raises(InvalidInput, match=r"2.state: has samples that another state has too"):
        answer(words, Checkpoint(None, {}, sources=[first, second, second]))


def test_a_span_goes_on_from_its_own_state_only(words, memory) -> None:
    first, second = spans(words, memory, 2)
    options = {"samples": COUNT, "probabilities": EVENTS}
    assert run_span(words, SampleSpan(1, 2), Checkpoint(first, {}), **options) == (2 * STEP, 2 * STEP)
    assert first.written == 1
    with pytest.raises(InvalidInput, match="has the samples 2,097,152 to 4,194,304, more than those asked for"):
        run_span(words, SampleSpan(1, 2), Checkpoint(second, {}), **options)


def test_a_state_that_cannot_be_written_does_not_end_the_run(words, expected, memory) -> None:
    class Full(memory):
        def write(self, state: object) -> None:
            raise InvalidInput("cannot be written: no space left on device")

    checkpoint = often(Full())
    assert answer(words, checkpoint) == expected
    assert "no space left" in checkpoint.trouble


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("histogram.counts", lambda array: array + 1),
        ("histogram.rows", lambda array: array[:1]),
        ("histogram.rows", lambda array: np.where(array >= 0, 10**6, array)),
        ("histogram.batches", lambda array: array[..., :3]),
        ("moments.nodes", lambda array: array[:, :1]),
        ("done", lambda array: array * 2),
        ("done", lambda array: array[:, :2]),
        ("done", lambda array: array + np.array([[99, 0, 0]])),
    ],
)
def test_arrays_that_are_not_of_one_state_are_refused(words, memory, name, change) -> None:
    file = memory()
    answer(words, Checkpoint(file, {}), samples=STEP)
    file.state = replace(file.state, arrays={**file.state.arrays, name: change(file.state.arrays[name])})
    with pytest.raises(InvalidInput, match=r"has counts that are not those of|has the samples|does not hold what"):
        answer(words, Checkpoint(file, {}), samples=STEP)


@pytest.mark.parametrize(
    ("there", "here", "told"),
    [
        ("generic: ", "znver4: avx,fma", "the processor differs in generic, znver4, avx, fma"),
        ("znver4: avx,fma", "znver4: avx", "the processor differs in fma"),
        ("a: ", "b: " + ",".join(f"f{number}" for number in range(9)), "a, b, f0, f1, f2, f3, f4, f5 and 3 more"),
    ],
)
def test_a_processor_differs_in_its_name_and_a_few_features(there: str, here: str, told: str) -> None:
    (found,) = differences({"processor": there}, {"processor": here})
    assert found.endswith(told)
