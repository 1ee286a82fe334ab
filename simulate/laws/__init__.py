"""The laws an input may follow, one frozen dataclass each; how they are written is in `grammar/laws`.

- `base`: what every law can do
- `normal`, `positive`, `bounded`, `beta`, `trapezoids`, `curvilinear`, `discrete`: the classical families
- `elicited`: laws through stated quantiles, of which `johnson` and `metalog` are the less known
- `pedigree`, `empirical`, `mixture`: laws from data quality, from data, and from other laws
- `truncation`, `fitting`: a window on any law, and laws whose quantiles hold within it
- `inverse`, `moments`, `special`: numerical methods that several laws share
"""

from .base import Distribution, LawError

__all__ = ["Distribution", "LawError"]
