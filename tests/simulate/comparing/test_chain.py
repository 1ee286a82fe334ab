"""Which outputs of two scenarios are computed from each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from carbonspan.simulate.comparing.chain import chain
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load

LAWS = {name: Lognormal(1.0, 0.5) for name in "abc"}


class Forked(NamedTuple):
    left: float
    right: float
    beside: float
    both: float


def forked(a: float, b: float, c: float) -> Forked:
    return Forked(a, b, c, a + b)


def test_outputs_follow_each_other_from_fewest_inputs_to_most(named: Callable, paired: Callable) -> None:
    found = chain(*paired([named("x", "chained", LAWS), named("y", "chained", LAWS)]))
    assert [link.name for link in found.links] == ["work", "energy", "mass"]
    assert [link.read for link in found.links] == [(("a",), ("a",)), (("b",), ("b",)), (("c",), ("c",))]
    assert found.missing == ((), ())


def test_an_output_that_is_not_computed_from_the_one_before_or_is_beside_is_left_out(
    build: Callable, paired: Callable
) -> None:
    one = build(forked, LAWS)
    found = chain(*paired([one, replace(one, name="y")]))
    assert [link.name for link in found.links] == ["left", "both"]


def test_outputs_of_a_part_are_called_as_those_of_a_model(paired: Callable) -> None:
    found = chain(*paired([load("chatgpt/by-words"), load("chatgpt/sixty-days")], per="1 day"))
    assert [link.outputs for link in found.links] == [
        ("gpu_time", "serving_gpu_time"),
        ("energy", "serving_energy"),
        ("emissions", "serving_emissions"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_side_lacks_is_missing(named: Callable, paired: Callable, *, turned: bool) -> None:
    other = named("y", "product", LAWS)
    part, output = other.parts[0], replace(other.outputs[0], name="mass")
    model = replace(part.model, outputs=(replace(part.model.outputs[0], name="mass"),))
    both = [named("x", "chained", LAWS), replace(other, outputs=(output,), parts=(replace(part, model=model),))]
    found = chain(*paired(both[::-1] if turned else both))
    assert [link.name for link in found.links] == ["mass"]
    assert found.missing == (((), ("work", "energy")) if turned else (("work", "energy"), ()))
