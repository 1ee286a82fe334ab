"""Whether this machine draws the right bits: known words of both generators, the same answer on any threads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import SupportsInt

import numpy as np

from ...engine.program.sobol_directions import directions, first_block
from ...kernels.batches import BLOCK
from ...kernels.philox import philox
from ...kernels.sobol import unscrambled_block
from ...scenario.scenario import Scenario
from ..answer import Answer
from ..run import run_scenario
from ..run_options import Design

PHILOX_SOURCE = "known answers of philox4x32-10 in the Random123 library (Salmon et al. 2011)"
SOBOL_SOURCE = "scipy.stats.qmc.Sobol(bits=32, scramble=False), direction numbers of Joe & Kuo (2008)"
THREADS_SOURCE = "the same run on one thread"

#: Four words of counter and two of key, and the four words they give.
PHILOX = {
    "zeros": ((0,) * 6, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((0xFFFFFFFF,) * 6, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "digits of pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}
#: Points by their number, each coordinate times 2^32: the first, those at a seam of blocks, and one far out.
SOBOL = {
    1: (0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x80000000),
    2: (0xC0000000, 0x40000000, 0x40000000, 0x40000000, 0xC0000000),
    3: (0x40000000, 0xC0000000, 0xC0000000, 0xC0000000, 0x40000000),
    511: (0x00800000, 0x80800000, 0x68800000, 0xD8800000, 0x5A800000),
    512: (0x00C00000, 0x40400000, 0xF4400000, 0xFDC00000, 0x75400000),
    1_000_003: (0x46C71000, 0x8FD9F000, 0x13F79000, 0x6B123000, 0xE0EFD000),
}


@dataclass(frozen=True)
class Identity:
    """Two texts of bits that must be equal: those expected from `origin`, and those obtained here."""

    quantity: str
    expected: str
    obtained: str
    origin: str

    @property
    def agrees(self) -> bool:
        """Whether they are equal."""
        return self.obtained == self.expected


def philox_words() -> Iterator[Identity]:
    """The random design's generator on the known counters and keys.

    >>> [identity.agrees for identity in philox_words()]
    [True, True, True]
    """
    for name, (given, words) in PHILOX.items():
        yield Identity(f"Philox4x32-10 of {name}", _hex(words), _hex(philox(*map(np.uint64, given))), PHILOX_SOURCE)


def sobol_points() -> Iterator[Identity]:
    """The sobol design's generator, before scrambling, at the known points.

    >>> [identity.agrees for identity in sobol_points()]
    [True, True, True, True, True, True]
    """
    numbers = directions(len(SOBOL[1]))
    tables = first_block(numbers)
    block = np.empty(BLOCK, np.uint32)
    for point, words in SOBOL.items():
        obtained = []
        for table, row in zip(tables, numbers, strict=True):
            unscrambled_block(block, table, row, point - point % BLOCK)
            obtained.append(int(block[point % BLOCK]))
        yield Identity(f"Sobol' point {point:,}", _hex(words), _hex(obtained), SOBOL_SOURCE)


def threads(scenario: Scenario, *, samples: int, seed: int = 0, count: int = 2) -> Iterator[Identity]:
    """The answer of `scenario` on `count` threads beside that on one, by either design."""
    designs: tuple[Design, ...] = ("random", "sobol")
    for design in designs:
        alone, together = (
            fingerprint(
                run_scenario(scenario, samples=samples, seed=seed, threads=n, design=design, describe_inputs=False)
            )
            for n in (1, count)
        )
        yield Identity(f"{scenario.name} on {count} threads, {design}", alone, together, THREADS_SOURCE)


def fingerprint(answer: Answer) -> str:
    """A hash of every number of an answer, to the last bit."""
    found = hashlib.sha256()
    for marginal in answer.marginals:
        scalars = (
            marginal.mean,
            marginal.sd,
            marginal.skewness,
            marginal.minimum,
            marginal.maximum,
            marginal.nominal_percentile,
        )
        found.update(repr((scalars, dict(marginal.quantiles), marginal.intervals)).encode())
        for bins in (marginal.bins.low, marginal.bins.high, marginal.bins.counts):
            found.update(bins.tobytes())
    found.update(repr([pair.probability for pair in answer.comparisons]).encode())
    return found.hexdigest()[:32]


def _hex(words: Iterable[SupportsInt]) -> str:
    return " ".join(f"{int(word):08x}" for word in words)
