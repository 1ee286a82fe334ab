"""A scenario as plain data, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .scenario_draws import all_inputs, draws

if TYPE_CHECKING:
    from ...scenario.scenario import Input, Scenario

PROBABILITIES = (0.05, 0.5, 0.95)


def record(scenario: Scenario) -> dict[str, Any]:
    """Everything that `carbonspan show` prints, and the resolved file."""
    from ...scenario.plausibility import implausible_values

    return {
        "name": scenario.name,
        "title": scenario.title,
        "per": dict(scenario.per),
        "boundary": list(scenario.boundary),
        "models": [{"part": part.name, "name": part.model.name, "doc": part.model.doc} for part in scenario.parts],
        "inputs": [_input_record(each) for each in scenario.inputs.values()],
        **({"options": options} if (options := _option_records(scenario)) else {}),
        **({"profiles": profiles} if (profiles := _profile_records(scenario)) else {}),
        "draws": list(draws(scenario)),
        "warnings": [str(each) for each in (*scenario.warnings, *implausible_values(scenario))],
        "resolved": scenario.resolved,
    }


def _option_records(scenario: Scenario) -> list[dict[str, Any]]:
    """Each input of an option, with the option; profiles are listed separately."""
    return [{"at": at, **_input_record(each)} for at, each in all_inputs(scenario) if at and not each.profile]


def _profile_records(scenario: Scenario) -> list[dict[str, Any]]:
    """Each profile with all its values; `at` is its option, empty for an input of the scenario itself."""
    return [
        {
            "name": each.name,
            "at": at,
            "unit": each.unit.text,
            "step": each.profile.step,
            "values": [each.unit.from_base(each.nominal * share) for share in each.profile.values],
            "file": each.profile.origin,
            "source": each.source,
            "evidence": each.evidence,
        }
        for at, each in all_inputs(scenario)
        if each.profile
    ]


def _input_record(given: Input) -> dict[str, Any]:
    return {
        "name": given.name,
        "unit": given.unit.text,
        "nominal": given.unit.restated(given.nominal),
        "law": given.stated,
        "quantiles": {f"{p:g}": given.unit.from_base(float(given.distribution.quantile(p))) for p in PROBABILITIES},
        "source": given.source,
        "evidence": given.evidence,
        "nature": given.nature,
        "over": given.over,
        "factors": list(given.factors),
        "stream": given.stream,
        "note": given.note,
    }
