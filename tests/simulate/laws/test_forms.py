import pytest

from carbonspan.simulate.laws.forms import Field, Form, Kind, Law
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.registry import LAWS


def test_only_quantities_carry_the_unit() -> None:
    assert {kind for kind in Kind if kind.united} == {Kind.QUANTITY, Kind.POSITIVE}


def test_what_stands_around_a_law_is_not_written() -> None:
    form = Form((Field("nominal", Kind.NOMINAL), Field("gsd", Kind.FACTOR), Field("window", Kind.WINDOW)), Normal, 2)
    assert [field.name for field in form.written] == ["gsd"]
    assert form.fits_window
    assert not Field("nominal", Kind.NOMINAL).required


def test_examples_are_entries_of_a_file() -> None:
    assert LAWS["p5"].examples == ({"p5": 0.15, "p95": 0.6},)
    assert LAWS["gsd"].examples == ({"gsd": 2},)
    assert len(LAWS["beta"].examples) == 3


@pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law.key)
def test_orders_name_fields(law: Law) -> None:
    for form in law.forms:
        assert set(form.rises) <= {field.name for field in form.written}
