"""The digest used for keys and sources."""

import hashlib
from pathlib import Path

from carbonspan.simulate.cache.digest import digest, source_digest


def test_a_digest_is_sha256_of_pieces_with_their_lengths() -> None:
    assert digest("ab", b"c") == hashlib.sha256(bytes([2, *[0] * 7]) + b"ab" + bytes([1, *[0] * 7]) + b"c").hexdigest()


def test_sources_are_identified_by_content(tmp_path: Path) -> None:
    one, other = tmp_path / "a.py", tmp_path / "b.py"
    one.write_text("x = 1\n")
    other.write_text("y = 2\n")
    before = source_digest([one, other])
    assert source_digest([other, one]) == before
    one.write_text("x = 2\n")
    assert source_digest([one, other]) != before
