"""A scenario put together: what a single model and several parts have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import ScenarioEntry
from ..scenario.model import Output
from ..scenario.scenario import Axis, Correlation, Input, Part, Quantity, Scenario, Shares
from .aggregates import AggregateReader
from .claims import ClaimReader
from .option_names import read_names
from .outputs import read_headline


@dataclass(frozen=True)
class Contents:
    """What is read differently for a single model and for several parts."""

    parts: tuple[Part, ...]
    inputs: Mapping[str, Input]
    outputs: Mapping[str, Output]
    quantities: tuple[Quantity, ...]
    correlations: tuple[Correlation, ...]
    shares: tuple[Shares, ...]
    axes: tuple[Axis, ...]
    per: Mapping[str, str]
    nominal: Mapping[str, float]


def check_title(entry: ScenarioEntry, diagnostics: Diagnostics) -> None:
    """Add a problem for a scenario without a title."""
    if not entry.title:
        diagnostics.absent(("title",), "is missing; describe what is estimated in a few words")


def assemble(
    entry: ScenarioEntry, contents: Contents, diagnostics: Diagnostics, *, name: str, path: Path | None
) -> Scenario:
    """The scenario of a file, with its claims and display names; whatever has a problem is left out."""
    reader = AggregateReader(
        contents.outputs, contents.nominal, contents.axes, contents.inputs, contents.shares, diagnostics
    )
    aggregates = reader.aggregates(entry.outputs)
    outputs = {**contents.outputs, **{each.name: contents.outputs[each.of] for each in aggregates}}
    claims = ClaimReader(
        outputs, contents.axes, contents.inputs, diagnostics, {each.name: each.over for each in aggregates}
    )
    return Scenario(
        name=name,
        title=entry.title,
        parts=contents.parts,
        inputs=contents.inputs,
        outputs=contents.quantities,
        correlations=contents.correlations,
        shares=tuple(each for each in contents.shares if each.varies),
        axes=contents.axes,
        claims=claims.claims(entry.claims),
        per=contents.per,
        boundary=tuple(entry.boundary),
        names=read_names(entry.names, contents.axes, diagnostics),
        headline=read_headline(entry.headline, contents.outputs, diagnostics),
        path=path,
        aggregates=aggregates,
    )
