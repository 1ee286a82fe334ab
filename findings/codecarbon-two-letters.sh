#!/bin/sh
# CodeCarbon 3.3.2: a country it does not know, "FR" for France among them, is neither an error nor France: it is the world.
#
# Seen: country_iso_code="FR" records 475 g/kWh and an empty country_name, "FRA" 56.0 g/kWh. A message is logged; the
# file has the code FR as it was given.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check codecarbon==3.3.2
cd "$folder"
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import csv
import time

from codecarbon import OfflineEmissionsTracker

found = {}
for code in ("FRA", "FR"):
    tracker = OfflineEmissionsTracker(
        country_iso_code=code, force_cpu_power=100, output_file=f"{code}.csv", log_level="critical",
        allow_multiple_runs=True,
    )
    tracker.start()
    time.sleep(2)
    tracker.stop()
    (row,) = csv.DictReader(open(f"{code}.csv"))
    found[code] = 1000 * float(row["emissions"]) / float(row["energy_consumed"])
    print(f"{code}: {found[code]:.1f} g/kWh, country_name {row['country_name']!r}")
assert round(found["FR"]) == 475 and found["FRA"] < 100, "the behaviour has changed"
PYTHON
