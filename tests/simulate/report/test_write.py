import dataclasses

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.report.write import check_writable, write


def test_the_suffix_says_the_format(single, tmp_path):
    for name, start in (("r.html", "<!DOCTYPE html>"), ("r.md", "# Hardware")):
        write(single, tmp_path / name)
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match=r"r\.docx: .*\.html"):
        check_writable(tmp_path / "r.docx")


def test_a_pdf_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(InvalidInput, match=r"pip install 'carbonspan\[pdf\]'"):
        check_writable(tmp_path / "r.pdf")


def test_a_name_that_is_no_text_is_written_with_escapes(single, tmp_path):
    named = dataclasses.replace(single, about="of o\udcff.yaml")
    write(named, tmp_path / "r.html")
    assert "of o\\udcff.yaml" in (tmp_path / "r.html").read_text("utf-8")
