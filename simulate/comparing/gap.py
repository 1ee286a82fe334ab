"""Why two scenarios differ: the ratio of their outputs as a product of factors, each with its inputs.

The logarithm of the ratio is divided twice. First along the outputs that both have and that are computed from each
other, such as y1, y2 / y1 and y3 / y2. Then, if both are of one model, over the inputs whose beliefs differ: each is
switched from the first scenario's belief to the second's, and its share is the mean of what the switch adds over all
orders in which inputs can be switched (Shapley 1953). Shares add up to the logarithm of the ratio, at nominal values
and in every sample; inputs that are the same contribute nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from .. import units
from ..answer.run_options import Request
from ..scenario.scenario import Input
from ..units import Unit
from .chain import Link
from .explained import Gap, GapFactor, InputShare
from .linked_outputs import Floats, LinkedOutputs, linked, nominal_output, row
from .pairing import PairingRules
from .ratio_shares import RatioShares
from .sides import Side, implausible_of


def gap(first: Side, second: Side, request: Request, rules: PairingRules | None = None) -> Gap:
    """The gap from `first` to `second`, at nominal values and over the samples of `request`.

    Raises InvalidInput if an output is not positive at nominal values, so that there is no ratio.
    """
    outputs = linked(first, second, request.seed)
    nominal = outputs.nominal()
    logs, count = outputs.logs(request, rules or PairingRules())
    shares = RatioShares(np.log(nominal), logs, batched=request.batched)
    last, game = len(outputs.chain.links) - 1, outputs.game
    return Gap(
        first=first,
        second=second,
        values=(nominal_output(first), nominal_output(second)),
        share=shares.whole(last),
        factors=tuple(_factor(k, outputs, shares, nominal[[0, -1]]) for k in range(last + 1)),
        inputs=tuple(_inputs(outputs, shares, last, idle=True)),
        missing=outputs.chain.missing,
        one_model=game is not None,
        samples=count,
        seed=request.seed,
        orders=game.orders if game else 0,
        implausible=implausible_of((first, second)),
        warnings=() if logs is not None else (_not_positive(first, second),),
    )


def _not_positive(first: Side, second: Side) -> str:
    return (
        f"{first.output} of {first} or {second.output} of {second}, or what they are computed from, is not positive in "
        "every sample: their ratio has shares at nominal values alone"
    )


def _factor(k: int, outputs: LinkedOutputs, shares: RatioShares, nominal: Floats) -> GapFactor:
    """The factor of output k over the one before it; `nominal` (2, links) has both scenarios' outputs."""
    links, before = outputs.chain.links, k - 1 if k else None
    values = nominal[:, k] if before is None else nominal[:, k] / nominal[:, before]
    unit = _unit(outputs.first, links, k, float(values[0]))
    return GapFactor(
        name=links[k].name if before is None else f"{links[k].name} / {links[before].name}",
        unit=unit,
        values=(unit.from_base(float(values[0])), unit.from_base(float(values[1]))),
        share=shares.whole(k, before),
        read=links[k].read,
        inputs=tuple(_inputs(outputs, shares, k, before)),
    )


def _unit(first: Side, links: Sequence[Link], k: int, value: float) -> Unit:
    """The unit in which a factor's values are shown: that of the output, or a readable one of the quotient."""
    own = first.scenario.outputs[row(first, links[k].outputs[0])].unit
    if not k:
        return own
    below = first.scenario.outputs[row(first, links[k - 1].outputs[0])].unit
    base = [units.coherent(each.dimension).text or "1" for each in (own, below)]
    return units.choose(value, units.unit(f"({base[0]})/({base[1]})").dimension)


def _inputs(
    outputs: LinkedOutputs, shares: RatioShares, link: int, before: int | None = None, *, idle: bool = False
) -> Iterator[InputShare]:
    """The shares of the inputs that differ, largest first; of those that do not matter too if `idle`."""
    if not outputs.game:
        return
    found = []
    for player, names in enumerate(outputs.game.players):
        pairs = [each[player] for each in outputs.game.pairs]
        share = shares.share(outputs.game.weights[player], link, before, pairs=pairs)
        if idle or not share.is_idle:
            one, other = ("; ".join(_belief(side.scenario.inputs[name]) for name in names) for side in outputs.sides)
            found.append(InputShare(" and ".join(names), (one, other), share))
    yield from sorted(found, key=lambda each: -abs(math.log(each.share.nominal)))


def _belief(given: Input) -> str:
    """The nominal value of an input with its law in words."""
    nominal = units.spoken(given.nominal, given.unit)
    return f"{nominal} ({given.stated})" if given.varies and given.stated else nominal
