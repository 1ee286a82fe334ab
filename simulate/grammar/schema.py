"""The JSON Schema of files, for editors that complete keys and mark errors."""

from __future__ import annotations

from typing import Any

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
    return {"$schema": DIALECT, **schema, "title": "carbonspan scenario", "required": ["title"]}
