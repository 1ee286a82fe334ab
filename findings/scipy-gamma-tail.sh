#!/bin/sh
# scipy 1.17.1: the lower tail of a gamma law of large shape is off by a third, five standard deviations from its mean.
#
# Seen: gammainc(1e8, 1e8 - 4.75e4) = 6.44e-07, where 50 digits give 1.013e-06; at -6 standard deviations 29 % are
# missing; at -3 all digits are right. scipy.stats.gamma.cdf returns the same, and gammaincinv inverts the wrong value.

set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6 mpmath==1.4.1
"$folder/env/bin/python" - <<'PYTHON'
import mpmath
from scipy import special, stats

mpmath.mp.dps = 50
SHAPE = 1e8

def exact(x):
    """The regularised lower incomplete gamma function by its power series (DLMF 8.11.4)."""
    a, x = mpmath.mpf(SHAPE), mpmath.mpf(x)
    term = total = mpmath.mpf(1)
    k = 0
    while term > total * mpmath.mpf(10) ** -30:
        k += 1
        term *= x / (a + k)
        total += term
    return float(mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1)) * total)

for deviations in (-3.0, -4.75, -6.0):
    x = SHAPE + deviations * SHAPE**0.5
    found, right = float(special.gammainc(SHAPE, x)), exact(x)
    print(f"{deviations:6} sd: scipy {found:.6e}, exact {right:.6e}, off by {found / right - 1:+.1%}")
    assert found == stats.gamma(SHAPE).cdf(x)
    is_right = abs(found / right - 1) < 1e-9
    assert is_right == (deviations == -3.0), "the behaviour has changed"
PYTHON
