"""The outputs of a file with parts: those of each part, prefixed with its name, and totals over parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from ... import units
from ...grammar.diagnostics import Diagnostics
from ...problems import did_you_mean
from ...scenario.model import Output
from ...scenario.scenario import Quantity
from ..outputs import read_outputs
from ..single_model import SingleModelReader
from .functional_units import FunctionalUnits


@dataclass(frozen=True)
class Totals:
    """The outputs of the parts that `readers` read, and of each output in `total` the sum over parts."""

    total: Iterable[str]
    readers: Mapping[str, SingleModelReader]
    functional_units: FunctionalUnits
    diagnostics: Diagnostics

    @cached_property
    def outputs(self) -> dict[str, Output]:
        """Every output by name: ``part_output``, then ``total_output``."""
        own = {f"{part}_{name}": out for part, each in self.readers.items() for name, out in each.outputs.items()}
        return own | {f"total_{name}": own[terms[0]] for name, terms in self.terms.items() if terms}

    @cached_property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The names of the outputs that each total adds up."""
        known = list(dict.fromkeys(name for reader in self.readers.values() for name in reader.outputs))
        found = {}
        for name in self.total:
            outputs = {part: each.outputs[name] for part, each in self.readers.items() if name in each.outputs}
            if not outputs:
                self.diagnostics.problem(("total", name), "no part has this output", partial(did_you_mean, name, known))
            elif len({units.unit(output.unit).dimension for output in outputs.values()}) > 1:
                listed = ", ".join(f"{part} in {output.unit or '1'}" for part, output in outputs.items())
                self.diagnostics.problem(("total", name), f"cannot add outputs of different dimensions: {listed}")
            else:
                self.functional_units.check_sum(name, outputs)
            found[name] = tuple(f"{part}_{name}" for part in outputs)
        return found

    @cached_property
    def nominal(self) -> dict[str, float]:
        """The nominal value of every output, in base units."""
        found = {f"{part}_{name}": own for part, each in self.readers.items() for name, own in each.nominal.items()}
        terms = self.terms.items()
        return found | {f"total_{name}": sum(found.get(each, 0.0) for each in of) for name, of in terms}

    def quantities(self, asked: Mapping[str, str]) -> tuple[Quantity, ...]:
        """Every output with the unit it is shown in, as `asked`, and with the terms of a total."""
        totals = {f"total_{name}": terms for name, terms in self.terms.items()}
        quantities = read_outputs(asked, self.outputs, self.nominal, self.diagnostics)
        per = self.functional_units.of_outputs()
        return tuple(
            replace(each, sums=totals.get(each.name, ()), per=per.get((totals.get(each.name) or (each.name,))[0], {}))
            for each in quantities
        )
