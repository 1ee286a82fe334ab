"""The spans that a run is given out in, so long that their states do not come in faster than they can be added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...engine.tasks import Done, Task
from ...kernels.batches import BATCHES, LEAF

#: Spans of a whole run, at least, for each core.
_SHARE: Final = 4
#: The most steps of a span, times the coordinates, and how many more there may be for each core: at 15 ns a sample, two
#: seconds, and so long with many cores that their states do not come in faster than they can be added up.
_MOST, _MOST_PER_CORE = 128, 2


def missing_spans(
    done: Done, within: tuple[int, int], cores: int, coordinates: int = 1, batches: int = BATCHES
) -> Iterator[tuple[int, int]]:
    """Spans of whole steps of which nothing is in, of samples that are dealt to `batches` batches."""
    step = batches * LEAF
    first, last = (each // step for each in within)
    most = max(_MOST, _MOST_PER_CORE * cores) * BATCHES // batches // coordinates
    length = max(min((last - first) // (_SHARE * cores), most), 1)
    taken = sorted({(a // LEAF, -(-b // LEAF)) for spans in done.spans for a, b in spans})
    for begin, end in (*taken, (last, last)):
        while first < min(begin, last):
            yield first * step, min(first + length, begin, last) * step
            first = min(first + length, begin, last)
        first = max(first, end)


def whole_spans(done: Done, cores: int, coordinates: int = 1) -> Iterator[tuple[int, int]]:
    """Spans of the whole steps that are in `done`, of samples that are dealt to all batches."""
    longest = max((end for spans in done.spans for _, end in spans), default=0)
    within = Done([[(0, longest)] if longest else [] for _ in range(BATCHES)])
    yield from missing_spans(within.without(done), (0, BATCHES * longest), cores, coordinates)


def outside(done: Done, spans: Iterable[tuple[int, int]]) -> Done:
    """What is in `done` and in none of `spans`."""
    taken = Done()
    for first, last in spans:
        for batch in range(BATCHES):
            taken.add(Task(batch, first // BATCHES, last // BATCHES))
    return done.without(taken)
