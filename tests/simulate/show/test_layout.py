import pytest

from carbonspan.simulate.show.layout import Columns, fold, paragraphs

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
    assert [line.text for line in table.lines(1) if line.is_head] == ["id   first", "id   second", "id   third"]


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
