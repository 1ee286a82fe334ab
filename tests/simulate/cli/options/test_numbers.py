import click
import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.cli.options.numbers import share, whole


def read(callback, value):
    return callback(None, None, value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("1e8", 10**8),
        ("1E3", 1000),
        ("100000000", 10**8),
        ("2.50e2", 250),
        (" 7 ", 7),
        ("17592186044416", 2**44),
    ],
)
def test_whole_numbers_in_any_notation(text, number):
    found = read(whole(1), text)
    assert (found, type(found)) == (number, int)


@pytest.mark.parametrize(
    "text", ["0", "-1", "2.5", "many", "nan", "inf", "", "1e-3", "0x10", "1e8 samples", "1_000", "1_0e3"]
)
def test_what_is_no_whole_number(text):
    with pytest.raises(click.BadParameter, match="must be a whole number of at least 1, such as 1e6, got"):
        read(whole(1), text)


@pytest.mark.parametrize("text", ["1e14", "1e30", "1e999999999", "1000000000000000000"])
def test_a_number_beyond_any_run_is_refused_at_once(text):
    with pytest.raises(click.BadParameter, match=f"must be a whole number from 1 to 17592186044416, got {text}$"):
        read(whole(1), text)


@pytest.mark.parametrize(("text", "value"), [("1%", 0.01), ("0.01", 0.01), ("90 %", 0.9), ("2.5%", 0.025)])
def test_shares_with_and_without_percent(text, value):
    assert read(share("share", "1%"), text) == value


@pytest.mark.parametrize("text", ["0", "1", "-0.1", "100%", "200%", "abc", "nan", "%", "1e9", "0.9_5", "1_0%"])
def test_what_is_no_share(text):
    with pytest.raises(click.BadParameter, match=f"must be a share between 0 and 1, such as 1%, got {text}$"):
        read(share("share", "1%"), text)


def test_a_percentage_without_its_sign_is_understood():
    with pytest.raises(click.BadParameter, match=r"must be a probability .* got 85; did you mean 0\.85\?"):
        read(share("probability", "0.9"), "85")


def test_a_number_not_meant_in_percent_is_not_offered_as_one():
    read_level = share("probability", "0.9", percent_from=10)
    with pytest.raises(click.BadParameter, match=r"got 85; did you mean 0\.85\?$"):
        read(read_level, "85")
    with pytest.raises(click.BadParameter, match=r"such as 0\.9, got 1\.5$"):
        read(read_level, "1.5")


def test_each_of_several_is_read_and_nothing_stays_nothing():
    assert read(share("probability", "0.9"), ("0.5", "90%")) == (0.5, 0.9)
    assert read(whole(1), None) is None


@pytest.mark.parametrize(
    "option",
    [
        ("--samples", "1_000"),
        ("--seed", "1_0"),
        ("--threads", "1_0"),
        ("--draws", "1_0"),
        ("--level", "0.9_5"),
        ("--tolerance", "1_0%"),
        ("--confidence", "0.9_0"),
        ("--every", "1_0s"),
        ("--set", "users=1_000_000"),
        ("--sweep", "latency=0.2..0.4:1_0"),
        ("--sweep", "latency=0.2,0.3_5"),
        ("--probability", "emissions > 1_0 t"),
        ("--observed", "emissions=1_0 t"),
    ],
)
def test_no_number_has_underscores(option, capsys):
    assert main.run(["run", "chatgpt/by-words", *option]) == 2
    assert "got" in capsys.readouterr().err.replace("\n", " ")


@pytest.mark.parametrize("loss", ["1_0", "many", "inf"])
def test_a_loss_is_a_plain_number(loss, capsys):
    assert main.run(["measure", "chatgpt/by-words", "--budget", "emissions < 10 t", "--loss", loss]) == 2
    assert f"must be a number, such as 5, got {loss}" in " ".join(capsys.readouterr().err.split())
