"""Arguments of the Python interface: one or several of them, as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from ..problems import InvalidInput, Problem, clipped

#: Characters of a value that are shown.
_SHOWN = 60

T = TypeVar("T", str, float)


def overrides(sets: str | Sequence[str] | Mapping[str, object]) -> Sequence[str]:
    """What ``--set`` takes as texts, from texts or from values by name."""
    if not isinstance(sets, Mapping):
        return texts("sets", sets, "pue=1.2")
    from ..reader.overrides.override_text import override_text

    return [override_text(name, value) for name, value in sets.items()]


def texts(option: str, given: object, example: str) -> Sequence[str]:
    """One or several texts as a sequence; raises InvalidInput for anything else."""
    found: list[object] = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if wrong := [each for each in found if not isinstance(each, str)]:
        raise InvalidInput(f"{option} takes texts such as {example!r}, got {wrong[0]!r}")
    return [str(each) for each in found]


def several(given: T | Sequence[T]) -> Sequence[T]:
    """One or several values as a sequence; a single text is one value, not its characters."""
    return (given,) if isinstance(given, str | int | float) else given


def check_progress(progress: object) -> None:
    """Raise InvalidInput unless `progress` can be called, or is None."""
    if progress is not None and not callable(progress):
        rule = "must be a function that takes two numbers, how many are done and to do"
        raise InvalidInput(
            [Problem(f"{rule}, got {clipped(repr(progress), _SHOWN)}; leave it out to see none", "progress")]
        )


def measured_texts(observed: str | Sequence[str], error: str | None, tolerance: float | None = None) -> Sequence[str]:
    """The texts of what was observed; raises InvalidInput for other options that do not go with them."""
    found = texts("observed", observed, "energy=0.11 Wh ± 10%")
    if error is not None and not found:
        raise InvalidInput("error: requires observed, what was measured with this error")
    if found and tolerance is not None:
        raise InvalidInput("tolerance: does not go with observed; give samples")
    return found
