"""Writes emission.csv of a run of six seconds."""

import time

import eco2ai

tracker = eco2ai.Tracker(
    project_name="assistant",
    experiment_description="one run",
    alpha_2_code="FR",
    measure_period=2,
    file_name="emission.csv",
)
tracker.start()
time.sleep(6)
tracker.stop()
