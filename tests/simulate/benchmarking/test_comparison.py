"""Comparisons of saved benchmarks: what is judged, what is not, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbonspan.simulate.benchmarking.benchmark import Timing
from carbonspan.simulate.benchmarking.comparison import check_comparable, comparison, lines, table
from carbonspan.simulate.problems import InvalidInput


def printed(now, before) -> str:
    return "\n".join(
        each if isinstance(each, str) else "\n".join(" ".join(line.text.split()) for line in each.lines())
        for each in lines(now, before, "old")
    )


def test_a_slower_one_takes_more(made, slower) -> None:
    text = printed(made(timings=slower(1.5)), made())
    assert text.startswith("4 of 4 take more, compared with old of 2026-11-29 06:00")
    assert "tables ns 5.00 7.50 1.50 ± 6.9 % more" in text


def test_a_faster_one_takes_less(made, slower) -> None:
    found = comparison(made(timings=slower(0.5)), made())
    assert [each.difference.direction for each in found] == ["less"] * 4


def test_no_difference_is_judged_within_the_noise(made, slower) -> None:
    text = printed(made(timings=slower(1.03)), made())
    assert text.startswith("No difference beyond the noise, compared with old")
    assert "draws ns 4.00 4.12 1.03 ± 6.9 % none beyond the noise" in text


def test_no_difference_is_judged_within_the_drift_of_the_machine(made, slower) -> None:
    found = comparison(made(timings=slower(1.5), yardstick=0.0032), made(yardstick=0.002))
    assert {each.difference.direction for each in found} == {"none"}
    assert "takes 1.60 times as long as before" in printed(made(yardstick=0.0032), made(yardstick=0.002))


def test_memory_does_not_drift(made) -> None:
    rows = comparison(made("scaling", yardstick=0.01), made("scaling", yardstick=0.002))
    found = {each.now.quantity: each.difference.noise for each in rows if each.now.count == 8}
    assert found["memory"] < 0.1
    assert found["core_time"] > 1


def test_single_repetitions_are_not_judged(made) -> None:
    one = made(timings=[Timing("a", "b", "wall", (1.0,))])
    (row,) = table(comparison(made(timings=[Timing("a", "b", "wall", (9.0,))]), one)).rows[1:]
    assert row[-3:] == ("9.00", "", "not judged: no spread is known")


def test_what_only_one_has_is_named(made, slower) -> None:
    text = printed(made(timings=slower(1.0)[1:]), made())
    assert "Only in one of the two, and not compared: draws (chatgpt/by-words, random design)." in text


def test_versions_that_differ_are_named(made) -> None:
    before = made(machine=replace(made().machine, versions={"carbonspan": "0.0.9", "numpy": "2.4"}))
    assert "Versions differ: carbonspan 0.0.9, now 0.1.0." in printed(made(), before)


def test_several_quantities_of_one_name_are_told_apart(made) -> None:
    names = [row[0].strip() for row in table(comparison(made("models"), made("models"))).rows]
    assert names[:3] == [
        "runs",
        "chatgpt/by-words, time of a sample on one core",
        "chatgpt/by-words, warm run of 1e4 samples by the clock",
    ]


@pytest.mark.parametrize(
    ("kind", "changed", "message"),
    [
        ("start", {}, "--compare old: is a benchmark of kernels, not of start; save one of start to compare with"),
        ("scenario", {}, "is a benchmark of kernels, not of scenario chatgpt/by-words"),
        ("kernels", {"cores": 8}, r"was made on another machine \(cores 2, now 8\); times of two machines are not"),
        ("kernels", {"processor": "B"}, r"another machine \(processor A processor, now B\)"),
    ],
)
def test_what_cannot_be_compared_is_refused(made, kind: str, changed: dict, message: str) -> None:
    now = made(kind)
    with pytest.raises(InvalidInput, match=message):
        check_comparable(made(), "old", now.kind, now.subject, now.options, replace(now.machine, **changed))


def test_other_options_are_refused_with_the_remedy(made) -> None:
    now = made("models")
    with pytest.raises(InvalidInput, match=r"other options \(threads 2, now 1\); add --threads 2"):
        check_comparable(made("models"), "old", "models", "", {"threads": 1}, now.machine)
    check_comparable(made("models"), "old", "models", "", {"threads": 2}, now.machine)
