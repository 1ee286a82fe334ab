"""The sections of a report about one scenario, from the sentence to quote down to how to repeat it."""

from __future__ import annotations

from collections.abc import Iterator

from ..plots.sensitivity.sensitivity_plots import bars
from ..scenario.scenario import Scenario
from ..shipped.sources import shipped
from ..show import bibtex, citations, claim_sentences, labels, text
from ..show.reports import measure as measure_report
from ..show.reports import sensitivity as sensitivity_report
from ..show.tables import BRACKETS, medians, tables, varying_axes
from . import inputs, method, pictures
from .blocks import Block, Listing, Paragraph, ReportTable, Section, blocks
from .study import Study


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
    _, *printed = sensitivity_report.text(found, found.headline)
    explained = list(blocks(printed))
    yield from (each for each in explained[:1] if isinstance(each, Paragraph))
    if any(each.output == found.headline and each.indices for each in found.outputs):
        yield pictures.of_sensitivity(found, bars)
    yield from explained[1:]


def _measurements(study: Study) -> Iterator[Block]:
    found = study.measurements
    if isinstance(found, str):
        yield Paragraph(f"What measuring would buy cannot be computed: {found}")
        return
    _, *printed = measure_report.lines(found, found.headline)
    yield from blocks(printed)


def _claims(study: Study) -> Iterator[Block]:
    yield from (Paragraph(each.text) for each in claim_sentences.sentences(study.answer))


def _statistics(study: Study) -> Iterator[Block]:
    shown = study.answer.in_units()
    yield Paragraph(BRACKETS)
    yield from (
        ReportTable(each.columns, each.title or "Every output with all its statistics") for each in tables(shown)
    )


def _sources(study: Study) -> Iterator[Block]:
    keys = [key for key in citations.cited(study.answer.subject.sources) if key in shipped()]
    if not keys:
        return
    known = [shipped()[key] for key in keys]
    yield from (Paragraph(f"{source.key}: {source}") for source in known)
    yield Listing(bibtex.bibtex(known), "The sources as BibTeX", is_long=True)


def title(scenario: Scenario) -> str:
    """What the report calls a scenario."""
    return scenario.title or scenario.name
