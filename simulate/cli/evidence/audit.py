"""``carbonspan audit``: published figures, each with a verdict and findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import console
from ..main import FAILED, OK
from ..options import forms, numbers, pictures

if TYPE_CHECKING:
    from ...answer.audits.audit import ClaimAudit
    from ...scenario.publication import Publication

#: The publication that is audited by default.
_ARTICLE = "article"

Audits = Sequence[tuple["Publication", "tuple[ClaimAudit, ...]"]]


@click.command("audit")
@click.argument("names", nargs=-1, metavar="[article|FILE...]")
@click.option(
    "--samples",
    callback=numbers.whole(1),
    default="1e6",
    metavar="N",
    help="Number of samples per scenario.  [default: 1e6]",
)
@numbers.seed
@forms.plot
@pictures.look(of_plot=True)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@forms.quiet("Print only the audit: no progress.")
def command(  # noqa: PLR0913 - one argument per option
    names: tuple[str, ...],
    *,
    samples: int,
    seed: int,
    plot: Path | None,
    look: pictures.Look,
    as_markdown: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Compare published figures with scenarios: a verdict and findings for each.

    Without a name, it audits the article that carbonspan started from. A FILE lists the claims of a publication
    (`audit:`), or is a scenario with `claims:`.

    A claim is reproduced if the quoted values give the quoted figure to within its rounding; it may still be unsound.
    The exit code is 1 if a verdict is not the expected one: "reproduced", unless the file gives another.
    """
    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown are mutually exclusive; choose one")
    if plot and len(names) > 1:
        raise click.UsageError("--plot shows one publication; name one")
    look.check(plot)
    from ...answer.audits.audit import audit
    from ...reader.publications import read_publication
    from ...show.reports import audit as shown
    from ...show.terminals import terminal

    publications = [read_publication(name) for name in names or (_ARTICLE,)]
    with console.log(quiet=quiet):
        audits = [(each, audit(each, samples=samples, seed=seed)) for each in publications]
    if plot:
        _draw(*audits[0], seed, plot, look)
    if as_json:
        claims = [shown.as_dict(claim) for _, audited in audits for claim in audited]
        console.show_json({"samples": samples, "seed": seed, "claims": claims})
    else:
        as_text = partial(shown.text, width=terminal.width(sys.stdout))
        text = _shown(audits, shown.markdown if as_markdown else as_text)
        terminal.write(text, sys.stdout)
    return OK if all(claim.as_expected for _, audited in audits for claim in audited) else FAILED


def _draw(
    publication: Publication, audited: tuple[ClaimAudit, ...], seed: int, path: Path, look: pictures.Look
) -> None:
    """Write the picture of one audit."""
    from ...plots.evidence.audited import AuditPicture
    from ...plots.plot import write

    picture = AuditPicture(publication.title, audited, seed)
    console.warn_of_beliefs(picture.implausible)
    write(picture, path, **look.arguments)


def _shown(audits: Audits, form: Callable[[str, tuple[ClaimAudit, ...]], str]) -> str:
    """Every audit in one form."""
    return "\n".join(form(_title(publication), claims) for publication, claims in audits)


def _title(publication: Publication) -> str:
    return f"{publication.title} ({publication.source})" if publication.source else publication.title
