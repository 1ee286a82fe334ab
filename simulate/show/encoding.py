"""Text for a stream that may lack signs: what a pipe on an old system cannot hold is replaced, never an error."""

from __future__ import annotations

_PLAIN = str.maketrans({"·": "*", "²": "^2", "³": "^3", "−": "-", "±": "+-"})


def encodable(text: str, encoding: str) -> str:
    """`text` as far as `encoding` can hold it, signs it lacks replaced by plain ones.

    >>> encodable("29,170 GPU·hours", "ascii")
    '29,170 GPU*hours'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text
