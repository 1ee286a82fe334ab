"""How a mixture is written: laws, each with its weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import WithJsonSchema

from ...laws.base import Distribution, LawError
from ...laws.mixture import mixture
from ...problems import KeyPath
from .context import NO_LAW, Context
from .entry import Change, ChangeLaw, ScalarEntry
from .fields import POSITIVE, reads, shares, shown
from .law import Law
from .problems import Problems

MIXTURE = "mixture"
WEIGHT = "weight"
COMPONENTS = "laws, each with its weight"
Component = tuple[float, Distribution]


def _components(raw: object, context: Context) -> tuple[Component, ...]:
    """(weight, law) pairs of a mixture; the weights must sum to one."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
        raise LawError(f"must be a list of {COMPONENTS}, got {shown(raw)}")
    problems = Problems()
    pairs = [problems.attempt((index,), (1.0, NO_LAW), _component, each, context) for index, each in enumerate(raw)]
    problems.finish()
    weights = shares([weight for weight, _ in pairs], "weights")
    return tuple(zip(weights, (law for _, law in pairs), strict=True))


def _component(entry: object, context: Context) -> Component:
    if not isinstance(entry, Mapping):
        raise LawError(f"must be a mapping of weight and one law, got {shown(entry)}")
    problems = Problems()
    if WEIGHT not in entry:
        problems.add("needs a weight")
    weight = problems.attempt((WEIGHT,), 1.0, POSITIVE.read, entry.get(WEIGHT, 1), context)
    rest = {key: value for key, value in entry.items() if key != WEIGHT}
    law = problems.attempt((), NO_LAW, context.read, rest, context)
    problems.finish()
    return weight, law


class MixtureEntry(ScalarEntry):
    """One law or another, each with its weight."""

    components: Annotated[
        tuple[Component, ...],
        reads(_components),
        WithJsonSchema({"type": "array", "items": {"type": "object", "required": [WEIGHT]}, "minItems": 1}),
    ]

    what = COMPONENTS
    build = mixture
    example = [{"weight": 0.7, "normal": {"mean": 3, "sd": 0.5}}, {"weight": 0.3, "uniform": [6, 8]}]

    @classmethod
    def changed(cls, path: KeyPath, body: Any, _: Change, change_law: ChangeLaw) -> Any:
        """Each component changed by `change_law`."""
        if not isinstance(body, list | tuple):
            return body
        return [
            change_law((*path, index), each) if isinstance(each, Mapping) else each for index, each in enumerate(body)
        ]


LAWS = (Law(MIXTURE, "one law or another, each with its weight", (MixtureEntry,)),)
