import pytest

from carbonspan.simulate.show.layout import Columns, fold, paragraphs

TABLE = Columns(
    ("id", "says", "number"),
    [("grid/no-2024-ember", "one two three four five six seven", "1,234"), ("b", "eight", "5")],
    numbers=frozenset({"number"}),
    whole=frozenset({"id"}),
)


def test_without_a_width_nothing_is_folded_or_padded():
    heads, rows = TABLE.lines()
    assert heads == ["id                  says                               number"]
    assert rows == [
        "grid/no-2024-ember  one two three four five six seven   1,234",
        "b                   eight                                   5",
    ]


def test_prose_folds_between_words_and_names_do_not():
    heads, rows = TABLE.lines(44)
    assert heads == ["id                  says              number"]
    assert rows == [
        "grid/no-2024-ember  one two three      1,234",
        "                    four five six",
        "                    seven",
        "b                   eight                  5",
    ]


def test_where_no_table_fits_each_row_stands_below_its_name():
    assert TABLE.lines(30) == (
        [],
        [
            "grid/no-2024-ember",
            "    one two three four five",
            "    six seven  number 1,234",
            "b",
            "    eight  number 5",
        ],
    )


def test_a_number_is_never_parted_from_what_it_is():
    table = Columns(("id", "90 % interval"), [("a" * 12, "1 to 2")], numbers=frozenset({"90 % interval"}))
    assert table.lines(16)[1] == ["a" * 12, "    90 % interval 1 to 2"]


@pytest.mark.parametrize("width", range(18, 70))
def test_no_width_breaks_a_word_or_loses_one(width):
    heads, rows = TABLE.lines(width)
    words = sorted(word for line in rows for word in line.split() if word != "number")
    assert words == sorted(word for row in TABLE.rows for cell in row for word in cell.split())
    assert max(map(len, heads + rows)) <= max(width, 30)


def test_an_empty_table_has_heads_alone():
    assert Columns(("a", "b"), []).lines() == (["a  b"], [])


def test_a_long_word_has_a_line_of_its_own():
    assert fold("see github.com/somebody/something for it", 20) == ["see", "github.com/somebody/something", "for it"]


def test_what_fits_is_left_as_it_is():
    assert fold("  two  spaces", 80) == ["  two  spaces"]


def test_paragraphs_are_joined_and_lists_are_not():
    assert paragraphs("a\nb\n\n- c\n- d\n\ne") == ["a b", "", "- c", "- d", "", "e"]
    assert paragraphs("") == [""]
