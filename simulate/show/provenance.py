"""What an answer's file says about itself: all that is needed to have the same answer again."""

from __future__ import annotations

import json

from ..answer.summary import Shortfall, Summary
from ..scenario.plausibility import implausible_values
from . import labels

CONVENTIONS = "CF-1.11"


def attributes(summary: Summary) -> dict[str, str | int | float]:
    """Attributes of the root, as netCDF can hold them.

    `interrupted` is there only where the run was, `tolerance` and what is known of it only where it was not kept.
    """
    from .citations import cited  # reads the shipped sources, which a run without a file does not need

    scenario = summary.scenario
    return {
        "Conventions": CONVENTIONS,
        "title": scenario.title,
        "source": f"carbonspan {carbonspan_version(summary)}",
        "name": scenario.name,
        "scenario": scenario.resolved,
        "hash": summary.hash,
        "seed": summary.seed,
        "samples": summary.samples,
        "design": summary.design,
        "headline": labels.main_record(summary).output,
        "functional_unit": ", ".join(f"{name} = {value}" for name, value in scenario.per.items()),
        "functional_unit_phrase": labels.functional_unit(scenario.per),
        "sources": "\n".join(cited(scenario)),
        "option_names": json.dumps(dict(scenario.names), ensure_ascii=False),
        "boundary": ", ".join(scenario.boundary),
        "versions": "; ".join(f"{name} {version}" for name, version in sorted(summary.versions.items())),
        "processor": summary.processor,
        "warnings": "\n".join(warnings(summary)),
        **({"interrupted": 1} if summary.interrupted else {}),
        **(_missed(summary.shortfall) if summary.shortfall else {}),
    }


def _missed(shortfall: Shortfall) -> dict[str, float]:
    known = {} if shortfall.needed is None else {"samples_needed": shortfall.needed}
    return {"tolerance": shortfall.asked, "tolerance_reached": shortfall.reached, **known}


def warnings(summary: Summary) -> list[str]:
    """What should be seen before the answer is used: about the file, its nominal values and the run, each once."""
    about_file = (*summary.scenario.warnings, *implausible_values(summary.scenario))
    return list(dict.fromkeys([*map(str, about_file), *summary.warnings]))


def carbonspan_version(summary: Summary) -> str:
    """The version of carbonspan that gave the answer."""
    from ... import __version__

    return summary.versions.get("carbonspan", __version__)
