"""The format of cache entries: only intact content comes back."""

from __future__ import annotations

import io

import pytest

from carbonspan.simulate.cache.envelope import Damaged, opened, sealed


def read(data: bytes, key: str = "key") -> bytes:
    return opened(key, io.BytesIO(data), len(data))


@pytest.mark.parametrize("content", [b"", b"\0", b"content" * 1000])
def test_sealed_content_comes_back(content: bytes) -> None:
    assert read(sealed("key", content)) == content


def test_every_changed_bit_is_detected() -> None:
    whole = sealed("key", b"content")
    for bit in range(8 * len(whole)):
        spoiled = bytearray(whole)
        spoiled[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged, match=r"format or key|instead of|digest"):
            read(bytes(spoiled))


def test_every_wrong_length_is_detected() -> None:
    whole = sealed("key", b"content")
    for length in range(len(whole)):
        with pytest.raises(Damaged, match=r"truncated|instead of"):
            read(whole[:length])
    with pytest.raises(Damaged, match="8 bytes instead of 7"):
        read(whole + b"\0")


def test_another_keys_content_is_refused() -> None:
    with pytest.raises(Damaged, match="has another format or key"):
        read(sealed("other", b"content"))


def test_a_file_of_the_wrong_size_is_not_read() -> None:
    whole = io.BytesIO(sealed("key", b"content"))
    with pytest.raises(Damaged, match="instead of 7"):
        opened("key", whole, 1 << 40)
    assert whole.read() == b"content"
