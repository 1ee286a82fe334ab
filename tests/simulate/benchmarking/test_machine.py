"""The machine, and whether another one is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbonspan.simulate.benchmarking.machine import Machine, this_machine


@pytest.fixture
def machine(made) -> Machine:
    return made().machine


def test_this_machine_is_described_and_is_itself() -> None:
    found = this_machine()
    assert found.cores >= 1
    assert found.processor
    assert {"carbonspan", "numpy", "numba", "scipy", "Python"} <= set(found.versions)
    assert found.differences(this_machine()) == []


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        ({"processor": "B"}, "processor B, now A processor"),
        ({"cores": 64}, "cores 64, now 2"),
        ({"system": "Darwin arm64"}, "system Darwin arm64, now Linux x86_64"),
        ({"features": "znver4: avx2"}, "a processor of that name with other instructions"),
    ],
)
def test_another_machine_is_told_by_what_differs(machine: Machine, changed: dict, difference: str) -> None:
    assert machine.differences(replace(machine, **changed)) == [difference]


def test_versions_and_load_make_no_other_machine(machine: Machine) -> None:
    assert machine.differences(replace(machine, versions={"numpy": "3"}, load=9.0)) == []


def test_it_is_described_in_words(machine: Machine) -> None:
    assert list(machine.lines()) == [
        "A processor, AVX-512, 2 cores for this process, load 0.3, Linux x86_64",
        "carbonspan 0.1.0, numpy 2.4",
    ]
    assert replace(machine, features="generic: vsx").vectors == "no vectors known"


@pytest.mark.parametrize(("load", "is_busy"), [(0.9, False), (1.1, True)])
def test_it_is_busy_if_more_than_half_of_it_is_in_use(machine: Machine, load: float, is_busy: bool) -> None:  # noqa: FBT001
    assert replace(machine, load=load).is_busy is is_busy
