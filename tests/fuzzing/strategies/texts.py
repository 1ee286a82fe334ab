"""Texts that files should not have, or that mean something to the reader of another format."""

from __future__ import annotations

from hypothesis import strategies as st

#: Numbers at the ends of what is allowed, beyond them, and what looks like a number.
NUMBERS = (
    "0", "-0.0", "1", "-1", "0.5", "1e-100", "1e100", "1e-308", "5e-324", "1e308", "1e309", "-1e300", "nan", ".nan",
    ".inf", "-.inf", "inf", "1e999999999", "9" * 400, "9" * 5_000, "0." + "0" * 400 + "1", "1_000", "1,000.5",
    "1.000,5",
    "0x10", "0o17", "1e", "+", "١٢", "½", "1e-6", "0.01", "100", "3", "1e6", "2.5e9", "18446744073709551616",
)  # fmt: skip
#: Units, some of them of no use where a number may stand.
UNITS = (
    "", "%", "s", "hour", "day", "W", "kWh", "W/gpu", "gpu", "kg", "gCO2e/kWh", "kgCO2e", "word/day", "gpu*s/word",
    "m**99",
    "m**1e9", "ton", "$", "m^m", "1/s", "(((", "kg/kg", "degC", "count_x", "s**-3", "Q" * 300, "€", "²", "m⁹⁹⁹",
)  # fmt: skip
#: Control characters, direction overrides, lone surrogates as JSON and YAML write them, and long texts.
NASTY = (
    "\x00", "\x1b[31m", "\x7f", "\u202e", "\u2066", "\ufeff", "\u200b", "\u2028", "\x85", "\U000e0041", '"\\ud800"',
    '"\\x00"', '"\\u202e"', "\t", "\r", "é", "日本語", "🌍", "x" * 3_000, "\\", "'", '"', "`", "{{7*7}}", "<b>",
    "$(id)",
    "../../../etc/passwd", "/dev/zero", "/dev/stdin", "file:///etc/passwd", "-1", "--help", "%s%n", "=1+1", "&a", "*a",
    "!!python/object/apply:os.system [id]", "- - -", "? :", "[[[[[[", "{{{{{{", "]", "}", ": ", "#", "|", ">-", "---",
    "null", "~", "true", "no", "2024-03-10", "2024-02-30T25:61Z", "1 to 2", "5 to 1", "1..2:3", "1..1e9:1000000", "∞",
)  # fmt: skip

numbers = st.sampled_from(NUMBERS) | st.floats().map(repr) | st.integers(-(10**6), 10**6).map(str)
units = st.sampled_from(UNITS)
quantities = st.builds(lambda number, unit: f"{number} {unit}".strip(), numbers, units)
nasty = st.sampled_from(NASTY)
any_text = st.text(max_size=6).map(lambda text: text.encode(errors="replace").decode())
pieces = st.one_of(numbers, quantities, nasty, any_text)
