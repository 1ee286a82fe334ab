"""Writes the logs of two epochs with a simulated processor."""

import time

from carbontracker.tracker import CarbonTracker

tracker = CarbonTracker(epochs=2, update_interval=1, log_dir=".", sim_cpu="EPYC 7B12", sim_cpu_tdp=120)
for _ in range(2):
    tracker.epoch_start()
    time.sleep(3)
    tracker.epoch_end()
tracker.stop()
