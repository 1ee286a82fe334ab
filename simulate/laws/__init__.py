"""The laws an input may follow, one frozen dataclass each, told apart by their key in a scenario file.

- `base`: what every law is; `forms`: how a law is written (`Law`, `Form`, `Field`, `Kind`)
- `normal`, `positive`, `bounded`, `beta`, `trapezoids`, `curvilinear`, `discrete`: the classical families
- `elicited`: laws through stated quantiles, of which `johnson` and `metalog` are the less known
- `pedigree`, `empirical`, `mixture`: laws from data quality, from data, and from other laws
- `truncation`, `fitting`: a window on any law, and what must hold after it
- `registry`: all of them by key; `read`: from the law keys of one input to its distribution

Glossary: an *entry* is the law keys of one input as a file holds them; a *key* names a law; a *form* is one way to
write it; a *field* is one named value of a form; its *kind* says how it is read; a *window* is what `truncate` leaves
open. A new law is a dataclass and its line in `LAWS`, in one module of a family.
"""

from .base import Distribution, LawError

__all__ = ["Distribution", "LawError"]
