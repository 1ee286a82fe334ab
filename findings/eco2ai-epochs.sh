#!/bin/sh
# eco2AI 0.3.12: start_training() with new_epoch() records a thousandth of the energy that start() and stop() do.
#
# Seen: the same loop of five seconds with measure_period=1 is recorded with 20 to 90 W by start() and stop(), by the load
# of the machine, and with 0.03 W as an epoch, which is that of the memory alone: in training, processors are metered once
# when the epoch ends, over no time. There is no warning.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check eco2ai==0.3.12 pandas==2.3.3 numpy==2.4.6
cd "$folder"
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import csv
import time

import eco2ai


def compute(seconds=5.0):
    end = time.time() + seconds
    while time.time() < end:
        sum(i * i for i in range(10_000))


def watts(file):
    row = list(csv.DictReader(open(file)))[-1]
    return 3.6e6 * float(row["power_consumption(kWh)"]) / float(row["duration(s)"])


def tracker(file):
    return eco2ai.Tracker(
        project_name="p", experiment_description="e", file_name=file, alpha_2_code="FR", measure_period=1,
        ignore_warnings=True,
    )


run = tracker("run.csv")
run.start()
compute()
run.stop()

training = tracker("epochs.csv")
training.start_training()
for _ in range(2):
    compute()
    training.new_epoch({})
training.stop_training()

whole, epoch = watts("run.csv"), watts("epochs.csv")
print(f"start and stop: {whole:.3g} W; start_training and new_epoch: {epoch:.3g} W")
assert whole > 100 * epoch, "the behaviour has changed"
PYTHON
