"""The sections of a report about one scenario, from the sentence to quote down to how to repeat it."""

from __future__ import annotations

from collections.abc import Iterator

from ..answer.statistics.levels import headline_level
from ..plots.sensitivity.sensitivity_plots import bars
from ..scenario.scenario import Scenario
from ..sensitivity.axis_effects import AxisEffect
from ..shipped.sources import shipped
from ..show import bibtex, citations, claim_sentences, labels, text
from ..show.quote import span
from ..show.reports import measure as measure_report
from ..show.reports import sensitivity as sensitivity_report
from ..show.tables import BRACKETS, medians, tables, varying_axes
from ..show.terminals.columns import Columns
from . import inputs, method, pictures
from .blocks import Block, Listing, Paragraph, ReportTable, Section, blocks, led_by
from .study import Study

#: The columns of a table of measurements that come first.
_MEASURED = ("narrower by", "expected")


def sections(study: Study) -> tuple[Section, ...]:
    """Everything about one scenario, in reading order; a section without content is left out."""
    found = (
        Section("The answer", tuple(_answer(study))),
        Section("Which inputs matter", tuple(_sensitivity(study))),
        Section("What to measure next", tuple(_measurements(study))),
        Section("Inputs", tuple(inputs.tables(study.scenario))),
        Section("Published claims", tuple(_claims(study))),
        Section("Warnings", tuple(Paragraph(each, is_warning=True) for each in study.answer.warnings)),
        Section("All statistics", tuple(_statistics(study))),
        Section("Method", tuple(method.method(study))),
        Section("How to repeat this", tuple(method.repeat(study))),
        Section("Sources", tuple(_sources(study))),
    )
    return tuple(each for each in found if not each.is_empty)


def _answer(study: Study) -> Iterator[Block]:
    shown = study.answer.in_units()
    axes, varying = varying_axes(shown, shown.of(shown.main.output))
    yield Paragraph(text.headline(shown, shown.main, axes), is_quoted=True)
    about = (
        text.nominal_sentence(shown.main),
        *text.beliefs(shown.implausible),
        labels.leading([{axis: marginal.coordinates[axis] for axis in axes} for marginal in varying]),
    )
    yield from (Paragraph(each) for each in about if each)
    yield pictures.of_answer(study.answer)
    table = medians(shown)
    yield ReportTable(table.columns, table.title or "Medians with their intervals")


def _sensitivity(study: Study) -> Iterator[Block]:
    found = study.sensitivity
    if isinstance(found, str):
        yield Paragraph(f"The inputs cannot be ranked: {found}")
        return
    _, *printed = sensitivity_report.text(found, found.headline, quoted=_quoted_medians(study))
    explained = list(blocks(printed))
    yield from (each for each in explained[:1] if isinstance(each, Paragraph))
    if any(each.output == found.headline and each.indices for each in found.outputs):
        yield pictures.of_sensitivity(found, bars)
    yield from explained[1:]


def _quoted_medians(study: Study) -> sensitivity_report.Quoted:
    """The median of an output at an option of an axis, the other axes at their first options, as the answer has it."""
    shown = study.answer.in_units()
    first = {axis.name: axis.options[0].label for axis in study.scenario.axes}

    def quoted(each: AxisEffect, option: str) -> str:
        marginal = shown.marginal(each.output, {**first, each.axis: option})
        return span(marginal, headline_level(shown.levels)).quote.median if marginal else ""

    return quoted


def _measurements(study: Study) -> Iterator[Block]:
    found = study.measurements
    if isinstance(found, str):
        yield Paragraph(f"What measuring would buy cannot be computed: {found}")
        return
    _, *printed = measure_report.lines(found, found.headline)
    yield from blocks(led_by(each, _MEASURED) if isinstance(each, Columns) else each for each in printed)


def _claims(study: Study) -> Iterator[Block]:
    yield from (Paragraph(each.text) for each in claim_sentences.sentences(study.answer))


def _statistics(study: Study) -> Iterator[Block]:
    shown = study.answer.in_units()
    yield Paragraph(BRACKETS)
    leading = ("median", labels.level(headline_level(shown.levels)))
    for each in tables(shown):
        yield ReportTable(led_by(each.columns, leading), each.title or "Every output with all its statistics")


def _sources(study: Study) -> Iterator[Block]:
    """The shipped sources with their BibTeX, and those that the scenario's author wrote as free text."""
    cited = _cited(study.scenario)
    known = [shipped()[key] for key in cited if key in shipped()]
    own = [(source, ", ".join(names)) for source, names in cited.items() if source not in shipped()]
    yield from (Paragraph(f"{source.key}: {source}") for source in known)
    if own:
        yield ReportTable(Columns(("source", "of"), own), "In the words of the scenario's author")
    if known:
        yield Listing(bibtex.bibtex(known), "The sources as BibTeX", is_long=True)


def _cited(scenario: Scenario) -> dict[str, list[str]]:
    """Every source of the inputs, of their options and of the claims, each with the names of what it is given for."""
    stated = [(each.name, each.source) for each in inputs.every(scenario)]
    stated += [(f"claim {each.name}", each.source) for each in scenario.claims]
    found: dict[str, list[str]] = {}
    for name, source_text in stated:
        for source in citations.cited([source_text]):
            names = found.setdefault(source, [])
            names += [] if name in names else [name]
    return found


def title(scenario: Scenario) -> str:
    """What the report calls a scenario."""
    return scenario.title or scenario.name
