"""Contenders take turns, forwards and backwards, after one turn to warm up."""

from __future__ import annotations

from functools import partial

from carbonspan.simulate.benchmarking.clock import Taken, in_turn, taken


def contenders(calls: list[str]) -> dict[str, partial[Taken]]:
    """Contenders that note that they were called; what they took is the number of the call."""

    def call(name: str) -> Taken:
        calls.append(name)
        return Taken(float(len(calls)), 0.0)

    return {name: partial(call, name) for name in "abc"}


def test_all_take_turns_and_every_other_turn_goes_backwards() -> None:
    calls: list[str] = []
    found = in_turn(contenders(calls), 3)
    assert "".join(calls) == "abccbaabccba"
    assert [each.wall for each in found["a"].repetitions] == [6.0, 7.0, 12.0]
    assert found["a"].warm_up == Taken(1.0, 0.0)


def test_a_turn_to_warm_up_can_be_left_out() -> None:
    calls: list[str] = []
    found = in_turn(contenders(calls), 2, warm_up=False)
    assert len(calls) == 6
    assert all(each.warm_up is None and len(each.repetitions) == 2 for each in found.values())


def test_progress_counts_every_call() -> None:
    told: list[tuple[int, int]] = []
    in_turn(contenders([]), 1, lambda done, total: told.append((done, total)))
    assert told == [(k, 6) for k in range(1, 7)]


def test_both_clocks_go_on_while_something_is_computed() -> None:
    found = taken(lambda: sum(range(1_000_000)))
    assert found.wall > 0
    assert found.processor > 0
