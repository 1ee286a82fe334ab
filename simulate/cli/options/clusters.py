"""The option for the cluster that runs a command's samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ...answer.clusters.cluster import Cluster

_HELP = "Run on a dask cluster: local:4 for four processes here, or a scheduler, such as tcp://host:8786."

cluster = click.option("--cluster", metavar="ADDRESS", help=_HELP)


#: What can be done after a cluster was lost, for a command that keeps no state.
_AGAIN = "what it has computed is lost; run the command again with this cluster, another one or none"


@contextmanager
def opened(address: str | None, *, remedy: str = _AGAIN) -> Iterator[Cluster | None]:
    """A context with the cluster at an address, or None; raises InvalidInput if there is no such cluster.

    If it is lost, the message of RunLost ends with the `remedy`.
    """
    if address is None:
        yield None
        return
    from ...answer.clusters.cluster import Cluster
    from ...engine.errors import RunLost

    with Cluster(address) as found:
        try:
            yield found
        except RunLost as lost:
            raise RunLost("; ".join(filter(None, (str(lost), remedy)))) from None
