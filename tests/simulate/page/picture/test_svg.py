import xml.etree.ElementTree as ET

from carbonspan.simulate.page.picture import svg


def read(element):
    return ET.fromstring(element)  # noqa: S314 - our own text


def test_texts_are_escaped_and_on_the_side_that_is_asked_for():
    right, left = (read(svg.beside(100, 20, "-3 <kg>", right=each)) for each in (True, False))
    assert right.text == left.text == "−3 <kg>"
    assert (right.get("x"), right.get("text-anchor")) == ("105.0", "start")
    assert (left.get("x"), left.get("text-anchor")) == ("95.0", "end")
    assert read(svg.text(1, 2, "up", anchor="middle", turned=True)).get("x") is None


def test_an_arrowhead_points_beyond_the_axis():
    assert svg.arrowhead(50, 10, "#000", right=True).startswith('<path d="M54.0 10.0L45.0')
    assert svg.arrowhead(50, 10, "#000", right=False).startswith('<path d="M46.0 10.0L55.0')


def test_only_a_dashed_line_has_dashes():
    plain, dashed = (read(svg.line(0, 9, 1, 2, "#123", dashes=each)) for each in ("", "5 3"))
    assert plain.get("stroke-dasharray") is None
    assert dashed.get("stroke-dasharray") == "5 3"
    assert [plain.get(each) for each in ("x1", "x2", "y1", "y2")] == ["0.0", "9.0", "1.0", "2.0"]


def test_bold_texts_are_wider():
    assert svg.width("1,760") < svg.width("1,760", bold=True)
    assert svg.width("1,760 t") > svg.width("1,760")
