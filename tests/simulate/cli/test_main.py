from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from carbonspan.simulate.cli import commands, main
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.shipped import library

HEAVY = ("numpy", "numba", "scipy", "xarray", "matplotlib", "pint", "pydantic", "ruamel", "yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["show", "--help"], ["check", "--help"]])
def test_help_loads_nothing_that_is_slow(arguments: list[str]) -> None:
    code = (
        "import sys; from carbonspan.simulate.cli.main import run\n"
        f"try: run({arguments})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_is_listed_in_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown and text in shown for name, text in commands.COMMANDS.items())


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_has_a_module_with_help(name: str) -> None:
    command = import_module(f"carbonspan.simulate.cli.{commands.module(name)}").command
    assert command.name == name
    assert command.help


def test_an_unknown_command_is_reported_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["shwo"]) == 2
    assert "no command is named 'shwo'; did you mean 'show'?" in capsys.readouterr().err


def raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    def command() -> None:
        raise error

    monkeypatch.setattr(main.cli, "main", lambda *_, **__: command())
    return main.run([])


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InvalidInput("pue: must be at least 1"), 2, "pue: must be at least 1\n"),
        (RunError("3 of 1000 samples are not finite"), 1, "3 of 1000 samples are not finite\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (click.Abort(), 130, "interrupted\n"),
        (click.UsageError("no such option"), 2, "Error: no such option\n"),
    ],
)
def test_how_it_ends(
    error: BaseException,
    code: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert raising(error, monkeypatch) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sensitivity", "chatgpt/by-words", "--samples", "10"), "--samples: must be at least 1,024, got 10\n"),
        (("measure", "chatgpt/by-words", "--samples", "10"), "--samples: must be at least 10,000, got 10\n"),
        (("plot", "chatgpt/by-words", "--size", "A4"), "--size: must be column, page, slide or millimetres such as"),
        (("plot", "chatgpt/by-words", "--style", "blue"), "--style: no style is called 'blue'; choose one of print"),
    ],
)
def test_an_option_is_called_as_it_is_typed(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*arguments, "--quiet"]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_a_mistake_in_carbonspan_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CARBONSPAN_DEBUG", raising=False)
    assert raising(ZeroDivisionError("division\nby zero"), monkeypatch) == 1
    captured = capsys.readouterr().err
    assert "please report it (ZeroDivisionError: division by zero)" in captured
    assert captured.count("\n") == 1


def test_debugging_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARBONSPAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError, match="division"):
        raising(ZeroDivisionError("division"), monkeypatch)


def carbonspan(*arguments: str, folder: Path, **environment: str) -> Any:
    command = [sys.executable, "-m", "carbonspan", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_from_a_new_file_to_its_inputs(tmp_path: Path) -> None:
    assert carbonspan("new", "mine.yaml", folder=tmp_path).returncode == 0
    checked = carbonspan("check", "mine.yaml", folder=tmp_path)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "mine.yaml: no problems\n", "")
    shown = carbonspan("show", "mine.yaml", "--json", folder=tmp_path)
    inputs = {each["name"]: each for each in json.loads(shown.stdout)["inputs"]}
    assert inputs["carbon_intensity"]["nominal"] == pytest.approx(400)
    assert inputs["power"]["quantiles"] == pytest.approx({"0.05": 400, "0.5": 489.9, "0.95": 600}, rel=1e-4)


def test_new_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("precious")
    done = carbonspan("new", "mine.yaml", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "mine.yaml: exists already; choose another name\n")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["precious"]


def test_check_tells_every_mistake_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: a\nmodle: x\ninputs: 3\n")
    (tmp_path / "b.yaml").write_bytes(b"\x80")
    done = carbonspan("check", "a.yaml", "b.yaml", "c.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "a.yaml:2:1: modle: unknown key; did you mean 'model'?",
        "a.yaml:3:1: inputs: must be a mapping such as `{pue: {nominal: 1.2, evidence: assumed}}`, got 3",
        "b.yaml:1:1: must be UTF-8 text, got the byte 0x80; is this a YAML file?",
        "c.yaml: cannot be read: no such file or directory",
    ]


def on_terminal(*arguments: str, columns: int, folder: Path, stream: str = "stdout") -> list[str]:
    """The lines that a command writes to a terminal so wide; what its other stream says is left out."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-m", "carbonspan", *arguments]
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
    with subprocess.Popen(command, cwd=folder, env={**environment, "NO_COLOR": "1"}, **streams):
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return written.decode().splitlines()


def _read(terminal: int) -> bytes:
    """What is there to read; nothing once the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", ["list", "list --models", "catalog", "sources", "show chatgpt/by-words"])
def test_a_terminal_gets_whole_words_in_lines_that_fit(command: str, columns: int, tmp_path: Path) -> None:
    shown = on_terminal(*command.split(), columns=columns, folder=tmp_path)
    piped = carbonspan(*command.split(), folder=tmp_path).stdout
    words = {word.rstrip(";") for word in piped.split()}
    assert max(map(len, shown)) <= max(columns, max(map(len, words)) + 4)
    assert {word.rstrip(";") for line in shown for word in line.split()} <= words
    assert "\x1b" not in "".join(shown)


@pytest.mark.parametrize("command", ["list", "list --models", "catalog", "sources", "show bert/by-hour"])
def test_a_pipe_gets_whole_lines_without_blanks_behind(command: str, tmp_path: Path) -> None:
    shown = carbonspan(*command.split(), folder=tmp_path, COLUMNS="40").stdout
    assert not [line for line in shown.splitlines() if line != line.rstrip()]
    assert shown == carbonspan(*command.split(), folder=tmp_path, COLUMNS="200").stdout
    assert max(map(len, shown.splitlines())) > 80


def test_an_error_is_folded_on_a_terminal_alone(tmp_path: Path) -> None:
    command = "run chatgpt/by-words --set latency=3kg"
    (piped,) = carbonspan(*command.split(), folder=tmp_path).stderr.splitlines()
    shown = on_terminal(*command.split(), columns=60, folder=tmp_path, stream="stderr")
    assert len(piped) > 60
    assert max(map(len, shown)) <= 60
    assert " ".join(line.strip() for line in shown) == piped


@pytest.mark.parametrize("columns", [60, 80])
def test_help_fits_a_terminal(columns: int, tmp_path: Path) -> None:
    for arguments in (["--help"], *([name, "--help"] for name in commands.COMMANDS)):
        assert max(map(len, on_terminal(*arguments, columns=columns, folder=tmp_path))) <= columns


def test_a_paragraph_of_a_model_is_folded_as_a_whole(tmp_path: Path) -> None:
    piped = carbonspan("show", "chatgpt/by-words", folder=tmp_path)
    assert "a word takes one A100 0.35 s at 407 W, and the grid emits" in piped.stdout
    assert "warning: chatgpt/by-words: inputs.pue: nominal value 1 is below its" in piped.stderr
    assert "get 30 words each, a word takes one A100 0.35 s at 407 W, and the grid emits" in on_terminal(
        "show", "chatgpt/by-words", columns=80, folder=tmp_path
    )


def test_show_says_what_is_one_draw(tmp_path: Path) -> None:
    carbonspan("new", "a.yaml", folder=tmp_path)
    text = (tmp_path / "a.yaml").read_text()
    text = text.replace("    gsd: 1.25", "    gsd: 1.25\n    factors: [grid_error]")
    text += (
        "factors: {grid_error: {nominal: 1, gsd: 1.1, evidence: assumed}}\ncorrelations: {pairs: [[power, pue, 0.5]]}\n"
    )
    (tmp_path / "a.yaml").write_text(text)
    shown = carbonspan("show", "a.yaml", folder=tmp_path).stdout
    assert "grid_error multiplies carbon_intensity by the same value in each draw" in shown
    assert "power, pue are correlated (spearman correlation)" in shown


def test_show_prints_notes_where_there_are_any(tmp_path: Path) -> None:
    carbonspan("new", "a.yaml", folder=tmp_path)
    text = (tmp_path / "a.yaml").read_text().replace("note:", "# note:")
    (tmp_path / "a.yaml").write_text(text)
    assert "Notes" not in carbonspan("show", "a.yaml", folder=tmp_path).stdout
    (tmp_path / "a.yaml").write_text(
        text.replace("    gsd: 1.25", "    gsd: 1.25\n    note: |\n      one grid\n      of many")
    )
    shown = carbonspan("show", "a.yaml", folder=tmp_path).stdout
    assert "\nNotes\n" in shown
    assert "\n  carbon_intensity: one grid of many " in shown
    narrow = on_terminal("show", "chatgpt/by-words", columns=60, folder=tmp_path)
    place = narrow.index("  pue: Left out in the published figure. Between the figures")
    assert narrow[place + 1] == "    that tools use for the three large providers."


def test_show_tells_a_row_of_hours_by_its_ends(tmp_path: Path) -> None:
    shown = carbonspan("show", "bert/by-hour", folder=tmp_path).stdout.splitlines()
    assert "dimension start_hour: 0 to 23" in shown
    assert "dimension region: washington, california, great_britain" in shown
    (day,) = (line for line in shown if line.startswith("day ") and "discrete" in line)
    assert "variability over 6 hours" in day


def test_list_names_the_shipped_scenarios(tmp_path: Path) -> None:
    listed = json.loads(carbonspan("list", "--json", folder=tmp_path).stdout)
    assert {"name": "chatgpt/by-words", "title": "ChatGPT, served by response words"} in listed
    assert "chatgpt/by-hardware" in carbonspan("list", folder=tmp_path).stdout


def test_schema_is_json(tmp_path: Path) -> None:
    assert json.loads(carbonspan("schema", folder=tmp_path).stdout)["title"] == "carbonspan scenario"
    of_a_list = carbonspan("schema", "--of", "audit", folder=tmp_path).stdout
    assert json.loads(of_a_list)["title"] == "carbonspan audit"


def test_show_tells_the_profile_of_every_region(tmp_path: Path) -> None:
    done = carbonspan("show", "bert/by-hour", folder=tmp_path, COLUMNS="220", NO_COLOR="1")
    assert "384 x 1 hour, profiles/washington.csv × days_washington × data_washington" in done.stdout
    rows = [line.split() for line in done.stdout.splitlines() if " 384 " in line and "g CO2e/kWh" in line]
    ends = ["g", "CO2e/kWh", "384", "1", "hour", "derived"]
    assert rows == [
        ["carbon_intensity", "24.8", "47.65", "69.1", *ends, "carboncast"],
        ["carbon_intensity", "region", "california", "145.9", "289.5", "322.5", *ends, "decarbonization-potential"],
        ["carbon_intensity", "region", "great_britain", "122.6", "213", "276.1", *ends, "lets-wait-awhile"],
    ]
    assert "days_california multiplies carbon_intensity by the same value in each draw" in done.stdout


def test_profiles_are_in_the_json_with_all_their_values(tmp_path: Path) -> None:
    shown = json.loads(carbonspan("show", "bert/by-hour", "--json", folder=tmp_path).stdout)
    here, california, _ = shown["profiles"]
    assert (here["at"], california["at"]) == ("", "region california")
    assert (here["step"], here["unit"], here["file"]) == (3600, "gCO2e/kWh", "profiles/washington.csv")
    rows = (Path(str(library.folder())) / "profiles" / "washington.csv").read_text().splitlines()[1:]
    assert here["values"] == pytest.approx([float(row.split(",")[2]) for row in rows], rel=1e-12)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux, which is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command",
    ["--help", "list", "schema", "show chatgpt/by-words", "catalog --json"]
    + [f"run chatgpt/by-words --samples 1e3 --quiet {form}" for form in ("", "--json", "--csv")],
)
def test_a_full_disk_is_reported_by_its_cause(command: str, unbuffered: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "carbonspan", *command.split()],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path, env=environment,
        )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if not line.startswith("warning: ")]
    assert (done.returncode, lines) == (2, ["cannot write to standard output: No space left on device"])


@pytest.mark.parametrize("command", ["--help", "catalog", "run chatgpt/by-words --samples 1e3 --quiet --json"])
def test_a_reader_who_has_gone_gets_no_message(command: str, tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "carbonspan", *command.split()]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(arguments, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def in_shell(command: str, streams: str, folder: Path) -> Any:
    """A command of carbonspan with its streams redirected as a shell says."""
    arguments = ["/bin/sh", "-c", f'"$@" {streams}', "sh", sys.executable, "-m", "carbonspan", *command.split()]
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


def test_a_closed_output_is_reported_by_its_cause(tmp_path: Path) -> None:
    done = in_shell("list", ">&-", tmp_path)
    assert (done.returncode, done.stderr) == (2, "cannot write to standard output: it is closed\n")
    assert in_shell("new mine.yaml", ">&-", tmp_path).returncode == 0  # which has nothing to write there


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_whether_progress_is_reported_changes_nothing_about_the_answer(streams: str, tmp_path: Path) -> None:
    done = in_shell("run chatgpt/by-words --samples 1e4", streams, tmp_path)
    assert done.returncode == 0
    assert "credible interval" in done.stdout
    assert in_shell("run no-such-scenario", streams, tmp_path).returncode == 2


@pytest.mark.parametrize(("streams", "code"), [(">/dev/full", 2), (">&-", 2), ("| true", 0)])
def test_a_file_is_not_lost_with_what_is_printed(streams: str, code: int, tmp_path: Path) -> None:
    done = in_shell("run chatgpt/by-words --samples 1e3 --quiet --json --out answer.nc", streams, tmp_path)
    assert (tmp_path / "answer.nc").stat().st_size > 0
    assert done.returncode == code


@pytest.mark.parametrize(
    "command",
    [
        ["compare", "chatgpt/by-words", "chatgpt/by-hardware", "--out"],
        ["measure", "chatgpt/by-words", "--out"],
        ["sensitivity", "chatgpt/by-words", "--out"],
        ["sensitivity", "chatgpt/by-words", "--plot"],
        ["bench", "--out"],
        ["new"],
    ],
    ids=" ".join,
)
def test_every_command_writes_to_regular_files_only(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix = {"--out": ".nc", "--plot": ".png"}.get(command[-1], ".yaml")
    path = tmp_path / f"a{suffix}"
    path.symlink_to("/dev/null")
    assert main.run([*command, str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: leads to /dev/null, which is a device; name a regular file\n"
    assert path.is_symlink()


def test_what_was_typed_is_shown_printable_and_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["run", "chatgpt/by-words", "--seed", "\x1b[31m\u202e" + "x" * 9_000]) == 2
    told = capsys.readouterr().err
    assert r"got \u202exxx" in told
    assert len(told) < 2_000
