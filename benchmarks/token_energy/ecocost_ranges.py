"""The ranges of ecocost for the models of score.py, as JSON: run it where ``ecocost`` is installed.

``python benchmarks/token_energy/ecocost_ranges.py > ranges.json``
"""

from __future__ import annotations

import json

import ecocost

MODELS = {
    "Llama 3.1 8B Instruct": "llama-3-8b",  # the same sizes as version 3, which it has
    "Llama 3.1 70B Instruct": "llama-3-70b",
    "Llama 3.3 70B Instruct": "llama-3.3-70b",
    "Llama 3.1 405B Instruct FP8": "llama-3.1-405b",
    "Llama 4 Scout 17B 16E Instruct": "llama-4-scout",
    "Llama 4 Maverick 17B 128E Instruct FP8": "llama-4-maverick",
    "Qwen 3 235B A22B Instruct FP8": "qwen3-vl-235b-a22b-instruct",
}
TOKENS = 1000

ranges: dict[str, dict[str, list[float]]] = {"ecocost, likely": {}, "ecocost, worst case": {}}
for name, model in MODELS.items():
    energy = ecocost.estimate(model, output_tokens=TOKENS)["energy"]
    ranges["ecocost, likely"][name] = [energy["min"] / TOKENS, energy["max"] / TOKENS]
    worst = energy["worst_case"]
    ranges["ecocost, worst case"][name] = [worst["min"] / TOKENS, worst["max"] / TOKENS]
print(json.dumps(ranges))
