"""A whole report: one scenario's sections, or a comparison and the sections of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ... import __version__
from ..answer.run_options import Request
from ..comparing.compare import compare_scenarios
from ..problems import InvalidInput
from ..scenario.scenario import Scenario
from ..show.reports import compare as compare_report
from . import pictures
from .blocks import Block, Paragraph, Section, blocks
from .sections import sections, title
from .study import Study, study

if TYPE_CHECKING:
    from collections.abc import Callable

#: Enough samples that no digit of a quoted interval moves, and few enough that a report takes seconds.
SAMPLES = 1_000_000


@dataclass(frozen=True)
class Report:
    """A report with its title, the line below it, the version that made it, and sections."""

    title: str
    about: str
    version: str
    sections: tuple[Section, ...]


def document(
    scenarios: Sequence[Scenario], request: Request, *, progress: Callable[[str], None] | None = None
) -> Report:
    """The report on `scenarios`; of several, also how they compare. `progress` is told what is computed.

    Raises InvalidInput and RunError as a run does.
    """
    studies = []
    for each in scenarios:
        if progress:
            progress(each.name)
        studies.append(study(each, request))
    if len(studies) == 1:
        return Report(title(scenarios[0]), _about(studies[0]), __version__, sections(studies[0]))
    compared = Section("How they compare", tuple(_comparison(scenarios, request)))
    each_one = (Section(title(each.scenario), (Paragraph(_about(each)),), sections(each)) for each in studies)
    return Report(", ".join(map(title, scenarios)), "", __version__, (compared, *each_one))


def _about(each: Study) -> str:
    """What is counted: the boundary and the functional unit."""
    per = ", ".join(f"{name} {value}" for name, value in each.scenario.per.items())
    facts = (("counted", ", ".join(each.scenario.boundary)), ("functional unit", per))
    return "; ".join(f"{name}: {value}" for name, value in facts if value)


def _comparison(scenarios: Sequence[Scenario], request: Request) -> Iterator[Block]:
    try:
        found = compare_scenarios(scenarios, request)
    except InvalidInput as refused:
        yield Paragraph(f"They cannot be compared: {refused}", is_warning=True)
        return
    first, *others = blocks(compare_report.lines(found))
    yield first
    yield pictures.of_comparison(found)
    yield from others
