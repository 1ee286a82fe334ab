#!/bin/sh
# CodeCarbon 3.3.2: after several tasks, the row of emissions.csv has the energy of all of them and the duration of the last.
#
# Seen: three tasks of one second, with a processor set to 100 W, leave a row with a duration of 1.0 s and an energy of
# three seconds: energy over duration is 360 W, where the row has 100 W of cpu_power and 20 W or so of ram_power.
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

tracker = OfflineEmissionsTracker(
    country_iso_code="FRA", force_cpu_power=100, measure_power_secs=1, log_level="critical", allow_multiple_runs=True
)
for name in "abc":
    tracker.start_task(name)
    time.sleep(1)
    tracker.stop_task()
tracker.stop()

(row,) = csv.DictReader(open("emissions.csv"))
duration, energy = float(row["duration"]), 3.6e6 * float(row["energy_consumed"])
power = sum(float(row[f"{part}_power"]) for part in ("cpu", "gpu", "ram"))
print(f"duration {duration:.2f} s, energy {energy:.0f} J, power {power:.0f} W: energy / duration {energy / duration:.0f} W")
assert duration < 1.5, "the behaviour has changed"
assert energy / duration > 2.5 * power, "the behaviour has changed"
PYTHON
