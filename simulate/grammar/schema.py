"""The JSON Schema of files, with which an editor completes keys and marks mistakes while one types."""

from __future__ import annotations

from typing import Any

from ..laws.registry import json_schema as laws_schema
from .entries import AuditEntry, ScenarioEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def audit_schema() -> dict[str, Any]:
    """The schema of a file that lists the claims of a publication, as plain data.

    >>> audit_schema()["required"]
    ['title', 'audit']
    """
    schema = AuditEntry.model_json_schema()
    return {"$schema": DIALECT, **schema, "title": "carbonspan audit", "required": ["title", "audit"]}


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file, as plain data.

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
    """An input may be a number or text alone, and the keys of laws stand beside its own."""
    own = {name: schema for name, schema in entry["properties"].items() if name != "law"}
    return {"anyOf": [{**entry, "properties": own | laws_schema()["properties"]}, {"type": ["number", "string"]}]}


def _shares(entry: dict[str, Any]) -> dict[str, Any]:
    """Shares stand beside the other keys, each under its own name."""
    own = {name: schema for name, schema in entry["properties"].items() if name != "means"}
    return {**entry, "properties": own, "additionalProperties": entry["properties"]["means"]["additionalProperties"]}
