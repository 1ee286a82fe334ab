"""What a plot says, read from a summary or from an answer's DataTree: numbers in the unit people read, and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ..answer.summary import Bins, Estimate, Record, Summary
from ..describe.problems import InvalidInput, did_you_mean
from . import digits, labels
from .grid import in_unit
from .provenance import HASH_LETTERS, carbonspan_version

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class Panel:
    """One output at one coordinate, every number in `unit`; `basis` says what the answer rests on."""

    title: str
    basis: str
    per: str
    output: str
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
    def main(self) -> int:
        """Which of the levels is quoted."""
        return self.levels.index(labels.headline_level(self.levels))

    @property
    def headline(self) -> str:
        """The sentence to quote."""
        if self.minimum == self.maximum:
            return labels.exact_headline(self.minimum, int(self.bins.counts.sum()), unit=self.unit, per=self.per)
        low, high = self.ends[self.main]
        return labels.headline((low, self.median, high), self.levels[self.main], unit=self.unit, per=self.per)

    @property
    def quantity(self) -> str:
        """What is measured, with its unit: ``emissions (t CO2e a day)``."""
        unit = " ".join(filter(None, (self.unit, self.per)))
        return f"{self.output.replace('_', ' ')}{f' ({unit})' if unit else ''}"


def panels(result: Summary | xr.DataTree, output: str | None = None) -> list[Panel]:
    """A panel for each coordinate of `output`; of the headline's output where none is named.

    Raises InvalidInput for an output the answer does not have.
    """
    return list(_from_summary(result, output) if isinstance(result, Summary) else _from_tree(result, output))


def _from_summary(summary: Summary, output: str | None) -> Iterator[Panel]:
    names = list(dict.fromkeys(record.output for record in summary.records))
    wanted = labels.main_record(summary).output if output is None else _known(output, names)
    for record in summary.records:
        if record.output == wanted:
            yield _from_record(summary, record)


def _from_record(summary: Summary, record: Record) -> Panel:
    intervals = [record.interval(level) for level in sorted(summary.levels)]
    bins, shown = record.bins, partial(labels.displayed, unit=record.unit)
    return Panel(
        title=summary.scenario.title,
        basis=_basis(summary.samples, summary.seed, summary.design, summary.hash, carbonspan_version(summary)),
        per=labels.functional_unit(summary.scenario.per),
        output=record.output,
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
        basis=_basis(root["samples"], root["seed"], root["design"], root["hash"], root["source"].split()[-1]),
        per=root["functional_unit_phrase"],
        output=output,
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


def _known(output: str, names: list[str]) -> str:
    if output not in names:
        raise InvalidInput(f"output: no output is called {output!r}; {did_you_mean(output, names)}")
    return output


def _basis(samples: int, seed: int, design: str, identity: str, version: str) -> str:
    run = f"{digits.samples(samples)}, seed {seed}, {design} design"
    return f"{run}, hash {identity[:HASH_LETTERS]}; carbonspan {version}"
