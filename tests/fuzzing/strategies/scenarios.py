"""Scenario files: grown from the grammar with numbers of all sizes, and shipped ones that were damaged."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from carbonspan.simulate.files import yaml
from carbonspan.simulate.grammar.laws.registry import LAWS
from carbonspan.simulate.shipped import library

from . import damage, texts

#: Arguments of `serving.by_hardware` with a unit and a nominal value.
INPUTS = {
    "gpus": ("gpu", 16),
    "power": ("W/gpu", 250),
    "utilization": ("", 0.5),
    "pue": ("", 1.2),
    "carbon_intensity": ("gCO2e/kWh", 300),
}
KEYS = (
    "nominal", "unit", "gsd", "p5", "p95", "normal", "factors", "evidence", "source", "note", "nature", "over",
    "catalog",
    "truncate", "mixture", "same", "from", "use", "set", "sets", "range", "values", "one_of", "weights", "options",
    "x", 3,
    "model", "per", "title", "inputs", "profile", "log", "csv", "claims", "total", "headline", "at", "share", "",
)  # fmt: skip
JUNK: list[Any] = [
    None, True, 0, -1, 1e300, 1e-300, "", "x", "0.5", "3 kWh", "1 to 2", "5 to 1 gpu", [], [1], ["pue"], {}, {"x": 1},
    [[]],
    {"nominal": 1}, {"use": "chatgpt/by-words"}, {1: 2}, {"p5": 1}, {"x": {"y": {}}},
    {"range": [0, 1000000000], "sets": "pue"},
    {"values": "1..2:100000", "sets": "pue"}, {"catalog": "grid/wecc-2020"}, {"from": "own.energy"}, {"csv": "t.csv"},
    {"mixture": [{"weight": 1, "normal": {"mean": 1, "sd": 1}}] * 40}, {"discrete": dict.fromkeys(range(1, 101), 0.01)},
    {"pert": [1, 1, 1]}, {"uniform": [1, 1]}, {"gsd": 1}, {"gsd": 1e50}, {"sum": "region", "of": "emissions"},
]  # fmt: skip


@cache
def shipped() -> dict[str, str]:
    """The texts of the shipped scenarios by name."""
    return {name: library.find(name)[1].read_text(encoding="utf-8") for name in library.names()}


def damaged() -> st.SearchStrategy[str]:
    """A shipped scenario with its text or its tree damaged."""
    names = st.sampled_from(sorted(shipped()))
    return names.flatmap(lambda name: damage.damaged_text(shipped()[name]) | _damaged_tree(shipped()[name]))


def _damaged_tree(text: str) -> st.SearchStrategy[str]:
    data = yaml.parse(text.encode(), file="shipped.yaml").data
    return damage.damaged_tree(data, JUNK, KEYS).map(written)


def written(data: Any) -> str:
    """The tree as YAML; what the writer cannot write, as JSON does."""
    try:
        return yaml.write(data)
    except (TypeError, ValueError):
        return repr(data)


numbers = st.one_of(
    st.sampled_from((0, 1, -1, 0.5, 2, 1e-6, 1e6, 1e-99, 1e99, 1e-308, 1e308, 0.05, 0.95, 0.999999, 1.000001, 100, 3)),
    st.floats(-10, 10).map(lambda each: float(f"{each:.3g}")),
    st.floats(1e-6, 1e6).map(lambda each: float(f"{each:.4g}")),
)


@st.composite
def laws(draw: st.DrawFn) -> dict[str, Any]:
    """The law of an input: an example of the grammar whose numbers are others."""
    law = LAWS[draw(st.sampled_from(sorted(LAWS)))]
    found = copy.deepcopy(draw(st.sampled_from(law.examples)))
    leaves = [path for path in damage.key_paths(found) if isinstance(damage._at(found, path), int | float)]
    for path in draw(st.lists(st.sampled_from(leaves or [("x",)]), max_size=3, unique=True)):
        around = damage._at(found, path[:-1])
        around[path[-1]] = draw(numbers)
    if draw(st.integers(0, 5)) == 0:
        found["truncate"] = draw(st.lists(numbers | st.none(), min_size=2, max_size=2))
    return found


@st.composite
def entries(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An input with a law; usually a nominal value that suits its argument."""
    unit, nominal = INPUTS[name]
    stated: dict[str, Any] = {"evidence": "assumed", "unit": unit} if unit else {"evidence": "assumed"}
    if draw(st.integers(0, 4)):
        stated["nominal"] = draw(st.just(nominal) | numbers)
    if draw(st.integers(0, 3)):
        stated |= draw(laws())
    if draw(st.integers(0, 5)) == 0:
        stated["factors"] = ["error"]
    return stated


@st.composite
def grown(draw: st.DrawFn) -> str:
    """A scenario in which every key is known; some numbers cannot be."""
    inputs = {
        name: {"nominal": nominal, "unit": unit, "evidence": "assumed"} for name, (unit, nominal) in INPUTS.items()
    }
    for name in draw(st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=3, unique=True)):
        inputs[name] = draw(entries(name))
    data: dict[str, Any] = {
        "title": "grown",
        "model": "serving.by_hardware",
        "per": {"duration": "1 day"},
        "inputs": inputs,
    }
    if any("factors" in each for each in inputs.values()):
        data["factors"] = {"error": {"nominal": 1, "evidence": "assumed"} | draw(laws())}
    for section in draw(st.lists(st.sampled_from(sorted(SECTIONS)), max_size=2, unique=True)):
        data[section] = draw(SECTIONS[section])
    return written(data)


names = st.sampled_from(sorted(INPUTS))
SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "correlations": st.fixed_dictionaries(
        {"pairs": st.lists(st.tuples(names, names, st.floats(-1.1, 1.1)).map(list), max_size=4)},
        optional={"scale": st.sampled_from(("normal", "spearman", "x"))},
    ),
    "dimensions": st.dictionaries(
        st.sampled_from(("region", "size", "level")),
        st.dictionaries(st.sampled_from("abc"), st.dictionaries(names, numbers | laws(), max_size=2), max_size=3)
        | st.fixed_dictionaries({"range": st.lists(st.integers(-3, 60), min_size=2, max_size=3), "sets": names})
        | st.fixed_dictionaries({"values": texts.pieces | st.lists(numbers, max_size=5), "sets": names}),
        max_size=2,
    ),
    "choices": st.dictionaries(
        st.sampled_from(("way", "kind", "region")),
        st.dictionaries(st.sampled_from("xyz"), st.dictionaries(names, numbers | laws(), max_size=2), max_size=3),
        max_size=2,
    ),
    "one_of": st.fixed_dictionaries(
        {
            "make": st.fixed_dictionaries(
                {
                    "weights": st.sampled_from(
                        ({"a": 0.5, "b": 0.5}, {"a": 1, "b": 0}, {"a": 0.3, "b": 0.3}, {"a": 1})
                    ),
                    "options": st.fixed_dictionaries(
                        {"a": st.dictionaries(names, laws()), "b": st.dictionaries(names, laws())}
                    ),
                    "evidence": st.just("assumed"),
                }
            )
        }
    ),
    "claims": st.dictionaries(
        st.sampled_from(("A", "B1", "")),
        st.fixed_dictionaries(
            {"output": st.sampled_from(("emissions", "energy", "x")), "source": texts.pieces},
            optional={"value": texts.quantities, "at_least": numbers, "between": st.lists(numbers, max_size=3)},
        ),
        max_size=2,
    ),
    "outputs": st.dictionaries(st.sampled_from(("emissions", "energy", "x")), texts.units, max_size=2),
    "names": st.dictionaries(st.sampled_from(("a", "x", "region")), texts.pieces, max_size=2),
    "boundary": st.lists(texts.pieces, max_size=3),
    "headline": st.sampled_from(("emissions", "energy", "x")),
}


def workings(folder: Path, text: str) -> Path:
    """The file `a.yaml` in `folder` with this text."""
    path = folder / "a.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path
