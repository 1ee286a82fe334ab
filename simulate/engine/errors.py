"""The error of a run that fails after valid input."""


class RunError(RuntimeError):
    """A run cannot give an answer; the message says why: the model's values, the sample count, the memory."""


class SumsNotFinite(RunError):
    """All outputs are finite, but sums over them are not."""
