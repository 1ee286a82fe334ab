import pytest

from carbonspan.simulate.show.terminals.columns import Columns, fold, paragraphs

TABLE = Columns(
    ("id", "says", "number"),
    [("grid/no-2024-ember", "one two three four five six seven", "1,234"), ("b", "eight", "5")],
    numbers=frozenset({"number"}),
    whole=frozenset({"id"}),
)


def shown(table: Columns, *width: int) -> list[str]:
    return [line.text for line in table.lines(*width)]


def test_without_a_width_nothing_is_folded_or_padded():
    assert shown(TABLE) == [
        "id                  says                               number",
        "grid/no-2024-ember  one two three four five six seven   1,234",
        "b                   eight                                   5",
    ]
    assert [line.is_head for line in TABLE.lines()] == [True, False, False]


def test_prose_folds_between_words_and_names_do_not():
    assert shown(TABLE, 44) == [
        "id                  says              number",
        "grid/no-2024-ember  one two three      1,234",
        "                    four five six",
        "                    seven",
        "b                   eight                  5",
    ]


def test_where_no_table_fits_each_row_stands_below_its_name():
    assert shown(TABLE, 30) == [
        "grid/no-2024-ember",
        "    one two three four five",
        "    six seven; number 1,234",
        "b",
        "    eight; number 5",
    ]


def test_a_table_without_prose_becomes_several():
    heads = ("id", "first", "second", "third")
    table = Columns(heads, [("a/b", "1", "22,222", "333")], numbers=frozenset(heads[1:]), whole=frozenset({"id"}))
    assert shown(table, 19) == [
        "id   first  second",
        "a/b      1  22,222",
        "",
        "id   third",
        "a/b    333",
    ]
    assert [line.text for line in table.lines(11) if line.is_head] == ["id   first", "id   second", "id   third"]
    assert shown(table, 10) == ["a/b", "    first 1;", "    second 22,222;", "    third 333"]


def test_each_part_of_a_table_repeats_all_names_of_its_rows():
    heads = ("x", "y", "first", "second")
    table = Columns(heads, [("a", "b", "1", "2")], frozenset(heads[2:]), frozenset(heads[:2]), names=2)
    assert shown(table, 12) == ["x  y  first", "a  b      1", "", "x  y  second", "a  b       2"]
    assert shown(table, 11) == ["a, b", "    first 1;", "    second 2"]


def test_a_head_may_have_several_lines():
    table = Columns(("", "energy\nkWh"), [("mean", "1")], frozenset({"energy\nkWh"}))
    assert [(line.text, line.is_head) for line in table.lines()] == [
        ("      energy", True),
        ("         kWh", True),
        ("mean       1", False),
    ]
    assert shown(table, 5) == ["mean", "    energy kWh 1"]


def test_a_name_alone_is_no_empty_line():
    assert shown(Columns(("id", "says"), [("a" * 20, ""), ("b", "c" * 20)]), 30) == ["a" * 20, "b", "    " + "c" * 20]


def test_a_number_is_never_parted_from_what_it_is():
    heads = ("id", "says", "90 % interval")
    table = Columns(heads, [("a" * 12, "some", "1 to 2")], numbers=frozenset({"90 % interval"}))
    assert shown(table, 20) == ["a" * 12, "    some;", "    90 % interval 1 to 2"]


@pytest.mark.parametrize("width", range(18, 70))
def test_no_width_breaks_a_word_or_loses_one(width):
    lines = [line for line in TABLE.lines(width) if not line.is_head]
    words = sorted(word.rstrip(";") for line in lines for word in line.text.split() if word != "number")
    assert words == sorted(word for row in TABLE.rows for cell in row for word in cell.split())
    assert max(len(line.text) for line in TABLE.lines(width)) <= max(width, 30)


def test_an_empty_table_has_heads_alone():
    assert shown(Columns(("a", "b"), [])) == ["a  b"]


def test_a_long_word_has_a_line_of_its_own():
    assert fold("see github.com/somebody/something for it", 20) == ["see", "github.com/somebody/something", "for it"]


def test_what_fits_is_left_as_it_is():
    assert fold("  two  spaces", 80) == ["  two  spaces"]


def test_paragraphs_are_joined_and_lists_are_not():
    assert paragraphs("a\nb\n\n- c\n- d\n\ne") == ["a b", "", "- c", "- d", "", "e"]
    assert paragraphs("") == [""]


def test_a_percent_sign_stays_with_its_number():
    assert fold("plus or minus 20 % of it", 17) == ["plus or minus", "20 % of it"]
