"""Writes emissions.csv of a run of two seconds, with two rows."""

import time

from codecarbon import OfflineEmissionsTracker

tracker = OfflineEmissionsTracker(country_iso_code="FRA", measure_power_secs=1, project_name="assistant")
tracker.start()
time.sleep(1)
tracker.flush()
time.sleep(1)
tracker.stop()
