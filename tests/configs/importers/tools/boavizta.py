"""Writes the answer about a server that is used for a year to server.json."""

from pathlib import Path

from boaviztapi.main import app
from fastapi.testclient import TestClient

with TestClient(app) as client:
    usage = {"usage_location": "FRA", "avg_power": 300}
    answer = client.post("/v1/server/", json={"usage": usage}, params={"verbose": True, "duration": 8760})
Path("server.json").write_text(answer.text)
