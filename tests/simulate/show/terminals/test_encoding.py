import pytest

from carbonspan.simulate.show.terminals.encoding import encodable


@pytest.mark.parametrize(
    ("text", "encoding", "held"),
    [
        ("29,170 GPU·hours", "utf-8", "29,170 GPU·hours"),
        ("29,170 GPU·hours", "cp1252", "29,170 GPU·hours"),
        ("29,170 GPU·hours", "ascii", "29,170 GPU*hours"),
        ("3 m³ ± 1", "ascii", "3 m^3 +- 1"),
        ("北京", "ascii", "??"),
    ],
)
def test_what_a_stream_lacks_is_replaced(text, encoding, held):
    assert encodable(text, encoding) == held
