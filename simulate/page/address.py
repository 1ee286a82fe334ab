"""What is shown as an address: the texts of ``--set`` and ``--fix``, the options and the output, which a link holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from ..problems import InvalidInput, did_you_mean

_KEYS = ("set", "fix", "choice", "output")


@dataclass(frozen=True)
class Address:
    """The overrides, held inputs and options as on the command line; an empty `output` is the headline's.

    >>> Address(("pue=1.2", "latency=0.2 to 0.5")).text
    'set=pue%3D1.2&set=latency%3D0.2+to+0.5'
    """

    sets: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    output: str = ""
    fixes: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether an input is not as in the file."""
        return bool(self.sets or self.fixes)

    @property
    def text(self) -> str:
        """What follows the question mark."""
        given = {"set": self.sets, "fix": self.fixes, "choice": self.choices}
        pairs = [(name, each) for name, texts in given.items() for each in texts]
        return urlencode([*pairs, *([("output", self.output)] if self.output else [])])


def read(pairs: Iterable[tuple[str, str]]) -> Address:
    """The address of the names and values of a link.

    Raises InvalidInput for another name, and for two outputs.
    """
    found: dict[str, list[str]] = {key: [] for key in _KEYS}
    for name, value in pairs:
        if name not in found:
            raise InvalidInput(f"address: {name!r} is no part of it; {did_you_mean(name, _KEYS)}")
        found[name].append(value)
    outputs = list(dict.fromkeys(filter(None, found["output"])))
    if len(outputs) > 1:
        raise InvalidInput(f"address: has several outputs, {' and '.join(outputs)}; keep one")
    fixes = tuple(dict.fromkeys(each.strip() for each in found["fix"]))
    return Address(tuple(found["set"]), tuple(found["choice"]), "".join(outputs), fixes)
