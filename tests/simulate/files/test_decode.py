"""Bytes as UTF-8 text, and the positions of bytes that are not."""

from __future__ import annotations

import pytest

from carbonspan.simulate.files.decode import NotText, clean, decoded


@pytest.mark.parametrize("content", [b"", b"a,b\r\n", "\ufeffé".encode(), "g CO₂e\t".encode()])
def test_text_is_decoded_without_its_byte_order_mark(content: bytes) -> None:
    assert decoded(content) == content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("content", "position", "message"),
    [
        (b"\xff", (1, 1), "must be UTF-8 text, got the byte 0xff"),
        (b"ab\ncd\xe9", (2, 3), "must be UTF-8 text, got the byte 0xe9"),
        ("é: ".encode() + b"\xe9", (1, 4), "must be UTF-8 text, got the byte 0xe9"),
        (b"\xef\xbb\xbfa\xe9", (1, 2), "must be UTF-8 text, got the byte 0xe9"),
        (b"a\r\nb\x00", (2, 2), "must be text, got the control character 0x00"),
        ("€\n\x07".encode(), (2, 1), "must be text, got the control character 0x07"),
        ("hour,g".encode("utf-16"), (1, 1), "must be UTF-8 text, got UTF-16"),
        (b"\xfe\xff\x00a", (1, 1), "must be UTF-8 text, got UTF-16"),
    ],
)
def test_other_bytes_are_reported_with_their_position(content: bytes, position: tuple[int, int], message: str) -> None:
    with pytest.raises(NotText, match=f"^{message}$") as caught:
        decoded(content)
    assert (caught.value.line, caught.value.column) == position


def test_a_character_that_is_not_visible_is_reported_with_its_position() -> None:
    assert clean("\ufeffa\tb\r\né".encode()) == "a\tb\r\né"
    for character in ("\u202e", "\u200b", "\x85", "\u2066", "\U000e0041"):
        with pytest.raises(NotText, match=rf"contains the unprintable character U\+{ord(character):04X}$") as caught:
            clean(f"time,power\n1,{character}2".encode())
        assert (caught.value.line, caught.value.column) == (2, 3)
