"""The documents of resolved texts."""

from carbonspan.simulate.files import yaml
from carbonspan.simulate.reader.documents.resolved_documents import resolved_document, resolved_text


def test_a_text_that_was_written_is_not_parsed(monkeypatch) -> None:
    data = {"title": "a lamp", "per": {"hours": "1 day"}}
    text = resolved_text(data)
    monkeypatch.setattr(yaml, "parse", None)
    assert resolved_document(text).data is data


def test_a_text_from_elsewhere_is_parsed_once(monkeypatch) -> None:
    text = "title: from another process\n"
    assert resolved_document(text).data == {"title": "from another process"}
    monkeypatch.setattr(yaml, "parse", None)
    assert resolved_document(text).data == {"title": "from another process"}
