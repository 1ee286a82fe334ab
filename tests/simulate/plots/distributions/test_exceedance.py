import numpy as np
import pytest

import carbonspan
from carbonspan.simulate.plots import plot, style


@pytest.mark.parametrize(("name", "sets"), [("chatgpt/by-words", {}), ("chatgpt/by-words", {"pue": "1.5"})])
def test_the_line_of_the_nominal_value_ends_at_the_curve_and_crosses_no_text(name, sets):
    answer = carbonspan.run(carbonspan.load(name, sets=sets), samples=20_000)
    ax = plot.exceedance(answer)
    curve, *_ = ax.lines
    line = next(each for each in ax.lines if each.get_color() == style.NOMINAL and len(each.get_xdata()) == 2)
    (x, _), (bottom, top) = line.get_data()
    assert bottom == 0
    assert top == pytest.approx(np.interp(x, *curve.get_data()), abs=0.5)
    ax.figure.draw_without_rendering()
    box = line.get_window_extent()
    texts = [each for each in ax.texts if " above " in each.get_text()]
    assert len(texts) == 3
    assert [each.get_text() for each in texts if each.get_window_extent().overlaps(box)] == []
