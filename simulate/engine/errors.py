"""The error of a run that fails after valid input."""


class RunError(RuntimeError):
    """A run cannot give an answer; the message says why: the model's values, the sample count, the memory."""


class RunLost(RunError):
    """The machines that a run was on are lost; everything that was accumulated before is sound."""


class SumsNotFinite(RunError):
    """All outputs are finite, but sums over them are not."""
