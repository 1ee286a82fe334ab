"""What a plot shows of one output's measurements, read off the DataTree of what they would buy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...answer.statistics.marginal import Estimate
from ...language import joined, phrase
from ...problems import InvalidInput, did_you_mean
from ...show.digits import samples
from ...units import counted, readable
from ...units.number_format import grouping, significant, significant_exp
from .. import coordinate_names, wording
from ..captions import Statement

if TYPE_CHECKING:
    import xarray as xr

#: The logarithm of the largest ratio of an interval's ends that a float holds.
_MOST_LOG = 700.0


@dataclass(frozen=True)
class Narrowing:
    """A measurement of `inputs` with this `accuracy`, in words, and the `share` of the interval's width after it.

    `draws` is how many draws it measures: inputs can be one.
    """

    inputs: tuple[str, ...]
    draws: int
    accuracy: str
    share: Estimate

    @property
    def is_known(self) -> bool:
        """Whether the width after it is known."""
        return not math.isnan(self.share.value)

    @property
    def name(self) -> str:
        """Its inputs in words: ``latency and users``."""
        return joined([coordinate_names.of_input(each) for each in self.inputs])


@dataclass(frozen=True)
class MeasuredOutput:
    """One output of the measurements that `tree` holds."""

    tree: xr.DataTree
    output: str

    @property
    def title(self) -> str:
        """The title of the scenario, and the coordinate."""
        root = self.tree.attrs
        axes = dict(each.split(" = ", 1) for each in root["coordinates_answered"].split(", ") if " = " in each)
        return coordinate_names.titled(root, axes)

    @property
    def name(self) -> str:
        """The output in words."""
        return self._names[self.output]

    @property
    def is_log(self) -> bool:
        """Whether widths are ratios of an interval's ends."""
        return str(self._of_output("scale")) == "log"

    @cached_property
    def now(self) -> float:
        """The width of the interval before any measurement, on the logarithm if it is a ratio."""
        return float(self._of_output("width_now"))

    def width(self, share: float = 1.0) -> float:
        """A share of the width now: the ratio of the interval's ends, or a difference in the output's unit."""
        return math.exp(share * self.now) if self.is_log else share * self.now

    def stated(self, share: float = 1.0) -> str:
        """A share of the width now, in words: ``a factor of 21``, ``3.1 t CO2e``."""
        if self.is_log:
            return phrase("a factor of {number}", number=significant_exp(share * self.now, 2))
        return counted(significant(self.width(share), 2), self.unit)

    @property
    def unit(self) -> str:
        """The unit of a width that is no ratio, as people read it."""
        text = str(self._of_output("unit"))
        return "" if text == "1" else readable(text)

    @cached_property
    def narrowings(self) -> tuple[Narrowing, ...]:
        """The measurements, that which narrows most first; those of unknown width last."""
        group: Any = self.tree["measurements"]
        columns = (
            group[name].values.tolist() for name in ("inputs", "draws", "accuracy", self.output, f"{self.output}_error")
        )
        found = [
            Narrowing(tuple(str(names).split(", ")), draws, _in_words(str(accuracy)), Estimate(share, error))
            for names, draws, accuracy, share, error in zip(*columns, strict=True)
        ]
        return tuple(sorted(found, key=lambda each: each.share.value if each.is_known else math.inf))

    def statement(self, headline: str, *key: str) -> Statement:
        """What is written around a plot of this output."""
        root = self.tree.attrs
        versions = dict(each.rsplit(" ", 1) for each in root["versions"].split("; "))
        about = wording.about(self._names, self.output, root["headline"])
        return Statement(
            headline,
            (self.title, about, *key),
            tuple(filter(None, root["sources"].split("\n"))),
            wording.computed(versions["carbonspan"], samples(int(root["samples"])), int(root["seed"]), root["design"]),
        )

    @property
    def _names(self) -> Mapping[str, str]:
        return coordinate_names.outputs(outputs(self.tree), ())

    def _of_output(self, variable: str) -> Any:
        group: Any = self.tree["measurements"]
        return group[variable].sel(output=self.output).values.item()


def measured_output(tree: xr.DataTree, output: str | None) -> MeasuredOutput:
    """The `output` of measurements, by default the headline's.

    Raises InvalidInput for an output that there is none of, for one with a single value or with an interval that is too
    wide to draw, and if there is nothing to measure.
    """
    names = outputs(tree)
    if not names:
        raise InvalidInput("tree: has no measurement to draw; no input has the nature ignorance")
    output = str(tree.attrs["headline"]) if output is None else output
    if output not in names:
        raise InvalidInput(f"output: no output is called {output!r}; {did_you_mean(output, names)}")
    found = MeasuredOutput(tree, output)
    if not found.now > 0:
        raise InvalidInput(f"output: {output} has no interval that a measurement could narrow")
    if found.is_log and found.now > _MOST_LOG:
        raise InvalidInput(f"output: the ends of the interval of {output} are too far from each other to be drawn")
    return found


def _in_words(accuracy: str) -> str:
    """Accuracies as they are stated, ``perfectly`` or ``to 10% of it``, in the language of the picture."""
    return ", ".join(map(_one_in_words, accuracy.split(", ")))


def _one_in_words(accuracy: str) -> str:
    if accuracy == "perfectly":
        return phrase("perfectly")
    error = accuracy.removeprefix("to ")
    share = error.removesuffix(" of it")
    if share != error:
        return phrase("to {error} of it", error=grouping(share))
    return phrase("to {error}", error=grouping(error)) if error != accuracy else accuracy


def outputs(tree: xr.DataTree) -> list[str]:
    """The names of the outputs that `tree` holds."""
    group: Any = tree["measurements"]
    return [str(name) for name in group["output"].values]
