"""The belief about an input as a small picture: its density between two far quantiles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..laws.base import Distribution

Floats = NDArray[np.float64]

_WIDTH, _HEIGHT = 96.0, 22.0
_BINS, _VALUES = 32, 4096
#: The length of a triangle at an edge.
_POINT = 8.0
#: Colours are in the picture itself: not every printer of pages applies a page's style to what is within it.
_FILL, _MARK = "#9ecae6", "#b34e00"
#: The probabilities between which a belief is drawn.
_LOW, _HIGH = 0.005, 0.995
#: A belief that spans more than this ratio is drawn on a logarithm.
_WIDE = 30.0


def sparkline(law: Distribution, nominal: float) -> str:
    """An SVG of the density of `law` with a mark at its `nominal` value or the edge next to it; empty for a constant.

    Both are in one unit. The picture adds nothing to the numbers beside it, so that screen readers pass over it.

    >>> from ..laws.normal import Normal
    >>> sparkline(Normal(10.0, 2.0), 11.0).count("<path")
    1
    """
    values = law.quantile(np.linspace(_LOW, _HIGH, _VALUES))
    low, high = float(values[0]), float(values[-1])
    if not low < high:
        return ""
    if low > 0 and high / low > _WIDE:
        values, nominal = np.log(values), np.log(nominal) if nominal > 0 else np.nan
    counts, edges = np.histogram(values, bins=_BINS)
    return _svg(counts / counts.max(), float((nominal - edges[0]) / (edges[-1] - edges[0])))


def _svg(heights: Floats, nominal: float) -> str:
    step, room = _WIDTH / len(heights), _HEIGHT - 2
    tops = (_HEIGHT - 1 - room * heights).round(1)
    path = f"M0 {_HEIGHT - 1:g}" + "".join(f"V{top:g}h{step:g}" for top in tops) + f"V{_HEIGHT - 1:g}Z"
    size = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="{_WIDTH:g}" height="{_HEIGHT:g}"'
    return f'<svg class="spark" aria-hidden="true" {size}><path d="{path}" fill="{_FILL}"/>{_mark(nominal)}</svg>'


def _mark(nominal: float) -> str:
    """The mark of the nominal value at this share of the width: a line, or a triangle that points beyond the picture.

    A value that has no logarithm lies below all that have one.
    """
    if 0 <= nominal <= 1:
        x = f"{_WIDTH * nominal:.1f}"
        return f'<line x1="{x}" x2="{x}" y1="0" y2="{_HEIGHT:g}" stroke="{_MARK}"/>'
    tip, base = (_WIDTH, _WIDTH - _POINT) if nominal > 1 else (0.0, _POINT)
    ends = f"{base:g},{_HEIGHT / 2 - _POINT / 2:g} {base:g},{_HEIGHT / 2 + _POINT / 2:g}"
    return f'<polygon points="{tip:g},{_HEIGHT / 2:g} {ends}" fill="{_MARK}"/>'
