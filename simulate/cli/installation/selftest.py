"""``carbonspan selftest``: the engine on this machine, compared with known answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .. import console
from ..main import FAILED, OK
from ..options import forms, numbers

if TYPE_CHECKING:
    from ...answer.selftests.conformance import Check, KnownValue
    from ...answer.selftests.reproducibility import Identity
    from ...show.terminals.columns import Columns

#: Fewer samples make the standard errors themselves too inaccurate.
_FEWEST = 10_000
#: The number of digits shown of bits that agree.
_SHOWN_DIGITS = 8


@click.command("selftest")
@click.option(
    "--samples",
    callback=numbers.whole(_FEWEST),
    default="1e6",
    metavar="N",
    help="Number of samples per case.  [default: 1e6]",
)
@numbers.seed
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@forms.quiet("Print only the comparison: no progress.")
def command(*, samples: int, seed: int, as_json: bool, quiet: bool) -> int:
    """Compare the engine on this machine with published, exact and simulated answers.

    Runs the worked examples of JCGM 101:2008 and a product of lognormal laws as ordinary scenarios, and compares
    streams of random numbers bit by bit. The exit code is 1 if something is off.
    """
    import time

    from ...answer.selftests import conformance, reproducibility

    begun = time.perf_counter()
    with console.log(quiet=quiet):
        identities = (
            *reproducibility.philox_words(),
            *reproducibility.sobol_points(),
            *reproducibility.threads(conformance.scenario("gauge-block"), samples=samples, seed=seed),
        )
        checks = [c for case in conformance.cases() for c in conformance.compare(case, samples=samples, seed=seed)]
    off = _off(checks, identities)
    if as_json:
        console.show_json(_record(checks, identities, samples=samples, seed=seed))
    else:
        seconds = time.perf_counter() - begun
        console.show(_figures(checks), "", _bits(identities), "", *_footer(checks, identities))
        console.show(f"{samples:,} samples per case, seed {seed}, {seconds:.1f} s")
    return FAILED if off else OK


def _figures(checks: Sequence[Check]) -> Columns:
    """One row per figure, below its case."""
    from ...show.digits import with_error

    rows: list[tuple[str, ...]] = []
    case = ""
    for each in checks:
        if case != (case := _case(each.known)):
            rows.append((case, "", "", "", ""))
        known = f"{each.known.value:,f} {each.known.unit}".rstrip()
        found = with_error(each.obtained.value, each.obtained.error)
        rows.append((f"  {each.known.quantity}", known, each.known.origin, found, _verdict(each)))
    return console.table(("case and quantity", "known", "origin", "obtained", "verdict"), rows)


def _case(known: KnownValue) -> str:
    return f"{known.case} at {known.at}" if known.at else known.case


def _bits(identities: Sequence[Identity]) -> Columns:
    rows = [
        (each.quantity, _shown(each.expected, each), _shown(each.obtained, each), _verdict(each)) for each in identities
    ]
    return console.table(("bits of", "known", "obtained", "verdict"), rows)


def _shown(bits: str, identity: Identity) -> str:
    """The first digits of bits that agree, and all digits of others."""
    return f"{bits[:_SHOWN_DIGITS]}…" if identity.agrees else bits


def _verdict(each: Check | Identity) -> str:
    return "agrees" if each.agrees else "OFF"


def _off(checks: Sequence[Check], identities: Sequence[Identity]) -> int:
    """The number of checks that do not agree."""
    return sum(not c.agrees for c in checks) + sum(not i.agrees for i in identities)


def _footer(checks: Sequence[Check], identities: Sequence[Identity]) -> list[str]:
    from ...answer.selftests.conformance import ORIGINS, STANDARD_ERRORS

    off = _off(checks, identities)
    total = len(checks) + len(identities)
    sources = dict.fromkeys(identity.origin for identity in identities)
    return [
        f"{off} of {total} are OFF" if off else f"all {total} agree",
        f"Known numbers are rounded; obtained ones may be off by {STANDARD_ERRORS:g} standard errors (in brackets).",
        *(f"{origin}: {meaning}" for origin, meaning in ORIGINS.items()),
        *(f"bits: {source}" for source in sources),
    ]


def _record(checks: Sequence[Check], identities: Sequence[Identity], *, samples: int, seed: int) -> dict[str, Any]:
    return {
        "samples": samples,
        "seed": seed,
        "off": _off(checks, identities),
        "figures": [
            {
                "case": each.known.case,
                "at": each.known.at,
                "quantity": each.known.quantity,
                "unit": each.known.unit,
                "known": float(each.known.value),
                "origin": each.known.origin,
                "obtained": _finite(each.obtained.value),
                "error": _finite(each.obtained.error),
                "allowed": _finite(each.allowed),
                "agrees": each.agrees,
            }
            for each in checks
        ],
        "bits": [
            {
                "quantity": each.quantity,
                "known": each.expected,
                "origin": each.origin,
                "obtained": each.obtained,
                "agrees": each.agrees,
            }
            for each in identities
        ],
    }


def _finite(number: float) -> float | None:
    """JSON has no NaN."""
    return number if math.isfinite(number) else None
