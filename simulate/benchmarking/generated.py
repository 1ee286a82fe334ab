"""Scenario files of any size, and one whose program has a step of every kind, as a user would write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..files import yaml_writer

EVERY_STEP = "every kind of step"
_LAWS = (
    {"gsd": 1.3},
    {"uniform": [0.8, 1.2]},
    {"pert": [0.7, 1, 1.4]},
    {"p5": 0.5, "p95": 2},
)
_EVERY_STEP_MODEL = '''"""A model of generated inputs."""


def generated(a: float, b: float, c: float, d: float, e: float, kind: float, mix_x: float, mix_y: float) -> float:
    """What they make together."""
    return a * b * c * (mix_x + mix_y * d) * e * kind
'''
_ASSUMED = {"nominal": 1, "evidence": "assumed"}
_EVERY_STEP = {
    "title": EVERY_STEP,
    "model": "generated.py:generated",
    "defaults": {"source": "made up"},
    "inputs": {
        "a": {**_ASSUMED, "gsd": 1.3, "factors": ["common"]},
        "b": {**_ASSUMED, "uniform": [0.8, 1.2]},
        "c": {**_ASSUMED, "pert": [0.7, 1, 1.4]},
        "d": {**_ASSUMED, "uniform": [0.9, 1.1]},
        "e": {**_ASSUMED, "gsd": 1.2},
        "kind": {**_ASSUMED, "discrete": {1: 0.5, 2: 0.3, 4: 0.2}},
    },
    "factors": {"common": {**_ASSUMED, "gsd": 1.05}},
    "one_of": {
        "make": {
            "weights": {"older": 0.7, "newer": 0.3},
            "options": {"older": {}, "newer": {"e": {**_ASSUMED, "gsd": 1.1}}},
            "evidence": "assumed",
        },
    },
    "shares": {"mix": {"x": 0.4, "y": 0.6, "concentration": 50, "evidence": "assumed"}},
    "correlations": {"scale": "spearman", "pairs": [["a", "b", 0.5], ["b", "c", 0.3]]},
    "dimensions": {"site": {"here": {}, "there": {"d": {**_ASSUMED, "uniform": [1.8, 2.2], "nominal": 2}}}},
    "outputs": {"both": {"mean": "site", "of": "generated", "weights": {"here": "a", "there": "b"}}},
}


class Size(NamedTuple):
    """How many inputs, outputs and coordinates a generated scenario has."""

    inputs: int = 8
    outputs: int = 3
    coordinates: int = 1

    @property
    def name(self) -> str:
        """It in words."""
        return f"{self.inputs} inputs, {self.outputs} outputs, {self.coordinates} coordinates"


def every_step(folder: Path) -> Path:
    """The file, written into `folder`, of the scenario whose program has a step of every kind."""
    return _written(folder / "every-step", _EVERY_STEP, _EVERY_STEP_MODEL)


def scenario_file(folder: Path, size: Size) -> Path:
    """The file, written into `folder`, of a scenario of this size.

    Its laws are of four kinds. The model takes each input once for the first output, and once more for one other
    output. Each coordinate has a law of its own for the first input.
    """
    inputs = {f"x{i}": {**_ASSUMED, **_LAWS[i % len(_LAWS)]} for i in range(size.inputs)}
    data: dict[str, object] = {
        "title": size.name,
        "model": "generated.py:generated",
        "defaults": {"source": "made up"},
        "inputs": inputs,
    }
    if size.coordinates > 1:
        options = {f"s{c}": {"x0": {**_ASSUMED, "nominal": c + 1, "gsd": 1.3}} for c in range(size.coordinates)}
        data["dimensions"] = {"site": options}
    return _written(folder / "-".join(map(str, size)), data, "".join(f"{line}\n" for line in _model(size)))


def _model(size: Size) -> Iterator[str]:
    """The lines of a model: the first output is a sum of products of two inputs, others are multiples of it."""
    names = [f"x{i}" for i in range(size.inputs)]
    pairs = [" * ".join(names[i : i + 2]) for i in range(0, size.inputs, 2)]
    multiples = [f"total * {names[j % size.inputs]} + {j}" for j in range(1, size.outputs)]
    yield '"""A model of generated inputs and outputs."""'
    yield "from typing import NamedTuple"
    yield "class Outputs(NamedTuple):"
    yield from (f"    y{j}: float" for j in range(size.outputs))
    yield f"def generated({', '.join(f'{name}: float' for name in names)}) -> Outputs:"
    yield f"    total = {' + '.join(pairs)}"
    yield f"    return Outputs({', '.join(['total', *multiples])})"


def _written(folder: Path, data: Mapping[str, object], model: str) -> Path:
    folder.mkdir()
    (folder / "generated.py").write_text(model, encoding="utf-8")
    path = folder / "scenario.yaml"
    path.write_text(yaml_writer.write(dict(data)), encoding="utf-8")
    return path
