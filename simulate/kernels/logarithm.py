"""The natural logarithm as arithmetic that compilers vectorize; the library's is called for one number at a time.

The argument is reduced to 2^k (1 + f) with 1 + f between √½ and √2. With s = f / (2 + f), log(1 + f) is 2 s + s R(s²),
whose polynomial R is the minimax approximation published with Sun's fdlibm (e_log.c, 1993; error below 2^-58.45).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from .bits import bits_float, float_bits
from .compiling.jit import element

U = np.uint64

_LN2_HIGH: Final = 6.93147180369123816490e-01  # 32 digits of ln 2, so that k times it is exact
_LN2_LOW: Final = 1.90821492927058770002e-10
_R1: Final = 6.666666666666735130e-01
_R2: Final = 3.999999999940941908e-01
_R3: Final = 2.857142874366239149e-01
_R4: Final = 2.222219843214978396e-01
_R5: Final = 1.818357216161805012e-01
_R6: Final = 1.531383769920937332e-01
_R7: Final = 1.479819860511658591e-01

_ONE: Final = U(0x3FF0000000000000)
#: The bits of √½: what lies between them and those of an argument has the exponent k in its upper 12 bits.
_ROOT_HALF: Final = U(0x3FE6A09E667F3BCD)
_MANTISSA: Final = U(0x000FFFFFFFFFFFFF)
#: The bits of 2^52, below which a small whole number can be put to become a float.
_WHOLE: Final = U(0x4330000000000000)
_SMALLEST_NORMAL: Final = 2.2250738585072014e-308


@element
def logarithm(x: float) -> float:
    """The natural logarithm of `x`, within one unit in the last place; NaN below 0, -inf at 0.

    >>> float(logarithm(1.0)), float(logarithm(10.0)) == float(np.log(10.0))
    (0.0, True)
    """
    is_small = x < _SMALLEST_NORMAL
    scaled = x * 2.0**54 if is_small else x
    shifted = float_bits(scaled) - _ROOT_HALF + _ONE
    exponent = bits_float((shifted >> U(52)) | _WHOLE) - (2.0**52 + 1023.0)
    k = exponent - 54.0 if is_small else exponent
    f = bits_float((shifted & _MANTISSA) + _ROOT_HALF) - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (_R2 + w * (_R4 + w * _R6))
    odd = z * (_R1 + w * (_R3 + w * (_R5 + w * _R7)))
    half = 0.5 * f * f
    found = k * _LN2_HIGH - ((half - (s * (half + (even + odd)) + k * _LN2_LOW)) - f)
    found = found if x < np.inf else x
    found = found if x > 0.0 else np.nan
    return found if x != 0.0 else -np.inf
