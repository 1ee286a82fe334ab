from __future__ import annotations

import os
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library


def test_names_are_topics_and_files() -> None:
    assert {"chatgpt/by-words", "chatgpt/by-hardware"} <= set(library.names())
    assert all(name.count("/") >= 1 and not name.endswith(".yaml") for name in library.names())
    assert not [
        name
        for name in library.names()
        if name.partition("/")[0] in {"catalog", "conformance", "hindcast", "languages"}
    ]


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_scenario_loads(name: str) -> None:
    assert load(name).name == name


def test_a_file_of_the_users_goes_by_its_stem(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.touch()
    assert library.find(str(path)) == ("mine", path)


def test_a_file_needs_no_ending_if_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.touch()
    assert library.find(str(path)) == ("mine", path)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(
        InvalidInput, match="chatgpt/by-wrods: is no shipped scenario and no file; did you mean 'chatgpt/by-"
    ):
        library.find("chatgpt/by-wrods")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with files and folders of several kinds."""
    monkeypatch.chdir(tmp_path)
    Path("none").mkdir()
    Path("some").mkdir()
    numbered = (f"some/{number}.yaml" for number in range(7))
    for name in ("ok.yaml", "m.py", "a.nc", "some/two.yml", *numbered):
        Path(name).touch()


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("nme", "is no shipped scenario and no file; `carbonspan list` names them all"),
        ("ok", r"is no shipped scenario and no file; did you mean 'ok\.yaml'\?"),
        ("m.py", r"must end in \.yaml or \.yml, as scenarios and lists of claims do"),
        ("a.nc", "holds an answer and no scenario; `carbonspan plot` draws it, `carbonspan export` writes its table"),
        ("some", r"is a folder; name a file in it: some/0\.yaml, .*some/4\.yaml, \.\.\."),
        ("none", "is a folder; no scenario file is in it"),
        ("blom", r"did you mean 'bloom/embodied' or 'bloom/training'\?"),
        ("chatgpt", r"did you mean 'chatgpt/by-hardware' or 'chatgpt/by-words' or 'chatgpt/embodied'\?"),
    ],
)
@pytest.mark.usefixtures("here")
def test_of_many_names_the_nearest_are_offered(name: str, remedy: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{name}: .*{remedy}"):
        library.find(name)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("ok.yml", r"; did you mean 'ok\.yaml'\?$"),
        ("some/tow.yaml", r"; did you mean 'some/two\.yml'\?$"),
        ("chatgpt/by-words.yaml", r"; did you mean 'chatgpt/by-words'\?$"),
        ("c.yaml", "$"),
        ("nowhere/ok.yaml", "$"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_file_that_is_not_there_is_told_with_the_one_that_was_meant(name: str, remedy: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{name}: cannot be read: no such file or directory{remedy}"):
        library.find(name)


@pytest.mark.usefixtures("here")
def test_what_is_no_regular_file_is_told_as_such() -> None:
    os.mkfifo("pipe.yaml")
    Path("zero.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "zero.yaml", "/dev/zero"):
        with pytest.raises(InvalidInput, match=f"^{name}: is a pipe or a device; a scenario is a regular file$"):
            library.find(name)


def test_a_name_of_what_questions_are_about_says_what_answers() -> None:
    with pytest.raises(InvalidInput, match=r"for Llama 3\.1 70B, ask: `carbonspan ask llama-3.1-70b`"):
        library.find("llama-3.1-70b")


def test_an_empty_name_is_told_to_be_one() -> None:
    with pytest.raises(InvalidInput, match=r"^a scenario has a name, got an empty text; `carbonspan list` names them"):
        library.find("")
