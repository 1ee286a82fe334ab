"""The options of a run: count or tolerance, seed, design, levels; checked before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Literal, get_args

from ..kernels.batches import BATCHES
from ..kernels.sobol import MOST_POINTS
from ..problems import InvalidInput, Problem
from .statistics.levels import LEVELS

Design = Literal["random", "sobol"]

_COUNTS = ("samples", "seed", "threads", "draws")
#: The default number of samples.
DEFAULT_SAMPLES = 10_000_000
#: The largest run, which takes a cluster of 1,000 cores some minutes.
MOST_SAMPLES = 1 << 44
#: More threads than a machine has processors; a typing error would otherwise start millions.
MOST_THREADS = 1024


@dataclass(frozen=True)
class Request:
    """The options of a run; raises InvalidInput with every invalid one.

    `samples` is the count, or its bound if there is a `tolerance`: twice the largest error of the headline interval's
    ends, as a share of its width. `threads` 0 stands for all processors this process may use; `draws` is the number of
    samples to keep. A count or a seed may be any whole number, ``1e5`` included; it is kept as an int.
    """

    samples: float | None = None
    seed: int = 0
    threads: int = 0
    design: Design = "random"
    tolerance: float | None = None
    levels: tuple[float, ...] = LEVELS
    draws: int = 0

    def __post_init__(self) -> None:
        for name in _COUNTS:
            object.__setattr__(self, name, _whole(getattr(self, name)))
        rules = [
            (self._samples_fit(), "samples", self._samples_rule, self.samples),
            (_whole_number(self.seed), "seed", "must be a whole number from 0 on", self.seed),
            (self._threads_fit(), "threads", f"must be a whole number from 1 to {MOST_THREADS}", self.threads),
            (self.design in get_args(Design), "design", f"must be one of {', '.join(get_args(Design))}", self.design),
            (self.tolerance is None or _share(self.tolerance), "tolerance", "must be between 0 and 1", self.tolerance),
            (bool(self.levels), "levels", "must be at least one", self.levels),
            (all(map(_share, self.levels)), "levels", "must be between 0 and 1", self.levels),
            (_whole_number(self.draws), "draws", "must be a whole number from 0 on", self.draws),
        ]
        if problems := [Problem(f"{rule}, got {value!r}", field) for holds, field, rule, value in rules if not holds]:
            raise InvalidInput(problems)

    @property
    def _samples_rule(self) -> str:
        rule = f"must be a whole number from 1 to {self.most}"
        return f"{rule} in the sobol design" if self.batched else rule

    def _samples_fit(self) -> bool:
        return self.samples is None or (_whole_number(self.samples) and 1 <= self.samples <= self.most)

    def _threads_fit(self) -> bool:
        return _whole_number(self.threads) and self.threads <= MOST_THREADS

    @property
    def batched(self) -> bool:
        """Whether the batches are independent randomizations, so that errors come from their spread."""
        return self.design == "sobol"

    @property
    def most(self) -> int:
        """The largest count of the design."""
        return BATCHES * MOST_POINTS if self.batched else MOST_SAMPLES

    @property
    def count(self) -> int:
        """The samples to run; the sobol design is balanced for 32 x 2^k, so its counts are rounded up to that."""
        asked = DEFAULT_SAMPLES if self.samples is None else int(self.samples)
        return BATCHES << max(-(-asked // BATCHES) - 1, 0).bit_length() if self.batched else asked

    @property
    def limit(self) -> int:
        """The most samples that the run may take."""
        return self.most if self.tolerance is not None and self.samples is None else self.count

    @property
    def rounding(self) -> str:
        """A sentence on other samples than were asked for; empty if there are none."""
        if self.tolerance is not None or self.samples in (None, self.count):
            return ""
        return f"the sobol design takes 32 x 2^k samples: {self.samples:,} were rounded up to {self.count:,}"


def threads_of(given: int | None) -> int:
    """The threads of a Request: 0, which stands for all processors, for None.

    Raises InvalidInput for 0 itself, with which nothing could run.

    >>> threads_of(None), threads_of(2)
    (0, 2)
    """
    if given is not None and not given:
        rule = f"must be a whole number from 1 to {MOST_THREADS}, got {given!r}"
        raise InvalidInput([Problem(f"{rule}; leave it out for all processors", "threads")])
    return given or 0


def _whole(value: Any) -> Any:
    """A whole number as an int; anything else unchanged, for the rules to refuse."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return value
    if isinstance(value, Integral):
        return int(value)
    return int(value) if float(value).is_integer() else value  # type: ignore[call-overload]


def _whole_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _share(value: object) -> bool:
    return isinstance(value, float) and 0 < value < 1
