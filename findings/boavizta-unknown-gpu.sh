#!/bin/sh
# Boavizta API 2.5.0: a GPU of which nothing is known is one certain GPU, while other unknown components have a range.
#
# Seen: POST /v1/component/gpu with an empty body states 575.1 kg for making it, with min and max 575.1 too, and "not
# implemented" for its use; the same request for a CPU states a range, as for memory. A sum reads the first as exact.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check boaviztapi==2.5.0 httpx2
"$folder/env/bin/python" -W ignore - <<'PYTHON'
from boaviztapi.main import app
from fastapi.testclient import TestClient

with TestClient(app) as client:
    found = {
        kind: client.post(f"/v1/component/{kind}", json={}, params={"verbose": False}).json()["impacts"]["gwp"]
        for kind in ("gpu", "cpu", "ram")
    }
for kind, gwp in found.items():
    made = gwp["embedded"]
    print(f"{kind}: made {made['value']:g} kg, {made['min']:g} to {made['max']:g}; use {gwp['use']}")
assert found["gpu"]["embedded"]["min"] == found["gpu"]["embedded"]["max"], "the behaviour has changed"
assert found["gpu"]["use"] == "not implemented", "the behaviour has changed"
assert all(found[kind]["embedded"]["min"] < found[kind]["embedded"]["max"] for kind in ("cpu", "ram")), "changed"
PYTHON
