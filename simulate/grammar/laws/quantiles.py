"""How laws through stated quantiles are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any

from pydantic import WithJsonSchema

from ...laws.elicited import Quantiles, law_of_p5_and_p95, law_of_quantiles
from ...problems import KeyPath
from .context import Context
from .entry import Change, ChangeLaw, KeysEntry, ScalarEntry
from .fields import NUMBER_SCHEMA, PROBABILITY, QUANTITY, Quantity, pairs, reads, step
from .law import Law
from .problems import Problems

QUANTILES = "probabilities with their quantiles, and optionally low and high"
LIMITS = ("low", "high")


def _quantiles(raw: object, context: Context) -> Quantiles:
    """Quantiles by increasing probability, and the limits that may be beside them."""
    problems = Problems()
    limits: dict[str, float] = {}
    points: list[tuple[float, float, object]] = []
    for key, given in pairs(raw, QUANTILES):
        value = problems.attempt((step(key),), math.nan, QUANTITY.read, given, context)
        if key in LIMITS:
            limits[str(key)] = value
        else:
            points.append((problems.attempt((step(key),), math.nan, PROBABILITY.read, key, context), value, key))
    points.sort(key=lambda point: point[0])
    if len(points) < 2:
        problems.add(f"needs at least two quantiles, got {len(points)}")
    _check_rising([(value, key) for _, value, key in points], limits, problems)
    problems.finish()
    return Quantiles(tuple(point[0] for point in points), tuple(point[1] for point in points), **limits)


def _check_rising(points: list[tuple[float, object]], limits: Mapping[str, float], problems: Problems) -> None:
    """Record each value that does not rise, from low through the quantiles to high."""
    low, high = ([(limits[name], name)] if name in limits else [] for name in LIMITS)
    for (below, earlier), (above, later) in pairwise([*low, *points, *high]):
        if below >= above:
            problems.add(f"must exceed the value of {earlier}", step(later))


class P5AndP95Entry(KeysEntry):
    """A law through its 5 % and 95 % quantiles: lognormal if both are positive, else normal."""

    p5: Quantity
    p95: Quantity

    build = law_of_p5_and_p95
    example = {"p5": 0.15, "p95": 0.6}
    rises = ("p5", "p95")
    fits_window = True


class QuantilesEntry(ScalarEntry):
    """A law through any quantiles, within limits if there are any."""

    quantiles: Annotated[
        Quantiles, reads(_quantiles), WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA})
    ]

    what = QUANTILES
    build = law_of_quantiles
    example = {0.05: 0.1, 0.5: 0.2, 0.95: 0.7}
    fits_window = True

    @classmethod
    def changed(cls, path: KeyPath, body: Any, change: Change, _: ChangeLaw) -> Any:
        """The quantiles and limits changed, their probabilities as they are."""
        if not isinstance(body, Mapping):
            return body
        return {key: change((*path, step(key)), value) for key, value in body.items()}


LAWS = (
    Law("p5", "5 % and 95 % quantiles: lognormal where both are positive, else normal", (P5AndP95Entry,)),
    Law(
        "quantiles",
        "any quantiles, and limits where there are any: a Johnson law through three, a metalog through more",
        (QuantilesEntry,),
    ),
)
