"""Writes the impacts of one request to request.json."""

from pathlib import Path

from ecologits.tracers.utils import llm_impacts

found = llm_impacts(provider="openai", model_name="gpt-4o-mini", output_token_count=400, request_latency=5.0)
Path("request.json").write_text(found.model_dump_json())
