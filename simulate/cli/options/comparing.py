"""Options that say how scenarios are compared: what is one draw, and what makes unlike ones comparable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from .gathered import gathered

if TYPE_CHECKING:
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement

same = click.option(
    "--same",
    multiple=True,
    metavar="INPUT",
    help="This input of all scenarios is one draw, although its laws differ; can be repeated.",
)

apart = click.option(
    "--apart",
    multiple=True,
    metavar="INPUT",
    help="This input of each scenario is a draw of its own, although its laws are the same; can be repeated.",
)

per = click.option(
    "--per", metavar="AMOUNT", help="Compare all scenarios for this amount of their functional unit, such as '1 day'."
)

any_boundary = click.option("--any-boundary", is_flag=True, help="Compare scenarios although their boundaries differ.")


@dataclass(frozen=True)
class Comparability:
    """What is one draw, and what makes unlike scenarios comparable, as the options say."""

    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    per: str | None = None
    any_boundary: bool = False

    def __bool__(self) -> bool:
        return bool(self.same or self.apart or self.per or self.any_boundary)

    @property
    def rules(self) -> PairingRules:
        """What is one draw."""
        from ...comparing.pairing import PairingRules

        return PairingRules(self.same, self.apart)

    @property
    def agreement(self) -> Agreement:
        """What unlike scenarios are compared for."""
        from ...comparing.sides import Agreement

        return Agreement(self.per, self.any_boundary)


#: A decorator with the four options, which the command takes as one argument, `comparability`.
options = gathered("comparability", Comparability, same, apart, per, any_boundary)
