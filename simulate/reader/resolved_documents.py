"""The text of a resolved document, and the document of such a text, which is parsed only if it was not written here."""

from __future__ import annotations

from typing import Any

from ..files import yaml
from ..files.document import Document

#: The number of texts whose data are kept.
_MOST = 64
#: The data of texts that were written or parsed last, oldest first; nothing changes them.
_known: dict[str, dict[str, Any]] = {}


def resolved_text(data: dict[str, Any]) -> str:
    """The canonical YAML of a resolved document's `data`, which must not be changed afterwards."""
    text = yaml.write(data)
    _keep(text, data)
    return text


def resolved_document(text: str) -> Document:
    r"""The document of a text that `resolved_text` wrote, without positions: it is in no file.

    >>> resolved_document("title: a service\n").data
    {'title': 'a service'}
    """
    data = _known[text] if text in _known else yaml.parse(text.encode(), file="the resolved scenario").data
    _keep(text, data)
    return Document(data)


def _keep(text: str, data: dict[str, Any]) -> None:
    _known.pop(text, None)
    _known[text] = data
    while len(_known) > _MOST:
        del _known[next(iter(_known))]
