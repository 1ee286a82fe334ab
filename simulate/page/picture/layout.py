"""Where things are in a picture, in pixels from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from ...plots.quantity_axis import QuantityAxis
from .picture_size import PictureSize

#: The height of a row of names, and of a row of bars or published figures [px].
NAMES = 17.0
_ROW = 20.0


@dataclass(frozen=True)
class Layout:
    """The positions [px] of what is drawn on the axis `on` in a picture of this `size`.

    From the top there are two rows of names, the density, rows of bars and published figures, and the axis.
    """

    size: PictureSize
    on: QuantityAxis

    @property
    def top(self) -> float:
        """Where the density has its highest."""
        return 2 * NAMES + 8

    @property
    def floor(self) -> float:
        """Where the density is 0."""
        return self.top + self.size.high

    def row(self, number: int) -> float:
        """The middle of a row below the density."""
        return self.floor + _ROW * (number + 0.8)

    def below(self, rows: int) -> float:
        """Where the axis is, below this many rows."""
        return self.floor + _ROW * rows + 10

    def x(self, value: float) -> float:
        """Where a value is, at most at an end of the axis."""
        return self.size.left + self.size.length * min(max(self.on.at(value), 0.0), 1.0)

    def y(self, height: float, peak: float) -> float:
        """Where a height of the density is, whose highest is `peak`."""
        return self.floor - self.size.high * height / peak

    def is_shown(self, value: float) -> bool:
        """Whether the axis reaches a value."""
        return 0 <= self.on.at(value) <= 1
