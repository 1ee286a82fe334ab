"""All laws by their key, and what documentation and editors need to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import beta, bounded, curvilinear, discrete, elicited, empirical, mixture, normal, pedigree, positive, trapezoids
from .forms import Field, Form, Kind, Law

FAMILIES = (normal, positive, bounded, beta, trapezoids, curvilinear, discrete, elicited, pedigree, empirical, mixture)
LAWS: Mapping[str, Law] = {law.key: law for family in FAMILIES for law in family.LAWS}
BESIDE: Mapping[str, str] = {
    field.name: law.key
    for law in LAWS.values()
    for form in law.forms
    for field in form.written
    if form.style == "beside"
}
TRUNCATE = "truncate"
KEYS: tuple[str, ...] = (*LAWS, *BESIDE, TRUNCATE)


def table() -> list[tuple[str, tuple[str, ...], str]]:
    """One row a law: its key, its forms as a person writes them, and what it is.

    >>> [row for row in table() if row[0] == "uniform"]
    [('uniform', ('uniform: [low, high]',), 'uniform between two limits')]
    """
    return [(law.key, tuple(_written(law.key, form) for form in law.forms), law.summary) for law in LAWS.values()]


def _written(key: str, form: Form) -> str:
    names = [field.name if field.required else f"{field.name}?" for field in form.written]
    match form.style:
        case "beside":
            return ", ".join(f"{name}: …" for name in names)
        case "list":
            return f"{key}: [{', '.join(names)}]"
        case "mapping":
            return f"{key}: {{{', '.join(names)}}}"
    return f"{key}: {form.written[0].kind.value}"


def json_schema() -> dict[str, Any]:
    """A JSON Schema fragment for the law keys of one input: ``{"properties": {key: schema, …}}``.

    >>> json_schema()["properties"]["gsd"]
    {'description': 'lognormal about the nominal value as median, by geometric standard deviation', 'type': ['number', \
'string']}
    """
    properties: dict[str, Any] = dict.fromkeys(BESIDE, _FIELDS[Kind.QUANTITY])
    for law in LAWS.values():
        if law.forms[0].style != "beside":
            schemas = [_schema(form) for form in law.forms]
            body = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
            properties[law.key] = {"description": law.summary, **body}
    ends = {"type": "array", "items": {"type": ["number", "string", "null"]}, "minItems": 2, "maxItems": 2}
    properties[TRUNCATE] = {"description": "the ends outside which nothing is drawn; null leaves one open", **ends}
    return {"properties": properties}


def _schema(form: Form) -> dict[str, Any]:
    if form.style == "scalar":
        return _FIELDS[form.written[0].kind]
    if form.style == "list":
        return {"anyOf": [_listed(form.written), _mapped(form.written)]}
    return _mapped(form.written)


def _listed(fields: tuple[Field, ...]) -> dict[str, Any]:
    items = [_FIELDS[field.kind] for field in fields]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


def _mapped(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _FIELDS[field.kind] for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


_NUMBER: dict[str, Any] = {"type": ["number", "string"]}
_FIELDS: Mapping[Kind, dict[str, Any]] = {
    Kind.QUANTITY: _NUMBER,
    Kind.POSITIVE: _NUMBER,
    Kind.NUMBER: _NUMBER,
    Kind.RATIO: _NUMBER,
    Kind.FACTOR: _NUMBER,
    Kind.PROBABILITY: _NUMBER,
    Kind.COUNT: {"type": "integer", "minimum": 1},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXT: {"type": "string"},
    Kind.FILE: {"type": "string"},
    Kind.SCORES: {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 5},
        "minItems": 5,
        "maxItems": 5,
    },
    Kind.ATOMS: {"type": "object", "additionalProperties": _NUMBER},
    Kind.QUANTILES: {"type": "object", "additionalProperties": _NUMBER},
    Kind.COMPONENTS: {"type": "array", "items": {"type": "object", "required": ["weight"]}, "minItems": 1},
}
