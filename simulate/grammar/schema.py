"""The JSON Schema of files, for editors that complete keys and mark errors."""

from __future__ import annotations

from typing import Any

from ..laws.registry import json_schema as laws_schema
from .claim_entries import AuditEntry
from .scenario_entries import ScenarioEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def audit_schema() -> dict[str, Any]:
    """The JSON Schema of a file that lists the claims of a publication.

    >>> audit_schema()["required"]
    ['title', 'audit']
    """
    schema = AuditEntry.model_json_schema()
    return {"$schema": DIALECT, **schema, "title": "carbonspan audit", "required": ["title", "audit"]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file.

    >>> json_schema()["required"]
    ['title']
    >>> "lognormal" in json_schema()["$defs"]["InputEntry"]["anyOf"][0]["properties"]
    True
    """
    schema = ScenarioEntry.model_json_schema()
    schema["$defs"]["InputEntry"] = _input(schema["$defs"]["InputEntry"])
    schema["$defs"]["SharesEntry"] = _shares(schema["$defs"]["SharesEntry"])
    return {"$schema": DIALECT, **schema, "title": "carbonspan scenario", "required": ["title"]}


def _input(entry: dict[str, Any]) -> dict[str, Any]:
    """The schema of an input: a number, a text, or a mapping with the keys of laws among its own."""
    own = {name: schema for name, schema in entry["properties"].items() if name != "law"}
    return {"anyOf": [{**entry, "properties": own | laws_schema()["properties"]}, {"type": ["number", "string"]}]}


def _shares(entry: dict[str, Any]) -> dict[str, Any]:
    """The schema of shares: any other key is the name of a share."""
    own = {name: schema for name, schema in entry["properties"].items() if name != "means"}
    return {**entry, "properties": own, "additionalProperties": entry["properties"]["means"]["additionalProperties"]}
