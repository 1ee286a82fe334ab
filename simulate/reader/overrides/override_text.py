"""A value given from Python as the text of ``--set``: ``pue=1.2``."""

from __future__ import annotations

from dataclasses import replace

from ...files.plain_data import plain
from ...files.yaml_writer import flow
from ...problems import InvalidInput


def override_text(name: str, value: object) -> str:
    """The ``name=value`` that gives `value`: a text as it is, a number or an entry as in a file.

    Raises InvalidInput for a value that a file cannot have, or none that an input can.

    >>> override_text("latency", "0.2 to 0.5"), override_text("latency", {"nominal": 0.3, "gsd": 2})
    ('latency=0.2 to 0.5', 'latency={nominal: 0.3, gsd: 2}')
    """
    if isinstance(value, str):
        return f"{name}={value}"
    try:
        return f"{name}={flow(plain(value))}"
    except InvalidInput as error:
        raise InvalidInput(replace(problem, file=f"--set {name}") for problem in error.problems) from None
