from __future__ import annotations

from pathlib import Path

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.plausibility import implausible_inputs
from carbonspan.simulate.shipped import template


def test_the_template_loads_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(template.text(), encoding="utf-8")
    scenario = load(str(tmp_path / "mine.yaml"))
    assert (*scenario.warnings, *implausible_inputs(scenario)) == ()
