"""Points in time as tools write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from carbonspan.simulate.files.tables.clocks import ClockError, clock, unknown_clock
from carbonspan.simulate.files.tables.instants import InstantError, InstantReader, instant, shown

MORNING = datetime(2024, 3, 4, 8, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04T08:00:00Z",
        "2024-03-04 08:00",
        "2024-03-04T08",
        "2024-03-04T09:00+01:00",
        "2024-03-04T08:00:00.000-00:00",
        "2024-03-04 03:00 EST",
        "2024/03/04 08:00:00.000",
        "20240304T080000Z",
        "20240304T0900+01:00",
        "20240304 08:00:00",
        "04.03.2024 08:00",
        "04.03.2024 08:00 - 04.03.2024 09:00",
        "2024-03-04 8:00:00 AM",
        "Mon Mar  4 08:00:00 2024",
        "1709539200",
        "1709539200.0",
        "1709539200000",
        "1709539200000000",
    ],
)
def test_each_way_of_writing_a_time_is_the_same_time(text: str) -> None:
    assert InstantReader(clock("UTC")).read([text]) == [MORNING]


@pytest.mark.parametrize(
    ("texts", "hours"),
    [
        (["03/04/2024 12:00:00 AM", "03/13/2024 12:00 PM"], [-8, 9 * 24 + 4]),
        (["04/03/2024 00:00:00", "13/03/2024 12:00:00"], [-8, 9 * 24 + 4]),
        (["03.03.2024 24:00"], [-8]),
    ],
)
def test_dates_of_a_column_tell_their_order(texts: list[str], hours: list[int]) -> None:
    assert InstantReader(clock("UTC")).read(texts) == [MORNING + 3600 * hour for hour in hours]


def test_dates_that_do_not_tell_can_be_stated() -> None:
    texts = ["04/03/2024 08:00"]
    assert InstantReader(clock("UTC"), "day first").read(texts) == [MORNING]
    april = datetime(2024, 4, 3, 8, tzinfo=UTC).timestamp()
    assert InstantReader(clock("UTC"), "month first").read(texts) == [april]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["04/03/2024"], "04/03/2024 may be of two months; state `dates: day first` or `dates: month first`"),
        (["13/03/2024", "03/13/2024"], "some dates begin with the day and some with the month"),
        (
            ["4 March 2024"],
            "must be a date and time, such as 2024-03-09T14:00Z or 09.03.2024 14:00, got '4 March 2024'",
        ),
        (["08:00:00"], "got '08:00:00'; if the date is in another column, name both, as in `time: [Date, Time]`"),
        (["20241304"], "'20241304' is no date: month must be in 1..12"),
        (["2024-03-04 25:00"], "must be a time of day, got '2024-03-04 25:00'"),
        (["2024-03-04 13:00 PM"], "must have an hour from 1 to 12 before PM"),
        (["2024-13-04"], "'2024-13-04' is no date: month must be in 1..12"),
        (["2024-03-04 08:00 CST"], "has the unknown or ambiguous zone CST; state `zone:` with an offset"),
        (["2024-03-04", "1709539200"], "must be a date and time"),
    ],
)
def test_what_is_no_time_is_refused(texts: list[str], message: str) -> None:
    with pytest.raises(InstantError, match=r"\w") as caught:
        InstantReader(clock("UTC")).read(texts)
    assert message in str(caught.value)
    assert caught.value.index == len(texts) - 1 - (texts[0] == "13/03/2024")


def test_an_hour_that_occurs_twice_is_read_in_order() -> None:
    texts = ["27.10.2024 01:00", "27.10.2024 02:00", "27.10.2024 02:00", "27.10.2024 03:00"]
    first, *others = InstantReader(clock("Europe/Berlin")).read(texts)
    assert [each - first for each in others] == [3600, 7200, 10800]
    repeated = InstantReader(clock("Europe/Berlin"), log=True).read(texts)
    assert repeated[1] == repeated[2]  # in a log, one reading written twice


def test_an_hour_that_is_left_out_does_not_occur() -> None:
    with pytest.raises(InstantError, match="does not occur in Europe/Berlin, whose clocks go forward then"):
        InstantReader(clock("Europe/Berlin")).read(["2024-03-31 02:30"])


def test_times_without_a_zone_need_one() -> None:
    with pytest.raises(InstantError, match="has no zone; add `zone: UTC`"):
        InstantReader().read(["2024-03-04 08:00"])
    assert InstantReader(unknown_clock()).read(["2024-03-04 08:00"]) == [MORNING]


@pytest.mark.parametrize("name", ["Mars", "", "../etc/passwd", "UTC+30", "Europe"])
def test_unknown_zones_are_refused(name: str) -> None:
    with pytest.raises(ClockError, match="is no zone"):
        clock(name)


def test_one_instant_is_read_if_the_text_looks_like_it() -> None:
    assert instant("2024-03-04T08:00Z") == MORNING
    assert instant("2024-03-04", clock("Europe/Berlin")) == MORNING - 9 * 3600
    assert instant("0.3 to 0.5") is instant("12 hour") is None


def test_times_are_shown_by_their_clock() -> None:
    assert shown(MORNING) == "2024-03-04 08:00 UTC"
    assert shown(MORNING + 0.5, clock("Europe/Berlin")) == "2024-03-04 09:00:00 CET"
    assert shown(MORNING, unknown_clock()) == "2024-03-04 08:00"
