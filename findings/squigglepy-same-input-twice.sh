#!/bin/sh
# squigglepy 0.30: an input that an expression has twice is drawn twice, as if these were two independent inputs.
#
# Seen: the 5 and 95 % quantiles of idle - idle are -48 and 48 W where the law of idle power reaches from 46 to 112 W, and
# of idle / idle 0.53 and 1.9. The power of a card, idle + load * (full - idle), has a standard deviation of 72.6 W; it is
# 69.6 W if each input is drawn once.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check squigglepy==0.30 scipy==1.17.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import numpy as np
import squigglepy as sq

N = 400_000
sq.set_seed(1)
idle, full, load = sq.lognorm(46, 112), sq.uniform(350, 408), sq.beta(2, 2)

low, high = np.percentile(sq.sample(idle - idle, n=N), [5, 95])
print(f"idle - idle: 5 and 95 % quantiles {low:.1f} and {high:.1f} W, right is 0")
assert low < -40 and high > 40, "the behaviour has changed"

low, high = np.percentile(sq.sample(idle / idle, n=N), [5, 95])
print(f"idle / idle: {low:.2f} and {high:.2f}, right is 1")
assert low < 0.6 and high > 1.7, "the behaviour has changed"

expression = sq.sample(idle + load * (full - idle), n=N).std()
i, f, u = (sq.sample(law, n=N) for law in (idle, full, load))
once = (i + u * (f - i)).std()
print(f"power: standard deviation {expression:.1f} W as an expression, {once:.1f} W with each input drawn once")
assert expression > 1.03 * once, "the behaviour has changed"
PYTHON
