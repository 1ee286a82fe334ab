"""The option for the cluster that runs a command's samples."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ...answer.clusters.cluster import Cluster

_HELP = "Run on a dask cluster: local:4 for four processes here, or a scheduler, such as tcp://host:8786."

cluster = click.option("--cluster", metavar="ADDRESS", help=_HELP)


def opened(address: str | None) -> AbstractContextManager[Cluster | None]:
    """A context with the cluster at an address, or None; raises InvalidInput if there is no such cluster."""
    if address is None:
        return nullcontext()
    from ...answer.clusters.cluster import Cluster

    return Cluster(address)
