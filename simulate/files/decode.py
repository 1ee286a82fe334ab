"""Bytes decoded as text; bytes that are not text are reported with line, column and reason."""

from __future__ import annotations

import codecs
import re

from .visible import INVISIBLE

#: Control characters, which YAML 1.2 (production 1) excludes from text.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotText(ValueError):
    """Bytes that are not UTF-8 text: the rule and the value, line and column from 1, and a remedy if known."""

    def __init__(self, rule: str, line: int = 1, column: int = 1, remedy: str = "") -> None:
        super().__init__(rule)
        self.line, self.column, self.remedy = line, column, remedy


def decoded(content: bytes) -> str:
    r"""`content` as text, without a byte order mark.

    Raises NotText for encodings other than UTF-8, and for control characters.

    >>> decoded(b"\xef\xbb\xbfhour,power\r\n")
    'hour,power\r\n'
    """
    if content.startswith(_UTF_16):
        raise NotText("must be UTF-8 text, got UTF-16", remedy="save it as UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _not_text("must be UTF-8 text, got the byte", content, error.start) from None
    if control := _CONTROL.search(content):
        raise _not_text("must be text, got the control character", content, control.start())
    return text


def clean(content: bytes) -> str:
    """`content` as text of a table or of a tool, in which every character is visible.

    Raises NotText as `decoded` does, and for characters that a terminal obeys or hides.
    """
    text = decoded(content)
    if found := INVISIBLE.search(text):
        before = text[: found.start()]
        rule = f"contains the unprintable character U+{ord(found[0]):04X}"
        raise NotText(rule, before.count("\n") + 1, len(before) - before.rfind("\n"), "remove it")
    return text


def _not_text(rule: str, content: bytes, offset: int) -> NotText:
    before = content[:offset].decode()
    return NotText(f"{rule} 0x{content[offset]:02x}", before.count("\n") + 1, len(before) - before.rfind("\n"))
