"""The attributes of an answer's file: all that is needed to have the same answer again."""

from __future__ import annotations

import json
import math

from ...answer.answer import Answer, Shortfall
from ...scenario.claim import Claim
from ...sensitivity.analysis import Sensitivity
from ...sensitivity.measuring.measurements import Measurements
from .. import labels
from ..citations import cited

CONVENTIONS = "CF-1.11"


def attributes(answer: Answer) -> dict[str, str | int | float]:
    """Attributes of the root, as netCDF can hold them.

    `interrupted` is present only if the run was, `tolerance` and the attributes about it only if it was missed.
    """
    return {
        **origin(answer),
        "warnings": "\n".join(answer.warnings),
        **({"interrupted": 1} if answer.interrupted else {}),
        **(_missed(answer.shortfall) if answer.shortfall else {}),
    }


def origin(computed: Answer | Sensitivity | Measurements) -> dict[str, str | int | float]:
    """From what, and how, something was computed; `implausible` is present only if there are such inputs."""
    subject = computed.subject
    return {
        "Conventions": CONVENTIONS,
        "title": subject.title,
        "source": f"carbonspan {computed.versions['carbonspan']}",
        "name": subject.name,
        "scenario": subject.resolved,
        "hash": computed.hash,
        "seed": computed.seed,
        "samples": computed.samples,
        "design": computed.design,
        "headline": computed.headline,
        "functional_unit": ", ".join(f"{name} = {value}" for name, value in subject.per.items()),
        "functional_unit_phrase": labels.functional_unit(subject.per),
        **({"claims": json.dumps([*map(_claim, subject.claims)], ensure_ascii=False)} if subject.claims else {}),
        **({"functional_units_of_outputs": json.dumps(subject.output_per)} if subject.output_per else {}),
        "sources": "\n".join(cited(subject.sources)),
        "option_names": json.dumps(dict(subject.option_names), ensure_ascii=False),
        "boundary": ", ".join(subject.boundary),
        "versions": "; ".join(f"{name} {version}" for name, version in sorted(computed.versions.items())),
        "processor": computed.processor,
        **({"implausible": ", ".join(computed.implausible)} if computed.implausible else {}),
    }


def _claim(claim: Claim) -> dict[str, object]:
    """A published figure in the unit of its output; None for an end that is open."""
    ends = {side: end if math.isfinite(end) else None for side, end in (("low", claim.low), ("high", claim.high))}
    return {
        "name": claim.name,
        "output": claim.output,
        **ends,
        "rounding": claim.rounding,
        "stated": claim.stated,
        "source": claim.source,
        "at": dict(claim.at),
        "below": dict(claim.below),
    }


def _missed(shortfall: Shortfall) -> dict[str, float]:
    known = {} if shortfall.needed is None else {"samples_needed": shortfall.needed}
    return {"tolerance": shortfall.asked, "tolerance_reached": shortfall.reached, **known}
