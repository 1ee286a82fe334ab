#!/bin/sh
# metrolopy 1.1.1: the distribution function of its lognormal law is shifted by mu where it should be scaled by exp(mu),
# so that fits of that law give a wrong mu; its draws are right.
#
# Seen: LogNormalDist.cdf(30, mu=ln 30, sigma=0.4) = 1, where 30 is the median and 0.5 is right; with mu = 0 it is right.
# DistFit of 20,000 draws with mu = 3 and sigma = 0.4 states mu = 0.26 and an error below 0.001, without a
# warning.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check metrolopy==1.1.1 scipy==1.17.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import math

import metrolopy
import numpy as np

for median in (1.0, 30.0):
    found = float(metrolopy.LogNormalDist.cdf(median, math.log(median), 0.4))
    print(f"cdf at the median {median:g}: {found:.6f}, right is 0.5")
    assert (abs(found - 0.5) < 1e-9) == (median == 1.0), "the behaviour has changed"

metrolopy.Distribution.set_seed(1)
drawn = metrolopy.LogNormalDist(3.0, 0.4).random(20_000)
assert abs(np.log(drawn).mean() - 3.0) < 0.02, "the draws are wrong"
fit = metrolopy.DistFit(drawn, metrolopy.LogNormalDist)
mu, sigma = fit.pf
print(f"fit of draws with mu 3 and sigma 0.4: mu {mu:.3f} with an error of {fit.p[0].u:.3f}, sigma {sigma:.3f}")
assert abs(mu) < 0.5, "the behaviour has changed"
PYTHON
