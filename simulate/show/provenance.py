"""The attributes of an answer's file: all that is needed to have the same answer again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

from ..answer.answer import Answer, Shortfall
from ..answer.subject import Subject
from . import labels
from .citations import cited

CONVENTIONS = "CF-1.11"


class Run(Protocol):
    """What was computed from samples of a scenario."""

    @property
    def subject(self) -> Subject:
        """The scenario as it is quoted."""

    @property
    def headline(self) -> str:
        """The output that is quoted."""

    @property
    def hash(self) -> str:
        """The hash of the scenario and its models' sources."""

    @property
    def samples(self) -> int:
        """The number of samples."""

    @property
    def seed(self) -> int:
        """The seed of the random numbers."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know."""


def attributes(answer: Answer) -> dict[str, str | int | float]:
    """Attributes of the root, as netCDF can hold them.

    `interrupted` is present only if the run was, `tolerance` and the attributes about it only if it was missed.
    """
    return {
        **about_run(answer, answer.versions, answer.processor),
        "design": answer.design,
        **({"interrupted": 1} if answer.interrupted else {}),
        **(_missed(answer.shortfall) if answer.shortfall else {}),
    }


def about_run(run: Run, versions: Mapping[str, str], processor: str) -> dict[str, str | int | float]:
    """The attributes of whatever was computed from samples of a scenario: what it was, and where."""
    subject = run.subject
    return {
        "Conventions": CONVENTIONS,
        "title": subject.title,
        "source": f"carbonspan {versions['carbonspan']}",
        "name": subject.name,
        "scenario": subject.resolved,
        "hash": run.hash,
        "seed": run.seed,
        "samples": run.samples,
        "headline": run.headline,
        "functional_unit": ", ".join(f"{name} = {value}" for name, value in subject.per.items()),
        "functional_unit_phrase": labels.functional_unit(subject.per),
        "sources": "\n".join(cited(subject.sources)),
        "option_names": json.dumps(dict(subject.option_names), ensure_ascii=False),
        "boundary": ", ".join(subject.boundary),
        "versions": "; ".join(f"{name} {version}" for name, version in sorted(versions.items())),
        "processor": processor,
        "warnings": "\n".join(run.warnings),
    }


def _missed(shortfall: Shortfall) -> dict[str, float]:
    known = {} if shortfall.needed is None else {"samples_needed": shortfall.needed}
    return {"tolerance": shortfall.asked, "tolerance_reached": shortfall.reached, **known}
