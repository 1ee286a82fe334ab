"""A decision about a budget, for people: what is at stake, and what each measurement saves of it."""

from __future__ import annotations

from collections.abc import Iterator

from ...answer.statistics.marginal import Estimate
from ...sensitivity.measuring.decision import Decision
from ...sensitivity.measuring.measurements import Measurements
from ...units.number_format import significant
from .. import labels
from ..digits import with_error_or_none
from ..terminals.columns import Columns

#: A loss that is smaller, error included, is exactly 0.
_EXACT = 1e-9
COLUMNS = ("known", "measured", "expected loss", "saves")


def lines(found: Measurements, decided: Decision) -> Iterator[Columns | str]:
    """The sentences and the table about the decision."""
    yield f"P({decided.event}) {labels.share(decided.probability, sign='= ')}."
    yield _weights(decided)
    better = "go ahead" if decided.goes_ahead else "hold back"
    if decided.now.value == 0:
        yield f"The better decision is to {better}; no sample speaks against it, so no measurement can improve it."
        return
    yield (
        f"The better decision now is to {better}, with an expected loss of {_loss(decided.now)}, which is what knowing "
        f"everything would save.{_best(found)}"
    )
    yield ""
    yield _table(found, decided)


def _weights(decided: Decision) -> str:
    wrong = "going ahead with a budget that is exceeded"
    if decided.loss == 1:
        return (
            f"A loss is 1 for {wrong}, and for holding back although it would be met: the expected loss is the "
            "probability of the wrong decision."
        )
    return f"A loss is {significant(decided.loss, 6)} for {wrong}, and 1 for holding back although it would be met."


def _best(found: Measurements) -> str:
    """What the best measurement of one input saves."""
    single = [each for each in found.by_loss() if len(each.inputs) == 1]
    if not single or not single[0].saving:
        return ""
    best, saving = single[0], single[0].saving
    if saving.value <= 2 * saving.error:
        return " No single measurement is likely to change the decision."
    return f" Measuring {best.name} {best.stated} saves {_loss(saving)}."


def _loss(loss: Estimate) -> str:
    """A loss with its error; one within its error of 0 is ``0 ± 0.002``."""
    return with_error_or_none(loss.value, loss.error) if max(abs(loss.value), loss.error) > _EXACT else "0"


def _table(found: Measurements, decided: Decision) -> Columns:
    """Nothing and everything known, and a row for each measurement, the one that leaves least first."""
    rows = [
        ("nothing more", "", _loss(decided.now), ""),
        *(
            (each.spoken, each.stated, _loss(each.loss), _loss(each.saving))
            for each in found.by_loss()
            if each.loss and each.saving
        ),
        ("everything", "perfectly", "0", _loss(decided.now)),
    ]
    return Columns(COLUMNS, rows, frozenset(COLUMNS[2:]), frozenset(COLUMNS[:1]))
