"""What kernels add, and their shares."""

from __future__ import annotations

import pytest

from carbonspan.simulate.benchmarking.kernel_times import (
    ADDED,
    QUANTITY,
    WHOLE,
    pipelines,
    pipelines_of,
    shares,
    timings,
)
from carbonspan.simulate.reader.load import load

NAME = "chatgpt/by-words"


def test_shares_add_up_to_the_whole(made) -> None:
    found = shares(made("kernels"))
    assert sum(found.values()) == pytest.approx(1)
    assert [round(share, 12) for share in found.values()] == [0.4, 0.5, 0.1]


def test_shares_of_each_pipeline_add_up(made) -> None:
    found = shares(made("scenario"))
    assert sum(found.values()) == pytest.approx(1)  # runs of the scenario have none


def test_in_every_repetition_the_kernels_add_up_to_the_whole(made) -> None:
    found = made("kernels", timings(pipelines_of(load(NAME), NAME), 3)[:-1])
    assert list(pipelines(found)) == [f"{NAME}, random design", f"{NAME}, sobol design"]
    for group, kernels in pipelines(found).items():
        assert {each.quantity for each in kernels} == {ADDED}
        whole = found.timing(group, WHOLE, QUANTITY)
        assert [sum(each) for each in zip(*(one.values for one in kernels), strict=True)] == pytest.approx(whole.values)
        assert [each.count for each in kernels] == [9, 9, 1, 3, 3, 3]
    assert sum(shares(found).values()) == pytest.approx(2)
