"""What an importer says of where something ran: overhead by provider, and countries that a tool does not know."""

from __future__ import annotations

from typing import Any

from ...simulate.reader.imports.draft import Draft, belief
from ...simulate.shipped import catalog

#: The catalog's rows of overhead by the providers' names in tools.
PROVIDERS = {"aws": "aws", "gcp": "google", "google": "google", "azure": "azure", "alibaba": "alibaba"}
#: The row of the error of an intensity whose year or basis is not stated. Each tool draws it apart.
UNKNOWN_BASIS = "factor/unknown-basis"


def overhead(draft: Draft, provider: str) -> dict[str, Any]:
    """The entry of a PUE that the file leaves out: the provider's law about 1, or the constant 1 elsewhere."""
    row = f"provider/{PROVIDERS.get(provider.lower(), '')}/pue"
    if row in catalog.rows():
        draft.doubt(f"the file's energy has PUE 1, which leaves out {provider}'s overhead; the law of pue has it")
        return {**belief(row), "nominal": 1}
    draft.doubt(
        "the file's energy has PUE 1: in a data centre, replace pue by a row of `carbonspan catalog pue`, such as "
        "provider/unknown/pue"
    )
    return {"nominal": 1, "evidence": "assumed", "note": "as in the file; right outside a data centre"}


def row_of_country(code: str) -> str:
    """A remedy for the two letters of a country that a tool does not know: its row in the catalog, if there is one."""
    row = f"grid/{code.lower()}-2024-ember"
    return f"; if it ran there, use {row}" if row in catalog.rows() else ""
