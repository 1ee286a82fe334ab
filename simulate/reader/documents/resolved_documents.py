"""The text of a resolved document, and the document of such a text, which is parsed only if it was not written here."""

from __future__ import annotations

from typing import Any

from ...cache.recent import Recent
from ...files import yaml
from ...files.document import Document

#: The data of texts that were written or parsed; nothing changes them.
KNOWN: Recent[str, dict[str, Any]] = Recent(most=64)


def resolved_text(data: dict[str, Any]) -> str:
    """The canonical YAML of a resolved document's `data`, which must not be changed afterwards."""
    text = yaml.write(data)
    KNOWN.put(text, data)
    return text


def resolved_document(text: str) -> Document:
    r"""The document of a text that `resolved_text` wrote, without positions: it is in no file.

    >>> resolved_document("title: a service\n").data
    {'title': 'a service'}
    """
    data = KNOWN.get(text)
    if data is None:
        data = yaml.parse(text.encode(), file="the resolved scenario").data
        KNOWN.put(text, data)
    return Document(data)
