import pytest

from carbonspan.simulate.show.encoding import encodable


@pytest.mark.parametrize(
    ("text", "encoding", "held"),
    [
        ("29\u202f170 gpu·hour", "utf-8", "29\u202f170 gpu·hour"),
        ("29\u202f170 gpu·hour", "cp1252", "29,170 gpu*hour"),
        ("3 m³ ± 1", "ascii", "3 m^3 +- 1"),
        ("北京", "ascii", "??"),
    ],
)
def test_what_a_stream_lacks_is_replaced(text, encoding, held):
    assert encodable(text, encoding) == held
