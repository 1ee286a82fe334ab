from __future__ import annotations

from typing import Any

from carbonspan.simulate.grammar.claim_entries import AuditEntry
from carbonspan.simulate.grammar.entry import Entry
from carbonspan.simulate.grammar.laws.registry import KEYS
from carbonspan.simulate.grammar.scenario_entries import ScenarioEntry
from carbonspan.simulate.grammar.schema import audit_schema, json_schema


def definition(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json_schema()["$defs"][name]
    return found


def test_the_top_has_the_grammars_keys_and_no_others() -> None:
    schema = json_schema()
    assert schema["properties"].keys() == ScenarioEntry.model_fields.keys()
    assert schema["additionalProperties"] is False


def test_a_list_of_claims_has_a_schema_of_its_own() -> None:
    schema = audit_schema()
    assert schema["properties"].keys() == AuditEntry.model_fields.keys()
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["AuditedClaimEntry"]["required"] == ["says"]


def test_an_input_is_a_number_a_text_or_a_mapping_with_laws() -> None:
    mapping, scalar = definition("InputEntry")["anyOf"]
    assert scalar == {"type": ["number", "string"]}
    assert mapping["properties"].keys() >= {*KEYS} | {"nominal", "evidence", "source"}
    assert "law" not in mapping["properties"]
    assert mapping["additionalProperties"] is False


def test_shares_have_names_of_their_own() -> None:
    shares = definition("SharesEntry")
    assert "means" not in shares["properties"]
    assert shares["additionalProperties"] == {"type": ["number", "string"]}


def test_every_entry_is_described() -> None:
    assert all(kind.__doc__ for kind in Entry.__subclasses__())
    assert all(each.get("description") or "anyOf" in each for each in json_schema()["$defs"].values())
