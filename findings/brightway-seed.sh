#!/bin/sh
# bw2calc 3.1.0: with a seed, every matrix of a Monte Carlo life-cycle assessment is drawn from the same random numbers.
#
# Seen: a service takes electricity (lognormal, sd of the logarithm 0.5), which emits CO2 (lognormal, 0.5). With
# LCA(use_distributions=True) the two are independent and the logarithm of the score has an sd of 0.71, as it should.
# With seed_override=42, or 7, their correlation is 1 and the sd is 0.99: each matrix has a generator of its own, and all
# of them start from the one seed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check bw2calc==3.1.0 bw_processing==1.6 matrix_utils==0.9 \
	stats_arrays==4.0 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import bw2calc
import bw_processing
import numpy as np

SERVICE, ELECTRICITY, SERVING, PLANT, CO2 = 1, 2, 11, 12, 21
SD, ITERATIONS = 0.5, 3000


def laws(*amounts):
    """No law for an amount of 1, else the lognormal law with this median."""
    rows = [(2, np.log(each), SD) if each != 1 else (0, each, np.nan) for each in amounts]
    missing = (np.nan, np.nan, np.nan, False)
    return np.array([(*row, *missing) for row in rows], dtype=bw_processing.UNCERTAINTY_DTYPE)


def cells(*pairs):
    return np.array(list(pairs), dtype=bw_processing.INDICES_DTYPE)


package = bw_processing.create_datapackage()
package.add_persistent_vector(
    matrix="technosphere_matrix",
    indices_array=cells((SERVICE, SERVING), (ELECTRICITY, PLANT), (ELECTRICITY, SERVING)),
    data_array=np.array([1.0, 1.0, 2.0]),
    flip_array=np.array([False, False, True]),
    distributions_array=laws(1.0, 1.0, 2.0),
)
package.add_persistent_vector(
    matrix="biosphere_matrix",
    indices_array=cells((CO2, PLANT)),
    data_array=np.array([0.4]),
    distributions_array=laws(0.4),
)
package.add_persistent_vector(
    matrix="characterization_matrix", indices_array=cells((CO2, CO2)), data_array=np.array([1.0])
)


def drawn(**seed):
    """The correlation of the two amounts, and the sd of the score, all as logarithms."""
    lca = bw2calc.LCA({SERVICE: 1}, data_objs=[package], use_distributions=True, **seed)
    lca.lci()
    lca.lcia()
    found = []
    for _ in range(ITERATIONS):
        next(lca)
        taken = -lca.technosphere_matrix[lca.dicts.product[ELECTRICITY], lca.dicts.activity[SERVING]]
        emitted = lca.biosphere_matrix[lca.dicts.biosphere[CO2], lca.dicts.activity[PLANT]]
        found.append((taken, emitted, lca.score))
    taken, emitted, score = np.log(found).T
    return np.corrcoef(taken, emitted)[0, 1], score.std()


for seed in ({}, {"seed_override": 42}, {"seed_override": 7}):
    correlation, sd = drawn(**seed)
    print(f"{seed or 'no seed'}: correlation {correlation:.2f}, sd {sd:.2f} (independent: {SD * 2**0.5:.2f})")
    assert abs(correlation - bool(seed)) < 0.1, "the behaviour has changed"
    assert abs(sd - (2 * SD if seed else SD * 2**0.5)) < 0.05, "the behaviour has changed"
PYTHON
