"""Texts of ``--set``, ``--sweep``, ``--probability`` and the like, right ones and wrong ones."""

from __future__ import annotations

from hypothesis import strategies as st

from . import texts

#: Inputs of `chatgpt/by-words`, and what is none.
NAMES = (
    "pue",
    "utilization",
    "latency",
    "users",
    "idle_power",
    "carbon_intensity",
    "duration",
    "nosuch",
    "",
    "country",
)
FORMS = (
    "{{p5: {0}, p95: {1}}}", "{{normal: {{mean: {0}, sd: {1}}}}}", "{{uniform: [{0}, {1}]}}",
    "{{nominal: {0}, gsd: {1}}}",
    "{{gamma: {{shape: {0}, scale: {1}}}}}", "{{weibull: {{shape: {0}, scale: {1}}}}}",
    "{{exponential: {{mean: {0}}}}}",
    "{{pert: [{0}, {1}, {0}]}}", "{{beta: {{alpha: {0}, beta: {1}}}}}",
    "{{student_t: {{df: {0}, location: 1, scale: {1}}}}}",
    "{{discrete: {{{0}: 0.5, {1}: 0.5}}}}", "{{poisson: {{mean: {0}}}}}", "{{binomial: {{n: {0}, p: {1}}}}}",
    "{{quantiles: {{0.05: {0}, 0.5: {1}, 0.95: 3}}}}", "{{pedigree: {{scores: [1, 2, 3, {0}, 5]}}}}",
    "{{mixture: [{0}, {1}]}}",
    "{{uniform: [0, 1], truncate: [{0}, {1}]}}", "{{catalog: {0}}}", "{0} to {1}", "{0}..{1}:7", "{0}..{1}:3log",
    "{0} ± {1}",
    "{0}", "{0}", "[{0}, {1}]", "{{nominal: {0}", "{{{0}: {1}}}",
)  # fmt: skip
CATALOG = ("grid/fr-2024-ember", "grid/wecc-2020", "provider/aws/pue-ecologits", "gpu/v100/tdp", "FR", "h100")

values = st.builds(str.format, st.sampled_from(FORMS), texts.pieces | texts.numbers, texts.numbers)
sets = st.builds("{}={}".format, st.sampled_from(NAMES), values | st.sampled_from(CATALOG)) | texts.pieces
events = st.builds(
    "{} {} {}".format,
    st.sampled_from(("emissions", "energy", "x")),
    st.sampled_from(("<", ">", ">=", "=", "")),
    texts.quantities,
)
#: An option with its text.
options = st.one_of(
    st.tuples(st.just("--set"), sets),
    st.tuples(st.just("--set"), sets),
    st.tuples(st.just("--set"), sets),
    st.tuples(st.just("--fix"), st.sampled_from(NAMES)),
    st.tuples(st.just("--sweep"), st.builds("{}={}".format, st.sampled_from(NAMES), values)),
    st.tuples(st.sampled_from(("--probability", "--budget")), events | texts.pieces),
    st.tuples(st.just("--observed"), st.builds("{}={}".format, st.sampled_from(("energy", "pue", "x")), values)),
    st.tuples(st.just("--level"), texts.numbers),
    st.tuples(st.sampled_from(("--choice", "--tolerance", "--seed", "--error")), texts.pieces),
)
command_lines = st.lists(options, min_size=1, max_size=3).map(lambda pairs: [text for pair in pairs for text in pair])
