"""Scenarios kept between processes: found again while nothing they came from has changed, read anew otherwise."""

from __future__ import annotations

import os
import pickle
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.cache.dependencies import Digests
from carbonspan.simulate.cache.store import Store
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader import read, scenario_cache
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.scenario_cache import ScenarioKey, readers
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.shipped import library

ROOT = Path(__file__).parents[3]
WHOLE = """\
title: two servers
parts:
  own: {use: server.yaml, set: {full_power: 400 W/gpu}}
  shipped: {use: training/gpt-3}
"""
SERVER = """\
title: a server
model: power.power
inputs:
  utilization: {nominal: 0.5, uniform: [0.4, 0.6], evidence: assumed}
  idle_power: {nominal: 50 W/gpu, empirical: {csv: idle.csv, column: watts}, evidence: measured, source: us}
  full_power: {nominal: 300 W/gpu, evidence: assumed}
"""
IDLE = "watts\n40\n50\n70\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario, one that it uses and a file of data, and an empty cache beside it."""
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in {"whole.yaml": WHOLE, "server.yaml": SERVER, "idle.csv": IDLE}.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were read, and not found among what is kept."""
    names: list[str] = []
    reads = read.read

    def noted(name: str, **options: tuple[str, ...]) -> Scenario:
        names.append(name)
        return reads(name, **options)

    monkeypatch.setattr(read, "read", noted)
    return names


def entry(name: str = "whole.yaml", **options: tuple[str, ...]) -> Path:
    return scenario_cache.STORE.path(str(ScenarioKey(name, **options)))


def edit(path: Path, old: str, new: str) -> None:
    """One text in a file replaced by one as long, at the same time."""
    before = path.stat()
    text = path.read_text()
    assert text.count(old) == 1
    assert len(old) == len(new)
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_was_read_is_found_again(folder: Path, readings: list[str]) -> None:
    first = load("whole.yaml")
    second = load("whole.yaml")
    assert readings == ["whole.yaml"]
    assert second == first
    assert repr(second) == repr(first)


def test_the_answer_is_that_of_the_name_the_options_and_the_folder(
    folder: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, dict[str, list[str]]]] = [
        ("server.yaml", {}),
        ("./server.yaml", {}),
        ("server.yaml", {"sets": ["full_power=310"]}),
        ("server.yaml", {"sets": ["full_power=320"]}),
        ("server.yaml", {"fixes": ["utilization"]}),
        ("server.yaml", {"fixes": ["idle_power"]}),
    ]
    first = [load(name, **options) for name, options in asked]
    assert len(readings) == len(asked)
    assert [load(name, **options) for name, options in asked] == first
    assert len(readings) == len(asked)
    assert [each.inputs["full_power"].nominal for each in first[2:4]] == [310, 320]
    (folder / "other").mkdir()
    for name in ("server.yaml", "idle.csv"):
        shutil.copy(folder / name, folder / "other")
    monkeypatch.chdir(folder / "other")
    load("server.yaml")
    assert len(readings) == len(asked) + 1


def test_an_edited_file_is_read_again(folder: Path, readings: list[str]) -> None:
    load("whole.yaml")
    edit(folder / "whole.yaml", "400 W/gpu", "410 W/gpu")
    assert load("whole.yaml").inputs["own.full_power"].nominal == 410
    edit(folder / "server.yaml", "nominal: 0.5", "nominal: 0.6")
    assert load("whole.yaml").inputs["own.utilization"].nominal == 0.6
    before = load("whole.yaml").inputs["own.idle_power"].distribution
    assert len(readings) == 3
    edit(folder / "idle.csv", "70", "90")
    assert load("whole.yaml").inputs["own.idle_power"].distribution != before
    assert len(readings) == 4


def test_a_file_that_goes_or_comes_is_noticed(folder: Path, readings: list[str]) -> None:
    assert "training.energy" not in load("whole.yaml").inputs
    (folder / "idle.csv").rename(folder / "away.csv")
    with pytest.raises(InvalidInput, match=r"server\.yaml:5:\d+: parts\.own\.inputs\.idle_power.*no such file"):
        load("whole.yaml")
    (folder / "away.csv").rename(folder / "idle.csv")
    load("whole.yaml")
    assert readings == ["whole.yaml"] * 2
    (folder / "training").mkdir()
    shutil.copy(folder / "server.yaml", folder / "training" / "gpt-3")
    assert "shipped.idle_power" in load("whole.yaml").inputs


def test_a_mistake_is_reported_with_position_every_time(folder: Path) -> None:
    load("server.yaml")
    text = (folder / "server.yaml").read_text()
    (folder / "server.yaml").write_text(text.replace("nominal: 0.5,", "nominal: 1.5,"))
    for _ in range(2):
        with pytest.raises(InvalidInput, match=r"^server\.yaml:4:17: inputs\.utilization\.nominal: must lie within"):
            load("server.yaml")
    (folder / "server.yaml").write_text(text)
    assert load("server.yaml").inputs["utilization"].nominal == 0.5


def test_warnings_are_kept_with_the_scenario(folder: Path, readings: list[str]) -> None:
    implausible_values = load("server.yaml", sets=["idle_power=900"]).warnings
    assert [warning.file for warning in implausible_values] == ["--set idle_power=900"]
    assert load("server.yaml", sets=["idle_power=900"]).warnings == implausible_values
    assert len(readings) == 1


@pytest.mark.parametrize(
    "edited",
    [
        "models/power.py",
        "simulate/cache/dependencies.py",
        "configs/units.txt",
        "configs/vocabulary.yaml",
        "simulate/reader/load.py",
    ],
)
def test_every_source_that_reads_scenarios_counts(edited: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("models", "simulate", "configs"):
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.setattr(scenario_cache, "__file__", str(tmp_path / "simulate/reader/scenario_cache.py"))
    before = readers()
    with (tmp_path / edited).open("a") as file:
        file.write("\n")
    assert readers() != before


@pytest.mark.parametrize("library", ["numpy", "pint", "pydantic", "pyyaml", "ruamel.yaml", "scipy"])
def test_every_library_that_reads_scenarios_counts(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, stamp = readers(), scenario_cache.library_stamp
    assert stamp(library) != stamp("click")
    monkeypatch.setattr(scenario_cache, "library_stamp", lambda name: "another" if name == library else stamp(name))
    assert readers() != before


def test_another_version_of_what_reads_scenarios_reads_again(
    folder: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load("server.yaml")
    monkeypatch.setattr(scenario_cache, "_readers_at_start", lambda: "of another version")
    load("server.yaml")
    assert len(readings) == 2


def test_what_was_read_by_sources_that_are_being_edited_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenario_cache, "readers", lambda: "just installed")
    load("server.yaml")
    assert not entry("server.yaml").exists()


OWN = """\
from pathlib import Path
GAIN = float(Path("gain.txt").read_text())

def heat(power: float) -> float:
    return GAIN * power
"""


def test_a_model_of_ones_own_is_asked_every_time(folder: Path) -> None:
    (folder / "gain.txt").write_text("2")
    (folder / "own.py").write_text(OWN)
    (folder / "own.yaml").write_text(
        "title: own\nmodel: own.py:heat\ninputs: {power: {nominal: 1, evidence: assumed}}\n"
    )
    assert load("own.yaml").parts[0].model.function(1) == 2
    assert not entry("own.yaml").exists()
    edit(folder / "own.py", "* power", "/ power")
    assert load("own.yaml").parts[0].model.function(4) == 0.5


def flip(question: str) -> None:
    """One bit of a number, by a failing disk."""
    path = scenario_cache.STORE.path(question)
    held, half = path.read_bytes(), struct.pack(">d", 0.5)
    assert half in held
    path.write_bytes(held.replace(half, struct.pack(">d", 0.75)))


def replace_by(change: Callable[[Digests, Scenario], object]) -> Callable[[str], None]:
    """An entry that is no scenario with its files, but sealed like one."""

    def replaced(question: str) -> None:
        made = pickle.loads(scenario_cache.STORE.get(question) or b"")  # noqa: S301 - written by this test
        scenario_cache.STORE.put(question, pickle.dumps(change(*made)))

    return replaced


@pytest.mark.parametrize(
    "spoil",
    [
        flip,
        lambda question: scenario_cache.STORE.put(question, b""),
        lambda question: scenario_cache.STORE.put(question, b"\xff\xfe\x00"),
        lambda question: scenario_cache.STORE.put(question, b"cno_such_module\nScenario\n."),
        replace_by(lambda files, scenario: []),
        replace_by(lambda files, scenario: (files, files)),
        replace_by(lambda files, scenario: (None, scenario)),
        replace_by(lambda files, scenario: (dict.fromkeys(files), scenario)),
    ],
)
def test_a_broken_entry_is_read_again_and_replaced(
    spoil: Callable[[str], None], folder: Path, readings: list[str]
) -> None:
    expected = load("server.yaml")
    spoil(str(ScenarioKey("server.yaml")))
    assert load("server.yaml") == expected
    assert len(readings) == 2
    assert load("server.yaml") == expected
    assert len(readings) == 2


def test_a_folder_in_place_of_an_entry_is_harmless(folder: Path, readings: list[str]) -> None:
    first = load("server.yaml")
    entry("server.yaml").unlink()
    entry("server.yaml").mkdir()
    assert load("server.yaml") == load("server.yaml") == first
    assert len(readings) == 2


def test_without_a_cache_folder_everything_is_read(
    folder: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(folder / "file" / "cache"))
    assert load("server.yaml") == load("server.yaml")
    assert len(readings) == 2


def test_no_key_replaces_another(folder: Path, readings: list[str]) -> None:
    asked = [("server.yaml", [f"full_power={n}"]) for n in range(300, 400)]
    for name, sets in asked * 2:
        load(name, sets=sets)
    assert len(readings) == len(asked)


def test_the_oldest_answers_make_room(folder: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_cache, "STORE", Store("scenarios", most=1))
    titles = [load(name).title for name in ("server.yaml", "whole.yaml", "whole.yaml", "server.yaml")]
    assert titles == ["a server", "two servers", "two servers", "a server"]
    assert readings == ["server.yaml", "whole.yaml", "server.yaml"]
    assert len(list(entry().parent.iterdir())) == 1


def test_processes_that_keep_at_once_do_not_trip(folder: Path, readings: list[str]) -> None:
    program = (
        "from carbonspan import load; [load('whole.yaml', sets=['own.full_power=' + str(n % 3)]) for n in range(9)]"
    )
    started = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(4)]
    assert [process.wait() for process in started] == [0] * 4
    found = [load("whole.yaml", sets=[f"own.full_power={n}"]).inputs["own.full_power"].nominal for n in range(3)]
    assert found == [0, 1, 2]
    assert readings == []
    assert not list(entry().parent.glob("*.part"))


OPENED = """
import sys
opened = set()
sys.addaudithook(lambda event, arguments: opened.add(str(arguments[0])) if event == "open" else None)
from pathlib import Path
import carbonspan
from carbonspan.simulate.cache import dependencies
from carbonspan.simulate.reader import read, scenario_cache
root = Path(carbonspan.__file__).parent
makers = {path.resolve() for pattern in scenario_cache._SOURCES for path in root.glob(pattern)}
home = Path(scenario_cache.__file__).resolve().parents[2]
homes = [Path.cwd(), *(home / name for name in ("configs", "models", "simulate"))]
for name in sys.argv[1:]:
    opened.clear()
    with dependencies.recording() as recorded:
        read.read(name)
    here = {path for path in map(Path.resolve, map(Path, opened)) if any(map(path.is_relative_to, homes))}
    known = makers | {Path(file).resolve() for file, digest in recorded.items() if digest}
    assert known - makers <= here, "the hook hears of what is read"
    print(*(path for path in here - known if path.is_file() and path.suffix not in {".py", ".pyc"}))
"""


def test_whatever_is_opened_for_a_scenario_is_noted(folder: Path) -> None:
    names = ["whole.yaml", *library.names()]
    ran = subprocess.run([sys.executable, "-c", OPENED, *names], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [""] * len(names)


def test_a_kept_scenario_needs_none_of_what_reads_it(folder: Path) -> None:
    program = "import sys, carbonspan; carbonspan.load('whole.yaml'); print(*sys.modules, sep='\\n')"

    def loaded() -> set[str]:
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        return {"pint", "pydantic", "yaml", "carbonspan.simulate.reader.read"} & set(ran.stdout.split())

    assert loaded() == {"pint", "pydantic", "yaml", "carbonspan.simulate.reader.read"}
    assert loaded() == set()
