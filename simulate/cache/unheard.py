"""Files that a library has left half open after an error: removed without a word on stderr."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unheard() -> Iterator[None]:
    """A context in which nothing is printed of errors in `__del__`.

    What is left goes at its end, unless an exception that is on its way holds it: raise a new one.
    """
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    except BaseException:
        gc.collect()
        raise
    finally:
        sys.unraisablehook = before
