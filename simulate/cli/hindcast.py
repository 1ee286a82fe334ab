"""``carbonspan hindcast``: predictions compared with later measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import console
from .main import FAILED, OK
from .options import numbers

if TYPE_CHECKING:
    from ..answer.hindcasts.hindcast import Hindcast

#: Fewer samples make the ends of an interval too inaccurate.
_FEWEST = 1_000


@click.command("hindcast")
@click.argument("files", nargs=-1, metavar="[NAME|FILE]...")
@click.option(
    "--samples",
    callback=numbers.whole(_FEWEST),
    default="1e6",
    metavar="N",
    help="Number of samples per file.  [default: 1e6]",
)
@numbers.seed
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(files: tuple[str, ...], *, samples: int, seed: int, as_json: bool) -> int:
    """Compare predictions with quantities that were measured later, misses first.

    Without a name, it scores all shipped hindcasts. A FILE is a scenario with `hindcast:`, which gives the measured
    values and, as `frozen:`, the hash of the laws before the measurements were known.

    The authors of the shipped files could have known the measurements. Load and power therefore have the laws that
    chatgpt/by-words had before, and all laws were frozen before any score was computed.

    A miss is a result, not a failure. The exit code is 1 if laws have changed since they were frozen.
    """
    from ..answer.hindcasts.hindcast import hindcast
    from ..reader.hindcasts import load_cases, shipped
    from ..show.reports import hindcast as shown

    cases = load_cases(files or map(str, shipped()))
    with console.log():
        found = hindcast(cases, samples=samples, seed=seed)
    if as_json:
        console.show_json(shown.as_dict(found))
    else:
        _show(found)
    console.warn(shown.unfrozen(found))
    return FAILED if any(each.frozen and not each.holds for each in found.freezes) else OK


def _show(found: Hindcast) -> None:
    from ..show.reports import hindcast as shown

    console.show(
        console.table(shown.COLUMNS, shown.rows(found), numbers=shown.NUMBERS, whole=shown.COLUMNS),
        "",
        console.table(
            shown.COVERAGE_COLUMNS, shown.coverage_rows(found), numbers=shown.COVERAGE_COLUMNS[1:], whole=("interval",)
        ),
        "",
        console.table(shown.SCORE_COLUMNS, shown.score_rows(found), numbers=shown.SCORE_COLUMNS[1:]),
        "",
        *shown.sentences(found),
    )
