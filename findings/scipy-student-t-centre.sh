#!/bin/sh
# scipy 1.17.1: Student's t loses all digits next to its median, which a law cut off at its location is drawn from.
#
# Seen: stats.t(1).cdf(7e-9) is 0.5 exactly, where 0.5 + 2.2e-09 is right and a float could hold it; it moves in steps of
# some 4.7e-09. stats.t(4).ppf(0.5 - 1e-8) = -4.21e-08, where -2.67e-08 is right: 58 % too far.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import math

from scipy import stats

t = 7e-9
found, right = float(stats.t(1).cdf(t)) - 0.5, math.atan(t) / math.pi
print(f"t(1).cdf({t:g}) - 0.5: scipy {found:.3e}, exact {right:.3e}")
assert found == 0.0 < right, "the behaviour has changed"

p = 1e-8
density = math.gamma(2.5) / (math.sqrt(4.0 * math.pi) * math.gamma(2.0))  # of t with 4 degrees of freedom at 0
found, right = float(stats.t(4).ppf(0.5 - p)), -p / density  # the next term is of order p cubed
print(f"t(4).ppf(0.5 - {p:g}): scipy {found:.4e}, exact {right:.4e}")
assert abs(found / right - 1) > 0.3, "the behaviour has changed"
PYTHON
