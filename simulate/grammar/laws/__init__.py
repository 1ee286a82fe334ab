"""How laws are written: what the law keys of an input may contain, and the distribution they describe.

- `registry`: all laws by their key; `law`: a law with its forms; `entry`: one form, a pydantic model of its fields
- `fields`: the types of fields; `context`: what surrounds a law; `problems`: mistakes in one law
- `normal`, `positive`, `bounded`, `beta`, `trapezoids`, `discrete`, `quantiles`, `pedigree`, `empirical`,
  `mixture`: the entries, one module a family
- `read`: from the law keys of one input to its distribution; `unit_inference`: the unit of its numbers, which
  `number_positions` finds; `unknown_keys`: the law that is meant by a key which is none
"""
