"""Whole files: those shipped, and any that can be made from sound ones by changing, moving and dropping pieces."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonspan.simulate.files import yaml
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chatgpt/by-words", {"emissions": 3824.4, "energy": 11870.83 * 3.6e6, "gpu_time": 29166.67 * 3600}),
        ("chatgpt/by-hardware", {"emissions": 25.92, "energy": 96 * 3.6e6}),
    ],
)
def test_shipped_scenarios_reproduce_what_was_published(name: str, expected: dict[str, float]) -> None:
    scenario = load(name)
    (part,) = scenario.parts
    outputs = part.model.function(*(scenario.inputs[feed].nominal for feed in part.feeds))
    for output, value in expected.items():
        assert getattr(outputs, output) == pytest.approx(value, rel=1e-5)
    for claim in scenario.claims:
        assert claim.low - claim.rounding <= getattr(outputs, claim.output) <= claim.high + claim.rounding
    assert all(each.evidence and each.source for each in scenario.inputs.values() if each.name not in scenario.per)


WHOLE = """\
title: whole
per: {duration: 1 day}
defaults: {source: us, note: x}
parts:
  own:
    model: serving.by_hardware
    share: [pue]
    inputs:
      gpus: {nominal: 16 gpu, discrete: {8: 0.5, 16: 0.5}, evidence: assumed}
      power: {nominal: 250 W/gpu, quantiles: {0.1: 200, 0.5: 250, 0.9: 300}, evidence: measured, factors: [error]}
      utilization: {nominal: 1, evidence: assumed}
      carbon_intensity: {catalog: grid/wecc-2020}
    factors: {error: {nominal: 1, gsd: 1.1, evidence: assumed, nature: variability, over: day}}
    correlations: {scale: normal, pairs: [[gpus, power, 0.3]]}
  used: {use: chatgpt/by-words, share: [pue], set: {utilization: 0.5}}
shared: {pue: {nominal: 1.2, pert: [1.1, 1.2, 1.3], evidence: assumed}}
total: {emissions: sum}
outputs: {total_emissions: t}
claims: {A: {output: total_emissions, at_least: 1 kg, source: x}}
dimensions: {region: {a: {used.users: 1e5}, b: {}}, n: {range: [0, 2], sets: used.utilization}}
choices: {c: {x: {pue: 1.5}, y: {pue: 1.1 to 1.2}}}
"""
JUNK = [None, True, 0, -1, 1e300, "", "x", "0.5", "3 kWh", "1 to 2", "5 to 1 gpu", "%", [], [1], ["pue"], {}, {"x": 1}]
JUNK += [{"nominal": 1}, {"use": "chatgpt/by-words"}, {1: 2}, {"p5": 1}, ["used.words", "pue", 0.5], {"x": {"y": {}}}]
KEYS = ["x", "nominal", "gsd", "p5", "normal", "factors", "pue", "inputs", "unit", "mixture", "catalog", "over", 3]


def key_paths(data: Any, key_path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, member in members:
        yield (*key_path, key)
        yield from key_paths(member, (*key_path, key))


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    data = copy.deepcopy(yaml.parse(WHOLE.encode(), file="whole.yaml").data)
    for _ in range(draw(st.integers(1, 3))):
        key_path = draw(st.sampled_from(list(key_paths(data)) or [("x",)]))
        around: Any = data
        for step in key_path[:-1]:
            around = around[step]
        key = draw(st.sampled_from([key_path[-1], *(KEYS if isinstance(around, dict) else [])]))
        around[key] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        if isinstance(around, dict) and draw(st.booleans()):
            del around[key]
    return data


@given(damaged())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_says_it_loads_or_is_refused_with_positions(tmp_path: Path, data: dict[str, Any]) -> None:
    (tmp_path / "a.yaml").write_text(yaml.write(data))
    try:
        scenario = load(str(tmp_path / "a.yaml"), sets=["pue=1.15"] if "shared" in data else [])
    except InvalidInput as error:
        told = [str(problem) for problem in error.problems]
        assert all(problem.file and problem.message for problem in error.problems)  # noqa: PT017 - either is right
        assert not [line for line in told if "\n" in line]
    else:
        assert scenario.resolved
