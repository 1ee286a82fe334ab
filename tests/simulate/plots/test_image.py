from carbonspan.simulate.plots.image import accessible


def test_words_are_escaped_and_stand_first():
    svg = accessible('<?xml version="1.0"?>\n<svg width="1"><g/></svg>', r"a < b & \1", "d")
    assert svg == (
        '<?xml version="1.0"?>\n<svg role="img" aria-labelledby="title description" width="1">'
        r'<title id="title">a &lt; b &amp; \1</title><desc id="description">d</desc><g/></svg>'
    )
