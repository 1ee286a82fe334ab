"""``chatgpt/by-words`` by JAX on processors: one compiled function from a key to the answers, in double precision.

XLA uses all processors. Nearly all of the time is that of its beta draws; single precision takes three quarters of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
from by_words import LAWS, PROBABILITIES, Answer, Beta, Lognormal, outputs

if TYPE_CHECKING:
    from jax.typing import ArrayLike

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", True)  # noqa: FBT003 - its interface


def draws(law: Lognormal | Beta, key: ArrayLike, samples: int) -> jax.Array:
    """Draws of a law."""
    if isinstance(law, Lognormal):
        return jnp.exp(np.log(law.median) + law.sigma * jax.random.normal(key, (samples,)))
    return law.low + (law.high - law.low) * jax.random.beta(key, law.alpha, law.beta, (samples,))


@partial(jax.jit, static_argnums=1)
def simulated(key: ArrayLike, samples: int) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Means, standard deviations and quantiles of the outputs."""
    keys = jax.random.split(key, len(LAWS))
    rows = jnp.stack(outputs(*(draws(law, each, samples) for law, each in zip(LAWS.values(), keys, strict=True))))
    quantiles = jnp.quantile(rows, jnp.array(PROBABILITIES), axis=1)
    return rows.mean(axis=1), rows.std(axis=1, ddof=1), quantiles.T


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    found = simulated(jax.random.key(seed), samples)
    return [Answer(float(mean), float(sd), np.asarray(each)) for mean, sd, each in zip(*found, strict=True)]
