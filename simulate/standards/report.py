"""The standards' shapes as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..answer.answer import HASH_LETTERS
from ..show import digits, labels
from ..show.terminals.columns import Columns
from ..show.text import title
from ..units import readable
from ..units.number_format import significant
from .bill import filled
from .draws import NamedDraws
from .form import notes, rows, shape_of, text
from .shapes import InventoryCategory, Quality, Term, rating, stages, table, terms


def lines(drawn: NamedDraws, form: str) -> Iterator[Columns | str]:
    """The sentences and tables to print in the shape of a `form` of ``configs/standards/forms.csv``."""
    is_equation = shape_of(form) == "equation"
    yield title(drawn.answer)
    yield ""
    yield from _equation(drawn) if is_equation else _inventory(drawn)
    yield ""
    yield from notes(form)
    yield from notes("quality" if is_equation else "statement")
    yield f"{digits.samples(drawn.answer.samples)}, seed {drawn.answer.seed}, hash {drawn.answer.hash[:HASH_LETTERS]}"


def _equation(drawn: NamedDraws) -> Iterator[Columns | str]:
    found = list(terms(drawn))
    heads = ("", "", "unit", "median", "90 % interval", "evidence of its spread", "data quality")
    yield Columns(heads, [_of_term(each) for each in found], frozenset(), frozenset(heads[2:]), 2)
    yield f"R of the other terms: {labels.functional_unit(drawn.answer.subject.per) or 'none is stated'}."
    yield ""
    yield from (_boundary(drawn, each) for each in dict.fromkeys(each["boundary"] for each in rows("boundaries")))
    if not _is_complete(found):
        yield text("incomplete")


def _is_complete(found: Sequence[Term]) -> bool:
    return {each["symbol"] for each in rows("equation")} <= {each.symbol for each in found}


def _of_term(each: Term) -> tuple[str, ...]:
    given = (each.low, each.median, each.high)
    low, median, high = digits.quoted([one.value for one in given], [one.error for one in given])
    score = "" if each.quality.score is None else significant(each.quality.score, 2)
    ends = "" if low == high else f"{low} to {high}"
    return each.symbol, each.name, readable(each.unit), median, ends, _evidence(each.quality), score


def _evidence(found: Quality) -> str:
    ordered = sorted(found.shares.items(), key=lambda each: -each[1])
    return ", ".join(f"{kind} {100 * share:.0f} %" for kind, share in ordered if share >= 0.005)


def _boundary(drawn: NamedDraws, boundary: str) -> str:
    own = [each for each in stages(drawn) if each.boundary == boundary]
    counted = ", ".join(each.name for each in own if each.is_counted) or "nothing"
    left = ", ".join(each.name for each in own if not each.is_counted)
    return f"{boundary}: {counted} counted{f'; not counted: {left}' if left else ''}"


def _inventory(drawn: NamedDraws) -> Iterator[Columns | str]:
    found = table(drawn)
    heads = ("category", "gas", *map(text, ("amount", "activity", "factor", "combined", "contribution")))
    yield Columns(heads, [_of_row(each) for each in found], frozenset(), frozenset(heads))
    yield ""
    yield statement(drawn)


def _of_row(each: InventoryCategory) -> tuple[str, ...]:
    amount = digits.with_error(each.amount.value, each.amount.error)
    spreads = [_spread(pair) for pair in (each.activity, each.factor, each.combined)]
    return each.category, each.gas, f"{amount} {readable(each.unit)}", *spreads, f"{each.contribution:.3f}"


def _spread(pair: tuple[float, float] | None) -> str:
    return "" if pair is None else f"-{pair[0]:.0f} % +{pair[1]:.0f} %"


def statement(drawn: NamedDraws) -> str:
    """A sentence for a report: the mean, its 95 % interval, and how it was computed."""
    total = table(drawn)[-1]
    numbers = total.ends[0], total.amount, total.ends[1]
    low, middle, high = digits.quoted([each.value for each in numbers], [each.error for each in numbers])
    subject = drawn.answer.subject
    per = labels.functional_unit(subject.per)
    return text("statement").format(
        mean=middle,
        low=low,
        high=high,
        unit=labels.of_substance(total.unit, total.gas),
        per=f" {per}" if per else "",
        samples=digits.samples(drawn.answer.samples),
        boundary=", ".join(subject.boundary) or "what the model counts",
    )


def as_dict(drawn: NamedDraws, form: str) -> dict[str, Any]:
    """The JSON object."""
    if shape_of(form) == "bill":
        return filled(drawn, form)
    answer = drawn.answer
    shape = _equation_dict(drawn) if shape_of(form) == "equation" else _inventory_dict(drawn)
    return {
        "form": form,
        "notes": [*notes(form), *notes("quality"), *notes("statement")],
        "scenario": answer.subject.name,
        "title": answer.subject.title,
        "functional_unit": labels.functional_unit(answer.subject.per),
        "boundary": list(answer.subject.boundary),
        "hash": answer.hash,
        "samples": answer.samples,
        "seed": answer.seed,
        **shape,
        "data_quality": [
            {"input": name, "evidence": given.evidence, "source": given.source, "reliability": rating(given)}
            for name, given in drawn.scenario.inputs.items()
            if name not in answer.subject.per
        ],
    }


def _equation_dict(drawn: NamedDraws) -> dict[str, Any]:
    found = list(terms(drawn))
    return {
        "complete": _is_complete(found),
        "terms": [_term_dict(each) for each in found],
        "boundaries": [
            {"boundary": each.boundary, "stage": each.name, "counted": each.is_counted} for each in stages(drawn)
        ],
    }


def _term_dict(each: Term) -> dict[str, Any]:
    ends = {name: {"value": one.value, "error": one.error} for name, one in _ends(each)}
    quality = {"spread_by_evidence": dict(each.quality.shares), "data_quality": each.quality.score}
    return {"symbol": each.symbol, "name": each.name, "unit": each.unit, "level": 0.9, **ends, **quality}


def _ends(each: Term) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(each, name)) for name in ("low", "median", "high"))


def _inventory_dict(drawn: NamedDraws) -> dict[str, Any]:
    return {
        "rows": [
            {
                "category": each.category,
                "gas": each.gas,
                "amount": {"value": each.amount.value, "error": each.amount.error},
                "unit": each.unit,
                "activity_uncertainty_percent": _pair(each.activity),
                "factor_uncertainty_percent": _pair(each.factor),
                "combined_uncertainty_percent": _pair(each.combined),
                "contribution_to_variance": each.contribution,
            }
            for each in table(drawn)
        ],
        "statement": statement(drawn),
    }


def _pair(found: tuple[float, float] | None) -> dict[str, float] | None:
    return None if found is None else {"below": found[0], "above": found[1]}
