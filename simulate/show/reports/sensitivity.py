"""What inputs explain, for people: a sentence, tables, and what a reader must know beside them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from ...answer.answer import HASH_LETTERS
from ...answer.statistics.marginal import Estimate
from ...sensitivity.analysis import Sensitivity, Terciles
from ...sensitivity.axis_effects import AxisEffect
from ...sensitivity.conditional import DUMMY
from ...sensitivity.pick_freeze import Names
from ...sensitivity.screening import Screening
from ...sensitivity.sobol import Index, OutputIndices
from ...sensitivity.swings import Swing
from ...units import counted, readable
from ...units.number_format import significant
from .. import labels
from ..digits import base_points, with_error
from ..terminals.columns import Columns
from ..text import beliefs
from .shares import ROUNDING, cell, group_name, listed, percent, points

#: Inputs that the sentence names, and the share from which it names them.
_NAMED, _LEAST = 3, 0.02
#: The share from which medians of thirds differ by more than their Monte Carlo errors.
_MOVES = 1e-4
#: Pairs of inputs that the table of second-order indices has.
_PAIRS = 10
#: Inputs whose totals are compared between coordinates.
_COMPARED = 4
_SCALES = {"value": "", "log": "log scale", "rank": "on ranks"}
_VARIANCES = {"value": "value", "log": "logarithm", "rank": "rank"}
_DIRECTIONS = {1: "rises", -1: "falls", 0: ""}

Titled = tuple[str, Columns]
#: The median at an option of an axis as the answer beside the analysis quotes it; empty if it has none.
Quoted = Callable[[AxisEffect, str], str]


def sentence(found: OutputIndices, others: Names = ()) -> str:
    """The shares that the leading inputs explain: ``users explains 26 % of the spread of emissions …``.

    `others` are the inputs that screening found not to lead.
    """
    if not found.indices:
        return f"{found.output} does not vary."
    if len(found.indices) == 1 and len(found.indices[0].inputs) > 1:
        names = listed(found.indices[0].inputs)
        return f"{names} are drawn together: no share of the spread of {found.output} is of one of them alone."
    ordered = sorted(found.indices, key=lambda index: (index.inputs == others, -index.first.value))
    named = [index for index in ordered[:_NAMED] if _leads(index.first)] or ordered[:1]
    more = [f"{group_name(index.inputs)} {percent(index.first)}" for index in named[1:]]
    error = points(named[0].first)
    within = f"± {error} percentage point{'' if error == '1' else 's'}" if error != "0" else ""
    about = ", ".join(filter(None, (_SCALES[found.scale.scale], within)))
    verb = "explains" if len(named[0].inputs) == 1 else "together explain"
    first = f"{group_name(named[0].inputs)} {verb} {percent(named[0].first)} of the spread of {found.output}"
    first += f" ({about})" if about else ""
    tail = _together([index for index in ordered if index not in named])
    return "; ".join([", ".join([first, *more]), *tail, f"interactions {percent(found.interactions)}"]) + "."


def _leads(share: Estimate) -> bool:
    return share.value >= max(_LEAST, 2 * share.error)


def _together(rest: Sequence[Index]) -> Iterator[str]:
    """What the inputs that are not named explain."""
    if len(rest) == 1 and len(rest[0].inputs) < 3:
        yield f"{group_name(rest[0].inputs)} {percent(rest[0].first)}"
    elif rest:
        shares = [index.first for index in rest]
        together = Estimate(sum(each.value for each in shares), math.hypot(*(each.error for each in shares)))
        yield f"the other {sum(len(index.inputs) for index in rest)} together {percent(together)}"


def others_in_short(found: Sensitivity, output: str) -> Iterator[str]:
    """A sentence about each output but `output`, at the first coordinate."""
    first = found.outputs[0].coordinates
    yield from (
        sentence(each, _others(found)) for each in found.outputs if each.output != output and each.coordinates == first
    )


def indices(found: Sensitivity, output: str) -> Titled:
    """The indices of an output at the first coordinate, with its interval at each tercile of each input."""
    each = _first(found, output)
    unit = readable(found.units[output].text)
    at = labels.coordinate(each.coordinates)
    title = f"{output}{f' at {at}' if at else ''}: percent of the {_variance(each)} ({each.scale.reason})"
    thirds = [f"{third} third, {unit}" if unit else f"{third} third" for third in ("low", "middle", "high")]
    heads = ("input", "first order", "total", *thirds, "output")
    rows = [_row(found, output, index) for index in each.indices]
    return title, Columns(heads, rows, frozenset(heads[1:6]), frozenset(heads[:1]))


def _first(found: Sensitivity, output: str) -> OutputIndices:
    return next(each for each in found.outputs if each.output == output)


def _others(found: Sensitivity) -> Names:
    return found.screening.others if found.screening else ()


def _variance(each: OutputIndices) -> str:
    return f"variance of its {_VARIANCES[each.scale.scale]}"


def _row(found: Sensitivity, output: str, index: Index) -> tuple[str, ...]:
    """The row of a group; one of several inputs has no terciles."""
    shares = cell(index.first), cell(index.total)
    if index.inputs == _others(found):
        return (group_name(index.inputs, _others(found)), *shares, "", "", "", "")
    terciles = found.terciles.get((index.inputs[0], output)) if len(index.inputs) == 1 else None
    if terciles is None:
        return (", ".join(index.inputs), *shares, "", "", "", "")
    moves = _DIRECTIONS[terciles.direction] if index.total.value > max(2 * index.total.error, _MOVES) else ""
    return (index.inputs[0], *shares, *_thirds(found, output, terciles), moves)


def _thirds(found: Sensitivity, output: str, terciles: Terciles) -> Iterator[str]:
    unit = found.units[output]
    for third in (terciles.low, terciles.middle, terciles.high):
        low, _, high = (unit.from_base(value) for value in third)
        yield f"{significant(low, 3)} to {significant(high, 3)}"


def by_coordinate(found: Sensitivity, output: str) -> Titled | None:
    """The totals of the leading inputs of an output at every coordinate; None if there is one."""
    of = [each for each in found.outputs if each.output == output]
    if len(of) < 2:
        return None
    largest = {
        names: max(index.total.value for each in of for index in each.indices if index.inputs == names)
        for each in of
        for names in (index.inputs for index in each.indices)
    }
    leading = sorted(largest, key=lambda names: -largest[names])[:_COMPARED]
    heads = ("coordinate", *(group_name(names, _others(found)) for names in leading), "scale")
    rows = []
    for each in of:
        totals = {index.inputs: cell(index.total) for index in each.indices}
        rows.append(
            (labels.coordinate(each.coordinates), *(totals.get(names, "") for names in leading), each.scale.scale)
        )
    title = f"{output}: total indices at each coordinate, percent of its variance there"
    return title, Columns(heads, rows, frozenset(heads[1:-1]), frozenset({heads[0], heads[-1]}))


def effects(found: Sensitivity, output: str) -> Titled | None:
    """The Shapley effects on an output; None if there are none."""
    each = next((each for each in found.effects if each.output == output and each.effects), None)
    if each is None:
        return None
    orders = f", over {each.orders} random orders" if each.orders else ""
    title = f"{output}: Shapley effects, percent of the variance of its {_VARIANCES[each.scale.scale]}{orders}"
    rows = [
        (", ".join(effect.inputs), cell(effect.shapley), cell(effect.first), cell(effect.total))
        for effect in each.effects
    ]
    heads = ("input", "Shapley effect", "explained if it alone is known", "left if it alone is unknown")
    return title, Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))


def stand_ins(found: Sensitivity, output: str) -> Iterator[str]:
    """What an input that does not reach an output has to do with it: it tells about others with which it correlates."""
    for each in found.effects:
        for effect in each.effects if each.output == output else ():
            name = effect.inputs[0]
            read = [
                other
                for members in found.correlated
                for other in members
                if name in members and output in found.reached.get(other, ())
            ]
            if name in found.reached and output not in found.reached[name] and read:
                yield (
                    f"{name} does not reach {output}: its Shapley effect of {percent(effect.shapley)} is what it tells "
                    f"about {listed(read)}, with which it correlates."
                )


def pairs(found: Sensitivity, output: str) -> Titled:
    """The largest second-order indices of an output at the first coordinate."""
    each = _first(found, output)
    shown = [pair for pair in each.pairs if pair.share.value > 2 * pair.share.error][:_PAIRS]
    rest = [pair.share for pair in each.pairs if pair not in shown]
    rows = [
        (" × ".join(group_name(names, _others(found)) for names in pair.inputs), cell(pair.share)) for pair in shown
    ]
    most = max((abs(share.value) + 2 * share.error for share in rest), default=0.0)
    at_most = "explain nothing" if most <= ROUNDING else f"at most {significant(100 * most, 1)} each"
    left = f"; the other {len(rest)} pairs {at_most}" if rest else ""
    title = f"{output}: second-order indices, percent of the {_variance(each)}{left}"
    return title, Columns(("pair", "second order"), rows, frozenset({"second order"}), frozenset({"pair"}))


def closed(found: Sensitivity, output: str) -> Titled:
    """The indices of the sets of inputs that were asked for, at the first coordinate."""
    each = _first(found, output)
    heads = ("inputs", "explained by them alone", "total")
    rows = [(", ".join(index.inputs), cell(index.first), cell(index.total)) for index in each.closed]
    title = f"{output}: indices of sets of inputs, percent of the {_variance(each)}"
    return title, Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))


def tornado(found: Sensitivity, output: str) -> Titled:
    """An output where each input is at its own 5 % and 95 % quantile, the widest swing first."""
    unit = readable(found.units[output].text)
    title = f"{output}{f', {unit}' if unit else ''}, as each input goes from its own 5 % to its 95 % quantile"
    heads = ("input", "from", "to", "others at nominal values", "others at random, median", "output")
    swings = sorted((each for each in found.swings if each.output == output), key=_width, reverse=True)
    rows = [_swing_row(found, swing) for swing in swings]
    return title, Columns(heads, rows, frozenset(heads[1:5]), frozenset(heads[:1]))


def _width(swing: Swing) -> float:
    low, high = swing.median
    return abs(high.value - low.value)


def _swing_row(found: Sensitivity, swing: Swing) -> tuple[str, ...]:
    given, unit = found.inputs[swing.inputs[0]], found.units[swing.output]
    ends = (counted(significant(given.unit.from_base(end), 3), readable(given.unit.text)) for end in swing.values)
    nominal = " to ".join(significant(unit.from_base(value), 3) for value in swing.nominal)
    median = " to ".join(_median(each.in_unit(unit)) for each in swing.median)
    moves = _DIRECTIONS[swing.sign] if swing.nominal[0] != swing.nominal[1] or swing.sign else ""
    return (", ".join(swing.inputs), *ends, nominal, median, moves)


def _median(median: Estimate) -> str:
    return "no value" if math.isnan(median.value) else with_error(median.value, median.error)


def given_data(found: Sensitivity, output: str) -> Titled:
    """Borgonovo's delta and PAWN of each input; the last row is what finite samples add to them."""
    of = {name: each for (name, about), each in found.given_data.items() if about == output}
    ordered = sorted(of, key=lambda name: (name == DUMMY, -of[name].delta.value))
    rows = [
        (
            "(none: bias of finite samples)" if name == DUMMY else name,
            *(with_error(each.value, each.error) for each in (of[name].delta, of[name].pawn)),
        )
        for name in ordered
    ]
    heads = ("input", "Borgonovo's delta", "PAWN")
    title = f"{output}: how far its distribution moves where the input is known, from 0 to 1"
    return title, Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))


def axes(found: Sensitivity, output: str, quoted: Quoted | None = None) -> Iterator[str]:
    """How far each choice and dimension moves an output: they are never drawn, and explain none of its variance."""
    for each in found.axes:
        if each.output == output and each.low != each.high:
            yield _axis(found, each, quoted)


def _axis(found: Sensitivity, each: AxisEffect, quoted: Quoted | None) -> str:
    unit = found.units[each.output]
    names = found.subject.option_names
    medians = ((each.low_at, each.low), (each.high_at, each.high))
    low, high = (
        (quoted and quoted(each, option)) or significant(unit.from_base(value), 3) for option, value in medians
    )
    label = readable(unit.text)
    ends = (
        f"{counted(low, label)} ({_option(names, each.axis, each.low_at)}) to "
        f"{counted(high, label)} ({_option(names, each.axis, each.high_at)})"
    )
    return f"The {each.kind} {each.axis} moves the median of {each.output} from {ends}{_against_width(each, names)}."


def _against_width(each: AxisEffect, names: Mapping[str, str]) -> str:
    """How wide that is, against the interval at the first option."""
    share = each.share.value
    if not math.isfinite(share):
        return ""
    many = f"{significant(share, 2)} times" if share >= 1 else f"{significant(100 * share, 2)} % of"
    scale = ", on the logarithm" if each.is_log else ""
    return f": {many} the width of its 90 % interval ({_option(names, each.axis, each.first_at)}){scale}"


def _option(names: Mapping[str, str], axis: str, label: str) -> str:
    return names.get(label) or labels.spoken(f"{axis} {label}" if labels.is_whole(label) else label)


def screened(found: Sensitivity) -> Iterator[str]:
    """What screening did, if inputs were many."""
    if (screening := found.screening) is None:
        return
    count = len(dict.fromkeys(change.inputs for change in screening.changes))
    yield (
        f"{count} inputs are many: they were screened by drawing each anew at {screening.points:,} points. "
        f"{_led(found, screening)}."
    )


def _led(found: Sensitivity, screening: Screening) -> str:
    """How many inputs lead; if the others together matter too, none of those that lead need be a leading one."""
    largest, others = len(screening.leading), len(screening.others)
    shares = [index.total for each in found.outputs for index in each.indices if index.inputs == screening.others]
    most = max(shares, key=lambda share: share.value, default=Estimate(0.0, 0.0))
    if _leads(most):
        return (
            f"The {largest} largest have indices; the other {others} are one row, which matters too, "
            f"with a total of {percent(most)}"
        )
    return f"{largest} of them lead and have indices; the other {others} are one row"


def basis(found: Sensitivity) -> str:
    """How the indices were computed."""
    design = {"sobol": "Sobol'"}.get(found.design, found.design)
    return f"{base_points(found.samples)}, seed {found.seed}, {design} design, hash {found.hash[:HASH_LETTERS]}"


def text(
    found: Sensitivity, output: str, asked: frozenset[str] = frozenset(), *, quoted: Quoted | None = None
) -> Iterator[str | Columns]:
    """Sentences and tables in order: those of the indices of `output`, and of what else is `asked` for.

    `asked` may hold "tornado" and "given data". Medians are as in the answer beside them if they are `quoted`; it says
    then which nominal values are outside their beliefs.
    """
    yield from (found.subject.title, "", sentence(_first(found, output), _others(found)))
    yield from beliefs(found.implausible) if quoted is None else ()
    yield from screened(found)
    yield from stand_ins(found, output)
    yield from axes(found, output, quoted)
    for titled in _tables(found, output, asked):
        yield from ("", *titled) if titled else ()
    if short := list(others_in_short(found, output)):
        yield from ("", "Other outputs:", *(f"  {each}" for each in short))
    yield from ("", basis(found))


def _tables(found: Sensitivity, output: str, asked: frozenset[str]) -> Iterator[Titled | None]:
    first = _first(found, output)
    if not first.indices:
        return
    yield indices(found, output)
    yield by_coordinate(found, output)
    yield effects(found, output)
    yield pairs(found, output) if first.pairs else None
    yield closed(found, output) if first.closed else None
    yield tornado(found, output) if "tornado" in asked else None
    yield given_data(found, output) if "given data" in asked else None
