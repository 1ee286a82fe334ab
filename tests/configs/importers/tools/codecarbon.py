"""Writes emissions.csv of a run of two seconds, with two rows, and the file of two tasks in the folder tasks."""

import pathlib
import time

from codecarbon import OfflineEmissionsTracker

KNOWN = {"country_iso_code": "FRA", "measure_power_secs": 1, "project_name": "assistant"}

tracker = OfflineEmissionsTracker(**KNOWN)
tracker.start()
time.sleep(1)
tracker.flush()
time.sleep(1)
tracker.stop()

pathlib.Path("tasks").mkdir()
tracker = OfflineEmissionsTracker(**KNOWN, output_dir="tasks")
for task in ("load", "infer"):
    tracker.start_task(task)
    time.sleep(1)
    tracker.stop_task()
tracker.stop()
