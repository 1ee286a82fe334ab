"""What code is compiled for: as numba says, which is not asked."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from carbonspan.simulate.engine.compiler.target import check_compiler
from carbonspan.simulate.engine.errors import RunError

PROGRAM = """
from carbonspan.simulate.engine.compiler.target import target
import sys
assert "numba" not in sys.modules
print(target())
from numba.core.registry import cpu_target
options = {}
codegen = cpu_target.target_context.codegen()
codegen._customize_tm_options(options)
features = sorted(each[1:] for each in options["features"].split(",") if each.startswith("+"))
print(f"{options['cpu']}: {','.join(features)}")
"""


def targets(**settings: str) -> list[str]:
    """The target as we and as numba find it in a new process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")} | settings
    ran = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


@pytest.mark.parametrize(
    "settings",
    [{}, {"NUMBA_CPU_NAME": "generic"}, {"NUMBA_ENABLE_AVX": "0"}, {"NUMBA_CPU_FEATURES": "+sse2,-avx"}],
    ids=str,
)
def test_the_target_is_numbas(settings: dict[str, str]) -> None:
    ours, numbas = targets(**settings)
    assert ours == numbas


def test_settings_that_change_code_are_told() -> None:
    assert targets(NUMBA_OPT="1", NUMBA_NUM_THREADS="1")[0].endswith("; NUMBA_OPT=1")


def test_a_compiler_that_is_switched_off_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "0")
    check_compiler()
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    with pytest.raises(RunError, match=r"NUMBA_DISABLE_JIT is set, .*; unset it"):
        check_compiler()
