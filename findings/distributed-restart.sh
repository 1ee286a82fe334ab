#!/bin/sh
# distributed 2026.8.0: workers of a LocalCluster that are restarted again within 15 s may be closed for good.
#
# Seen: of four workers that Client.restart restarts one time after another, some or all are gone within a minute, and
# the restart that meets this fails after its timeout. Nothing brings them back but `cluster.scale(4)`.
#
# The rule: 15 s after a worker has gone (`distributed.deploy.lost-worker-timeout`), the cluster looks once whether a
# worker of this name is there. If it is absent at that moment, though it came back in between and is only being
# restarted again, the cluster closes its nanny and opens no other. With a timeout of an hour, all workers stay.
# A worker that its nanny restarts, because it had no memory left, is counted as gone in the same way.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check distributed==2026.8.0 tornado==6.6.1
cat > "$folder/restarts.py" <<'PYTHON'
import logging
import time

import dask
from distributed import Client, LocalCluster

WORKERS, LONGEST = 4, 60


def restarted(timeout):
    """How many workers are left after restarts for up to `LONGEST` seconds, and after the cluster is scaled again."""
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": timeout}),
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        start, failures = time.monotonic(), 0
        while time.monotonic() - start < LONGEST and len(cluster.workers) == WORKERS:
            try:
                client.restart(timeout="20s")
            except TimeoutError:
                failures += 1
        took, left = time.monotonic() - start, len(cluster.workers)
        cluster.scale(WORKERS)
        client.wait_for_workers(WORKERS, timeout=60)
        back = len(client.scheduler_info()["workers"])
        print(f"lost-worker-timeout {timeout}: {left} of {WORKERS} workers after {took:.0f} s,", end=" ")
        print(f"{failures} failed restarts; {back} workers after cluster.scale({WORKERS})")
        return left, failures


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    assert restarted("1h") == (WORKERS, 0), "restarts fail for another reason"
    left, failures = restarted("15s")
    assert left < WORKERS and failures, "the behaviour has changed"
PYTHON
"$folder/env/bin/python" "$folder/restarts.py"
