"""All laws by their key, as files, documentation and editors know them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import beta, bounded, discrete, empirical, mixture, normal, pedigree, positive, quantiles, trapezoids
from .fields import NUMBER_SCHEMA
from .law import Law

FAMILIES = (normal, positive, bounded, beta, trapezoids, discrete, quantiles, pedigree, empirical, mixture)
LAWS: Mapping[str, Law] = {law.key: law for family in FAMILIES for law in family.LAWS}
BESIDE: Mapping[str, str] = {name: law.key for law in LAWS.values() if law.is_beside for name in law.form.names()}
TRUNCATE = "truncate"
KEYS: tuple[str, ...] = (*LAWS, *BESIDE, TRUNCATE)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of each law key of an input.

    >>> json_schema()["gsd"]["type"]
    ['number', 'string']
    """
    ends = {"type": "array", "items": {"type": ["number", "string", "null"]}, "minItems": 2, "maxItems": 2}
    return {
        **dict.fromkeys(BESIDE, NUMBER_SCHEMA),
        **{law.key: law.json_schema() for law in LAWS.values() if not law.is_beside},
        TRUNCATE: {"description": "the ends outside which nothing is drawn; null leaves one open", **ends},
    }
