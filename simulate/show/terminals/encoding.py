"""Text for the encoding of a stream: characters that it lacks are replaced and never an error."""

from __future__ import annotations

_PLAIN = str.maketrans({"·": "*", "²": "^2", "³": "^3", "−": "-", "±": "+-"})


def encodable(text: str, encoding: str) -> str:
    """`text` with characters that `encoding` lacks replaced by similar ones or a question mark.

    >>> encodable("29,170 GPU·hours", "ascii")
    '29,170 GPU*hours'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text
