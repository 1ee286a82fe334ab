"""How an answer was computed, in plain words, and how to compute it again."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import printable
from ..show import labels, text
from ..show.digits import samples
from ..show.tables import varying_axes
from . import changes
from .blocks import Block, Listing, Paragraph
from .study import Study

_PLAIN = (
    "Each uncertain input is a probability distribution: the law in the table of inputs, which says what is believed "
    "of its value and on what grounds. {count} sets of values were drawn from these distributions{design}, and the "
    "model was computed for each set. The answer is the distribution of the results: its median, and the interval "
    "between its outer quantiles, so that the result lies within with the probability stated. The model itself is "
    "taken as it is: what it leaves out is not in the interval."
)
_PAPER = (
    "We estimated {what} with a Monte Carlo simulation (carbonspan {version}; {count}, {design} design, seed {seed}; "
    "scenario {name}, hash {hash}).{changed} The median is {quote}. Inputs, their distributions and sources are in the "
    "supplementary scenario file."
)
_INDICES = (
    "The first-order index of an input is the share of the output's variance that it explains alone, the total index "
    "the share that it takes part in (Sobol' 2001; Saltelli et al. 2010)."
)
_CITE = """\
@software{{carbonspan,
  title = {{{{carbonspan}}}},
  author = {{{{The carbonspan developers}}}},
  version = {{{version}}}
}}
"""


def method(study: Study) -> Iterator[Block]:
    """The method in plain words, and as a paragraph for a paper."""
    answer = study.answer
    drawn = " as scrambled Sobol' points" if answer.design == "sobol" else ""
    yield Paragraph(_PLAIN.format(count=f"{answer.samples:,}", design=drawn))
    if not isinstance(study.sensitivity, str):
        yield Paragraph(_INDICES)
    yield Listing(_paper(study), "A paragraph for a paper")


def _paper(study: Study) -> str:
    shown = study.answer.in_units()
    axes, _ = varying_axes(shown, shown.of(shown.main.output))
    _, _, quote = text.headline(shown, shown.main, axes).partition(": ")
    return _PAPER.format(
        what=labels.spoken(shown.main.output),
        version=study.answer.versions["carbonspan"],
        count=samples(study.answer.samples),
        design=text.design(study.answer),
        seed=study.answer.seed,
        name=printable(study.answer.subject.name),
        changed=f" The scenario was changed: {changed}." if (changed := changes.in_words(study.asked)) else "",
        hash=study.answer.hash[:12],
        quote=quote,
    )


def repeat(study: Study) -> Iterator[Block]:
    """The command, what the bits depend on, the whole scenario, and how to cite the tool."""
    answer = study.answer
    yield Listing(changes.run_command(study), "The command")
    kind, _, _ = answer.processor.partition(":")
    versions = ", ".join(f"{name} {version}" for name, version in sorted(answer.versions.items()))
    yield Paragraph(
        f"The scenario with its model has the hash {answer.hash[:12]}. With the same hash, seed and count, these "
        f"versions give the same bits on processors with the features of this one, {kind}: {versions}."
    )
    if answer.subject.resolved:
        yield Listing(answer.subject.resolved, "The scenario, whole", is_long=True)
    yield Listing(_CITE.format(version=answer.versions["carbonspan"]), "To cite the tool")
