"""A whole report: one scenario's sections, or a comparison and the sections of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ... import __version__
from ..answer.run_options import Request
from ..comparing.compare import compare_scenarios
from ..comparing.pairing import PairingRules
from ..comparing.sides import LETTERS, Agreement
from ..problems import InvalidInput
from ..reader.overrides.changed_scenario import ChangedScenario
from ..show.reports import compare as compare_report
from ..show.terminals.columns import Columns
from ..units import amounts
from . import changes, pictures
from .blocks import Block, Listing, Paragraph, Section, blocks, led_by
from .sections import sections, title
from .study import Study, study

if TYPE_CHECKING:
    from collections.abc import Callable

#: Enough samples that no digit of a quoted interval moves, and few enough that a report takes seconds.
SAMPLES = 1_000_000

#: The columns of a comparison's tables that come first.
_LEADING = ("scenario", "median", "90 % interval", "90 %")
_STOP = "."
_ADVICE = "The options are those of the commands carbonspan compare and carbonspan report."


@dataclass(frozen=True)
class Report:
    """A report with its title, the line below it, the version that made it, and sections."""

    title: str
    about: str
    version: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class AskedComparison:
    """How several scenarios are compared: the output of each, what is one draw, and what makes unlike ones comparable.

    An output is None for the headline's.
    """

    outputs: tuple[str | None, ...] = ()
    rules: PairingRules = field(default_factory=PairingRules)
    agreement: Agreement = field(default_factory=Agreement)

    @property
    def lettered(self) -> list[str]:
        """The outputs that were asked for, each with the letter of its scenario."""
        return [f"{letter}:{name}" for letter, name in zip(LETTERS, self.outputs, strict=False) if name]


def document(
    asked: Sequence[ChangedScenario],
    request: Request,
    *,
    comparison: AskedComparison | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """The report on the scenarios that were `asked` for; of several, also how they compare.

    `progress` is told what is computed. Raises InvalidInput and RunError as a run does.
    """
    studies = []
    for each in asked:
        if progress:
            progress(each.scenario.name)
        studies.append(study(each, request))
    titles = [title(each.scenario) for each in asked]
    if len(studies) == 1:
        return Report(titles[0], _about(studies[0]), __version__, sections(studies[0]))
    compared = Section("How they compare", tuple(_comparison(asked, request, comparison or AskedComparison())))
    each_one = (Section(title(each.scenario), (Paragraph(_about(each)),), sections(each)) for each in studies)
    return Report(", ".join(titles), "", __version__, (compared, *each_one))


def _about(each: Study) -> str:
    """What is counted: the boundary and the functional unit; and what was changed."""
    per = ", ".join(f"{amounts(value)} ({name})" for name, value in each.scenario.per.items())
    facts = (
        ("counted", ", ".join(each.scenario.boundary)),
        ("functional unit", per),
        ("changed", changes.in_words(each.asked)),
    )
    return "; ".join(f"{name}: {value}" for name, value in facts if value)


def _comparison(asked: Sequence[ChangedScenario], request: Request, comparison: AskedComparison) -> Iterator[Block]:
    """The comparison with its picture and command, or each reason why there is none."""
    rules, agreement = comparison.rules, comparison.agreement
    try:
        found = compare_scenarios(
            [each.scenario for each in asked], request, outputs=comparison.outputs, rules=rules, agreement=agreement
        )
    except InvalidInput as refused:
        for each in refused.problems:
            yield Paragraph(f"They cannot be compared: {str(each).removesuffix(_STOP)}{_STOP}", is_warning=True)
        if "--" in str(refused):
            yield Paragraph(_ADVICE)
        return
    printed = compare_report.lines(found)
    first, *others = blocks(led_by(each, _LEADING) if isinstance(each, Columns) else each for each in printed)
    yield first
    yield pictures.of_comparison(found)
    yield from others
    yield Listing(changes.compare_command(asked, found, rules, agreement, comparison.lettered), "The command")
