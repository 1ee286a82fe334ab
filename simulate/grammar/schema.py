"""The JSON Schema of files, with which an editor completes keys and marks mistakes while one types."""

from __future__ import annotations

from typing import Any

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
    return {"$schema": DIALECT, **schema, "title": "carbonspan scenario", "required": ["title"]}
