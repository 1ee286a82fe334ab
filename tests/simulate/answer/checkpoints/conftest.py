"""A scenario whose runs are kept, and states in memory."""

from dataclasses import dataclass

import pytest

from carbonspan.simulate.answer.checkpoints.saved_state import SavedState
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario


@dataclass
class InMemory:
    """A state that is kept in this process."""

    state: SavedState | None = None
    name: str = "run.state"
    written: int = 0

    def read(self) -> SavedState | None:
        return self.state

    def write(self, state: SavedState) -> None:
        arrays = {name: array.copy() for name, array in state.arrays.items()}
        self.state = SavedState(dict(state.identity), dict(state.asked), arrays, dict(state.rounds))
        self.written += 1


@pytest.fixture
def memory() -> type[InMemory]:
    return InMemory


@pytest.fixture(scope="session")
def words() -> Scenario:
    return load("chatgpt/by-words")
