"""How a law from pedigree scores is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import WithJsonSchema

from ...laws.base import LawError
from ...laws.pedigree import FACTORS, pedigree
from ...laws.positive import Lognormal
from .context import Context
from .entry import LawEntry
from .fields import Positive, reads, shown
from .law import Law

SCORE = {"type": "integer", "minimum": 1, "maximum": 5}


def _scores(raw: object, _: Context) -> tuple[int, ...]:
    """Five whole numbers from 1 to 5."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != len(FACTORS):
        raise LawError(f"must be five scores from 1 to 5, got {shown(raw)}")
    for index, score in enumerate(raw):
        if isinstance(score, bool) or not isinstance(score, int) or not 1 <= score <= 5:
            raise LawError([((index,), f"must be a whole number from 1 to 5, got {shown(score)}")])
    return tuple(raw)


class PedigreeEntry(LawEntry):
    """A lognormal law about the nominal value, from five scores and a basic uncertainty factor."""

    scores: Annotated[
        tuple[int, ...],
        reads(_scores),
        WithJsonSchema({"type": "array", "items": SCORE, "minItems": len(FACTORS), "maxItems": len(FACTORS)}),
    ]
    basic: Positive = 1.05

    example = {"scores": [1, 3, 2, 1, 2], "basic": 1.05}
    about_nominal = True

    def law(self, context: Context) -> Lognormal:
        """The lognormal law about the nominal value."""
        return pedigree(context.median, self.scores, self.basic)


LAWS = (
    Law(
        "pedigree",
        f"lognormal about the nominal value, from scores for {', '.join(FACTORS)} (1 best, 5 worst)",
        (PedigreeEntry,),
    ),
)
