"""What a plot says, read from a summary or from an answer's DataTree: numbers in the unit people read, and words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ...answer.summary import HASH_LETTERS, Bins, Estimate, Record, Summary, headline_level
from ...problems import InvalidInput, did_you_mean
from ...units import counted, many
from .. import citations, digits, labels
from .. import headline as headlines
from ..grid import in_unit
from ..provenance import carbonspan_version
from ..quote import Quote, Span
from . import coordinate_names

if TYPE_CHECKING:
    import xarray as xr


#: More outputs beside the one that is drawn are counted, not named.
_MOST_NAMED = 4


@dataclass(frozen=True)
class Panel:
    """One output at one coordinate, every number in `unit`.

    `sources` are those of the inputs, `computed` says how the answer was had and `identity` which it is. `names` are
    those of options; `others` are the outputs beside this one, `main_output` is the one of the headline, and `parts`
    are those of the scenario.
    """

    title: str
    sources: tuple[str, ...]
    computed: str
    identity: str
    per: str
    output: str
    main_output: str
    others: tuple[str, ...]
    parts: tuple[str, ...]
    names: Mapping[str, str]
    unit: str
    coordinates: Mapping[str, str]
    nominal: float
    percentile: Estimate
    median: Estimate
    levels: tuple[float, ...]
    ends: tuple[tuple[Estimate, Estimate], ...]
    minimum: float
    maximum: float
    bins: Bins

    @property
    def samples(self) -> int:
        """How many samples it is drawn from."""
        return int(self.bins.counts.sum())

    @property
    def main(self) -> int:
        """Which of the levels is quoted."""
        return self.levels.index(headline_level(self.levels))

    def span(self, index: int) -> Span:
        """The interval of the level at `index` with its median."""
        low, high = self.ends[index]
        return Span(low, self.median, high, (self.minimum, self.maximum), self.levels[index], self.samples)

    @property
    def quote(self) -> Quote:
        """The interval that is quoted, as it is quoted."""
        return self.span(self.main).quote

    @property
    def headline(self) -> str:
        """The sentence to quote."""
        return headlines.headline(self.span(self.main), unit=self.unit, per=self.per)

    @property
    def row(self) -> str:
        """What its coordinate is called beside others."""
        return coordinate_names.row(self.coordinates, self.names)

    @property
    def place(self) -> str:
        """What its coordinate is called in a sentence."""
        return coordinate_names.in_brackets(self.coordinates, self.names)

    @property
    def about(self) -> str:
        """Which of several outputs this is, and why this one; empty where there is one."""
        if not self.others:
            return ""
        said = self._called()
        left = [said[name] for name in self.others]
        named = ", ".join(left) if len(left) <= _MOST_NAMED else f"{len(left)} others"
        why = ", the main one" if self.output == self.main_output else ""
        return f"Output shown: {said[self.output]}{why}. Not shown: {named}."

    @property
    def quantity(self) -> str:
        """What is measured, with its unit: ``emissions (t CO2e a day)``, or ``trees a year`` of what is counted."""
        name, unit = self._called()[self.output], many(self.unit)
        if name == unit:
            return f"{name} ({self.per})" if self.per.startswith("per ") else f"{name} {self.per}".rstrip()
        said = " ".join(filter(None, (unit, self.per)))
        return f"{name} ({said})" if said else name

    def _called(self) -> dict[str, str]:
        """What this output and the others are called."""
        return coordinate_names.outputs([self.output, *self.others], self.parts)


def headline(found: Sequence[Panel]) -> str:
    """The sentence to quote: of one coordinate its answer; of several the lowest and the highest median, and whose.

    ``Medians from 1.3 kg CO2e (Norway) to 18 kg (Central US)``
    """
    if len(found) == 1:
        return found[0].headline
    first, last = min(found, key=_middle), max(found, key=_middle)
    low, high = first.quote.median, last.quote.median
    least = f"{counted(low, first.unit)} {first.per}".rstrip()
    if low == high:
        return f"Median {least} in each of {len(found)} rows"
    return f"Medians from {least} ({first.place}) to {counted(high, labels.short(last.unit))} ({last.place})"


def _middle(panel: Panel) -> float:
    return panel.median.value


def panels(result: Summary | xr.DataTree, output: str | None = None) -> list[Panel]:
    """A panel for each coordinate of `output`; of the headline's output where none is named.

    Raises InvalidInput for an output the answer does not have.
    """
    return list(_from_summary(result, output) if isinstance(result, Summary) else _from_tree(result, output))


def _from_summary(summary: Summary, output: str | None) -> Iterator[Panel]:
    names = list(dict.fromkeys(record.output for record in summary.records))
    main = labels.main_record(summary).output
    wanted = main if output is None else _known(output, names)
    others = tuple(name for name in names if name != wanted)
    sources = citations.cited(summary.scenario)
    for record in summary.records:
        if record.output == wanted:
            yield _from_record(summary, record, main=main, others=others, sources=sources)


def _from_record(
    summary: Summary, record: Record, *, main: str, others: tuple[str, ...], sources: tuple[str, ...]
) -> Panel:
    intervals = [record.interval(level) for level in sorted(summary.levels)]
    bins, shown = record.bins, partial(labels.displayed, unit=record.unit)
    return Panel(
        title=summary.scenario.title,
        sources=sources,
        computed=_computed(summary.samples, summary.seed, summary.design, carbonspan_version(summary)),
        identity=summary.hash[:HASH_LETTERS],
        per=labels.functional_unit(summary.scenario.per),
        output=record.output,
        main_output=main,
        others=others,
        parts=_parts(summary.scenario.inputs),
        names=summary.scenario.names,
        unit=labels.unit_label(summary.scenario, record),
        coordinates=record.coordinates,
        nominal=record.unit.from_base(record.nominal),
        percentile=record.nominal_percentile,
        median=shown(record.quantiles[0.5]),
        levels=tuple(each.level for each in intervals),
        ends=tuple((shown(each.low), shown(each.high)) for each in intervals),
        minimum=record.unit.from_base(record.minimum),
        maximum=record.unit.from_base(record.maximum),
        bins=Bins(in_unit(record.unit, bins.low), in_unit(record.unit, bins.high), bins.counts),
    )


def _from_tree(tree: xr.DataTree, output: str | None) -> Iterator[Panel]:
    names = list(tree["histogram"].children)
    wanted = tree.attrs["headline"] if output is None else _known(output, names)
    nominal = tree["nominal"][wanted]
    for place in np.ndindex(nominal.shape):
        yield _from_place(tree, wanted, dict(zip(nominal.dims, place, strict=True)))


def _from_place(tree: Any, output: str, place: dict[Any, int]) -> Panel:
    """The panel at one coordinate, `place` giving an index for each axis."""

    def pick(group: str, suffix: str = "", **chosen: Any) -> Any:
        return tree[group][output + suffix].isel(place).sel(chosen).values

    def estimate(group: str, **chosen: Any) -> Estimate:
        return Estimate(float(pick(group, **chosen)), float(pick(group, "_error", **chosen)))

    nominal, root = tree["nominal"][output], tree.attrs
    bins = {name: tree["histogram"][output][name].isel(place).values for name in ("low", "high", "count")}
    filled = bins["count"] > 0
    levels = tuple(sorted(tree["intervals"]["level"].values.tolist()))
    ends = tuple(
        tuple(estimate("intervals", level=level, kind="equal-tailed", bound=bound) for bound in ("low", "high"))
        for level in levels
    )
    percentile = Estimate(float(pick("nominal", "_percentile")), float(pick("nominal", "_percentile_error")))
    return Panel(
        title=root["title"],
        sources=tuple(filter(None, root.get("sources", "").split("\n"))),
        computed=_computed(root["samples"], root["seed"], root["design"], root["source"].split()[-1]),
        identity=root["hash"][:HASH_LETTERS],
        per=root["functional_unit_phrase"],
        output=output,
        main_output=root["headline"],
        others=tuple(str(name) for name in tree["histogram"].children if name != output),
        parts=_parts(tree["inputs"]["input"].values.tolist()),
        names=json.loads(root.get("option_names", "{}")),
        unit=nominal.attrs["unit"],
        coordinates={axis: str(nominal[axis].values[index]) for axis, index in place.items()},
        nominal=float(pick("nominal")),
        percentile=percentile,
        median=estimate("quantiles", probability=0.5),
        levels=levels,
        ends=ends,  # type: ignore[arg-type]
        minimum=float(pick("moments", moment="minimum")),
        maximum=float(pick("moments", moment="maximum")),
        bins=Bins(bins["low"][filled], bins["high"][filled], bins["count"][filled]),
    )


def _parts(inputs: Iterable[str]) -> tuple[str, ...]:
    """The parts of a scenario, after which its inputs are called: ``serving.pue``."""
    return tuple(sorted({name.partition(".")[0] for name in inputs if "." in name}))


def _known(output: str, names: list[str]) -> str:
    if output not in names:
        raise InvalidInput(f"output: no output is called {output!r}; {did_you_mean(output, names)}")
    return output


def _computed(samples: int, seed: int, design: str, version: str) -> str:
    """How an answer was had; random draws go without saying."""
    drawn = "" if design == "random" else ", Sobol' design"
    return f"Computed with carbonspan {version}, {digits.samples(samples)}, seed {seed}{drawn}."
