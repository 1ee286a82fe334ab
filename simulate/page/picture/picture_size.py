"""How large a picture is: one beside the inputs, and one for a phone."""

from __future__ import annotations

from dataclasses import dataclass

from ...plots import figure_format
from ...plots.figure_format import Format

#: Pixels in a point of the plots: their small type is as large as that of the picture.
SCALE = 12.0 / 8.5
#: The room right of the axis [px].
_RIGHT = 10


@dataclass(frozen=True)
class PictureSize:
    """The size of a picture, the room left of its axis, and the height of the density [px]; heights may be unnamed.

    Published figures with their texts have at most `most_rows` rows, named `claims`.
    """

    width: float
    left: float
    high: float
    name: str
    most_rows: int
    claims: str = "published"
    has_heights: bool = True

    @property
    def length(self) -> float:
        """The length of the axis."""
        return self.width - self.left - _RIGHT

    @property
    def end(self) -> float:
        """Where the axis ends."""
        return self.left + self.length

    @property
    def format(self) -> Format:
        """The format in which the plots have as long an axis."""
        beside = Format().width * figure_format.POINTS - Format().room
        return Format((self.length / SCALE + beside) / figure_format.POINTS)


SIZES = WIDE, NARROW = (
    PictureSize(640, 78, 168, "wide", 6),
    PictureSize(356, 46, 92, "narrow", 2, claims="claim", has_heights=False),
)
