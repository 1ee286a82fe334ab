#!/bin/sh
# stats_arrays 4.0: minimum and maximum cut a law off in one way of drawing it and are ignored in the other.
#
# Seen: of the normal law with loc 1, scale 1 and minimum 0, NormalUncertainty.random_variables draws 16 % below 0,
# MCRandomNumberGenerator none; the mean of the first is 1, of the second 1.29. statistics() states the mean 1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check stats_arrays==4.0 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" - <<'PYTHON'
import numpy as np
import stats_arrays as sa

law = sa.UncertaintyBase.from_dicts({"uncertainty_type": 3, "loc": 1.0, "scale": 1.0, "minimum": 0.0})
drawn = sa.NormalUncertainty.random_variables(law, 100_000, np.random.RandomState(1)).ravel()
generator = sa.MCRandomNumberGenerator(law, seed=1)
generated = np.array([next(generator)[0] for _ in range(20_000)])
stated = sa.NormalUncertainty.statistics(law)["mean"]
for name, values in (("random_variables", drawn), ("MCRandomNumberGenerator", generated)):
    print(f"{name}: {(values < 0).mean():.1%} below 0, mean {values.mean():.2f}")
print(f"statistics: mean {stated:g}")
assert (drawn < 0).mean() > 0.1 and (generated < 0).mean() == 0, "the behaviour has changed"
assert abs(stated - 1) < 1e-9 and abs(generated.mean() - 1.2876) < 0.02, "the behaviour has changed"
PYTHON
