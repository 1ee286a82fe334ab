#!/bin/sh
# SALib 1.6.0: sobol.analyze ignores the seed 0, and takes its intervals from numpy's global generator instead.
#
# Seen: two calls with the same outputs and seed=1 state the same intervals, two calls with seed=0 different ones, by
# some per cent. sobol.sample honours the same seed 0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check SALib==1.6.0 scipy==1.17.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampler

PROBLEM = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
points = sampler.sample(PROBLEM, 1024, calc_second_order=False, seed=0)
assert np.array_equal(points, sampler.sample(PROBLEM, 1024, calc_second_order=False, seed=0))
outputs = points @ [1.0, 2.0, 3.0]
for seed in (1, 0):
    first, second = (
        analysis.analyze(PROBLEM, outputs, calc_second_order=False, seed=seed)["S1_conf"] for _ in range(2)
    )
    print(f"seed={seed}: S1_conf", first, "and", second)
    assert np.array_equal(first, second) == (seed == 1), "the behaviour has changed"
PYTHON
