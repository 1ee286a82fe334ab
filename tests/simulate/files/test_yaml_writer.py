from hypothesis import example, given, settings
from hypothesis import strategies as st

from carbonspan.simulate.files.yaml import parse
from carbonspan.simulate.files.yaml_writer import write

PRINTABLE = st.characters(exclude_categories=("C", "Zl", "Zp"), include_characters="\n\t")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(PRINTABLE, max_size=8)
)
KEYS = st.text(PRINTABLE, max_size=5) | st.integers(0, 99)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, TREES, max_size=4))
@example({"a": "1e3", "b": "null", "c": "", "d": "3 - 4: #", "e": {}, "f": [], "": 1e300, "g": "true"})
@settings(max_examples=150)
def test_written_data_is_read_back(data: dict[str, object]) -> None:
    assert parse(write(data).encode(), file="a.yaml").data == data
