"""How laws of single values are written: listed values, Poisson and binomial counts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import WithJsonSchema

from ...laws.base import LawError
from ...laws.discrete import Binomial, Poisson, discrete, poisson
from ...problems import KeyPath
from .context import Context
from .entry import Change, ChangeLaw, LawEntry, ScalarEntry
from .fields import NUMBER, NUMBER_SCHEMA, QUANTITY, Count, PositiveQuantity, Probability, pairs, reads, shares, step
from .law import Law
from .problems import Problems

ATOMS = "values with their probabilities"
Atom = tuple[float, float]


def _atoms(raw: object, context: Context) -> tuple[Atom, ...]:
    """(value, probability) pairs; the probabilities must sum to one."""
    problems = Problems()
    atoms = [
        problems.attempt((step(value),), (math.nan, math.nan), _atom, value, share, context)
        for value, share in pairs(raw, ATOMS)
    ]
    problems.finish()
    values, weights = zip(*atoms, strict=True)
    if len(set(values)) < len(values):
        raise LawError("two of the values are the same; add their probabilities")
    return tuple(zip(values, shares(weights, "probabilities"), strict=True))


def _atom(value: object, share: object, context: Context) -> Atom:
    """A value and its probability, above 0 and at most 1."""
    found = QUANTITY.read(value, context)
    probability = NUMBER.read(share, context)
    if not 0 < probability <= 1:
        raise LawError(f"must be above 0 and at most 1, got {share}")
    return found, probability


class DiscreteEntry(ScalarEntry):
    """Listed values, each with its probability."""

    atoms: Annotated[
        tuple[Atom, ...], reads(_atoms), WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA})
    ]

    what = ATOMS
    build = discrete
    example = {3: 0.2, 4: 0.5, 6: 0.3}

    @classmethod
    def changed(cls, path: KeyPath, body: Any, change: Change, _: ChangeLaw) -> Any:
        """The values changed, their probabilities as they are."""
        if not isinstance(body, Mapping):
            return body
        return {change((*path, step(value)), value): share for value, share in body.items()}


class PoissonEntry(LawEntry):
    """A Poisson count by mean, of whole multiples of the input's unit."""

    mean: PositiveQuantity

    example = {"mean": 3}

    def law(self, context: Context) -> Poisson:
        """The Poisson law in units of the input."""
        return poisson(self.mean, context.own.to_base(1))


class BinomialEntry(LawEntry):
    """A binomial count of n trials with probability p, of whole multiples of the input's unit."""

    n: Count
    p: Probability

    example = {"n": 10, "p": 0.3}

    def law(self, context: Context) -> Binomial:
        """The binomial law in units of the input."""
        return Binomial(self.n, self.p, context.own.to_base(1))


LAWS = (
    Law("discrete", "listed values, each with its probability", (DiscreteEntry,)),
    Law("poisson", "Poisson count, by mean", (PoissonEntry,)),
    Law("binomial", "binomial count of n trials with probability p", (BinomialEntry,)),
)
