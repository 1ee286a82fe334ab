"""Every kind of benchmark as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.benchmarking import picture, report
from carbonspan.simulate.problems import InvalidInput


@pytest.mark.parametrize("kind", ["kernels", "models", "start", "scaling", "scenario"])
def test_it_is_written_with_a_title_and_the_same_bytes_each_time(made, kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{k}.svg" for k in range(2)]
    for path in paths:
        picture.write(made(kind), path)
    text = paths[0].read_text("utf-8")
    assert f'<title id="title">{report.headline(made(kind))}</title>' in text
    assert text == paths[1].read_text("utf-8")


def test_bars_of_kernels_join_and_end_at_the_whole(made) -> None:
    *kernels, whole = picture.draw(made("kernels")).patches
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in kernels]
    assert ends == [pytest.approx((0, 40)), pytest.approx((40, 90)), pytest.approx((90, 100))]
    assert (whole.get_x(), whole.get_width()) == (0, 100)


def test_growth_has_a_panel_a_size_and_quantity_with_its_slope(made) -> None:
    panels = [ax for ax in picture.draw(made("scaling")).figure.axes if ax.get_visible()]
    assert len(panels) == 11  # three of each size, two of threads
    assert [ax.texts[0].get_text() for ax in panels[:4]] == ["slope 1.00"] * 3 + ["slope −1.00"]


def test_another_suffix_is_refused(made, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="must end in"):
        picture.write(made(), tmp_path / "a.txt")
