"""``--cluster``: what commands print with it is what they print without, on a cluster of this process."""

import pytest

from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.clusters.pulse import Pulse
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.reader.load import load

PAIR = ["chatgpt/by-words", "chatgpt/by-hardware"]


@pytest.fixture
def invoke(capsys, monkeypatch, tmp_path):
    """Exit code, stdout and stderr of one command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def spans(monkeypatch):
    """How many spans were given out, as a list of those that came back."""
    found, result = [], Cluster._result

    def counted(self, future, lost):
        found.append(future)
        return result(self, future, lost)

    monkeypatch.setattr(Cluster, "_result", counted)
    return found


@pytest.mark.parametrize(
    ("arguments", "given_out"),
    [
        (["run", PAIR[0], "--samples", "1.1e6", "--probability", "emissions > 3 t", "--quiet"], 1),
        (["run", "bert/by-region", "--samples", "1.1e6", "--quiet"], 1),
        (["sensitivity", PAIR[0], "--samples", "3e5", "--seed", "1", "--quiet"], 2),
        (["sensitivity", PAIR[0], "--samples", "1.1e6", "--design", "random", "--quiet"], 1),
        (["compare", *PAIR, "--samples", "1.1e6", "--quiet"], 1),
        (["compare", *PAIR, PAIR[0], "--set", "pue=1.2", "--samples", "1.1e6", "--quiet"], 1),
        (["hindcast", "benchmark", "--samples", "1.1e6"], 1),
    ],
)
def test_the_numbers_are_those_without_a_cluster(invoke, spans, address, arguments, given_out) -> None:
    expected = invoke(*arguments, "--json")
    assert expected[0] == 0, expected[2]
    assert not spans
    assert invoke(*arguments, "--json", "--cluster", address) == expected
    assert len(spans) == given_out


NARROW = [f"--fix={name}" for name in load(PAIR[0]).inputs if name != "pue"]


def test_a_comparison_is_replayed_on_the_cluster_too(invoke, address, monkeypatch) -> None:
    sent, zoom = [], Cluster.zoom
    monkeypatch.setattr(Cluster, "zoom", lambda *given: (sent.append(given), zoom(*given))[1])
    arguments = ["compare", PAIR[0], PAIR[0], "--apart", "pue", *NARROW, "--samples", "1.1e6", "--quiet", "--json"]
    expected = invoke(*arguments)
    assert expected[0] == 0, expected[2]
    assert invoke(*arguments, "--cluster", address) == expected
    assert sent


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["run", PAIR[0]], "run it again with --checkpoint FILE.state, from which the same command goes on"),
        (["run", PAIR[0], "--checkpoint", "a.state"], "the same command with --checkpoint a.state runs it again"),
        (["sensitivity", PAIR[0]], "what it has computed is lost; run the command again with this cluster, another"),
        (["compare", *PAIR], "what it has computed is lost; run the command again with this cluster, another one or"),
        (["hindcast", "benchmark"], "what it has computed is lost; run the command again with this cluster, another"),
    ],
)
def test_a_lost_cluster_says_what_the_command_can_do(invoke, address, monkeypatch, arguments, remedy) -> None:
    monkeypatch.setattr(Pulse, "trouble", lambda _: "it broke")
    code, out, err = invoke(*arguments, "--samples", "1.1e6", "--cluster", address)
    assert (code, out) == (1, "")
    assert f"the cluster {address} is lost: it broke; {remedy}" in err
    assert err.count("is lost: ") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["run", PAIR[0], "--cluster", "myhost"],
            "--cluster myhost: must be local:N with N from 1 to 9999, such as local:4, or a scheduler's",
        ),
        (["sensitivity", PAIR[0], "--cluster", "myhost"], "--cluster myhost: must be local:N"),
        (["compare", *PAIR, "--cluster", "myhost"], "--cluster myhost: must be local:N"),
        (["hindcast", "benchmark", "--cluster", "myhost"], "--cluster myhost: must be local:N"),
        (["compare", *PAIR, "--gap", "--cluster", "local:2"], "--gap has no --cluster; its samples are few"),
    ],
)
def test_what_no_cluster_can_run_is_refused(invoke, arguments, told) -> None:
    code, out, err = invoke(*arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_stored_answers_need_no_cluster(invoke) -> None:
    for number, name in enumerate(PAIR):
        invoke("run", name, "--samples", "1e3", "--draws", "1e3", "--out", f"{number}.nc", "--quiet")
    code, _, err = invoke("compare", "0.nc", "1.nc", "--cluster", "local:2")
    assert code == 2
    assert "--cluster runs scenarios; stored answers are compared by their draws, here" in err
