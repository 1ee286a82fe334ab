"""What the entry of a law is read with: the units and the nominal value around it, its folder and its window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...laws.base import Distribution, LawError
from ...laws.discrete import Constant
from ...laws.truncation import Window
from ...units import ONE, Unit, compatible, require


@dataclass(frozen=True)
class Units:
    """The units around a law, each None if there is none.

    `own` is the unit of the input, `said` the one that it gives to bare numbers with the key `unit`, `expected` that of
    the model's argument, and `outer`, for a component, that of the mixture's bare numbers.
    """

    own: Unit | None = None
    said: Unit | None = None
    expected: Unit | None = None
    outer: Unit | None = None


NO_UNITS = Units()


#: Takes the place of a law that cannot be read until the mistakes are reported.
NO_LAW: Distribution = Constant(0.0)


def ignore(warning: str) -> None:
    """Drop a warning."""


def no_laws(entry: Mapping[str, object], context: Context) -> Distribution:  # noqa: ARG001 - as every reader of laws
    """The reader of laws inside a law where there can be none."""
    raise LawError("cannot contain another law")


@dataclass(frozen=True)
class Context:
    """What surrounds a law: units, the nominal value, the file's folder, the window that `truncate` leaves.

    A number of the law without a unit has the unit `bare`. `warn` is called with each warning; `read` reads a law
    inside the law.
    """

    units: Units = NO_UNITS
    bare: Unit = ONE
    nominal: float | None = None
    folder: Path | None = None
    window: Window = field(default_factory=Window)
    warn: Callable[[str], None] = ignore
    read: Callable[[Mapping[str, object], Context], Distribution] = no_laws

    @property
    def own(self) -> Unit:
        """The unit of the input: the one it states, else that of the law."""
        return self.units.own or self.bare

    @property
    def wanted(self) -> Unit:
        """The unit that every number must be compatible with, by the input's own name for it if possible."""
        expected = self.units.expected or self.own
        return require(self.own, expected) if compatible(self.own, expected) else expected

    @property
    def is_plain(self) -> bool:
        """Whether the input has no dimension, so that a limit may default to 0 or 1."""
        return not self.wanted.dimension

    @property
    def median(self) -> float:
        """The nominal value, as the median of a law about it; LawError if there is none."""
        if self.nominal is None:
            raise LawError("needs the input's nominal value as its median; state nominal")
        return self.nominal

    def with_bare(self, bare: Unit | None) -> Context:
        """The same with another unit of bare numbers, which laws inside this one have too."""
        return replace(self, bare=bare or ONE, units=replace(self.units, outer=bare))
