"""How a run fails: with a message for a person, after valid input."""


class RunError(RuntimeError):
    """A run that could not give an answer, and why: the model's values, the sample count, the memory."""
