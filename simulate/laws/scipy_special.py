"""The functions of ``scipy.special``, which is imported when the first of them is needed.

That takes as long as all else that a short run does, which often needs none: tables and ranges of laws are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy.special import *  # noqa: F403
else:

    def __getattr__(name: str) -> Any:
        """The function of ``scipy.special`` with this `name`."""
        from scipy import special

        return getattr(special, name)
