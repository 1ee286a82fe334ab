import pytest

from carbonspan.simulate.answer.checkpoints.span import STEP, SampleSpan, whole
from carbonspan.simulate.problems import InvalidInput


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("samples", [7 * STEP, 10 * STEP + 1, 64 * STEP])
def test_spans_are_all_whole_steps_once(count: int, samples: int) -> None:
    spans = [SampleSpan(number, count).of(samples) for number in range(1, count + 1)]
    assert [first for first, _ in spans] == [0, *(last for _, last in spans[:-1])]
    assert spans[-1][1] == whole(samples)
    assert all(last > first and first % STEP == 0 for first, last in spans)


def test_more_spans_than_steps_are_refused() -> None:
    with pytest.raises(
        InvalidInput, match=r"--span 2/3: needs at least 3,145,728 samples.*got 2,097,157; ask for more"
    ):
        SampleSpan(2, 3).of(2 * STEP + 5)
