"""Times as a file writes them: in the largest unit in which they are short."""

from __future__ import annotations

_UNITS = ((86400.0, "day"), (3600.0, "hour"), (60.0, "min"), (1.0, "s"))


def spoken_time(seconds: float) -> str:
    """A time in seconds, as a file writes it.

    >>> spoken_time(3600.0), spoken_time(1515.0), spoken_time(60.0), spoken_time(0.25)
    ('1 hour', '25.25 min', '1 min', '0.25 s')
    """
    size, unit = next((pair for pair in _UNITS if seconds >= pair[0]), _UNITS[-1])
    return f"{seconds / size:.6g} {unit}"
