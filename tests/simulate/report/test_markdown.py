from carbonspan.simulate.report.markdown import markdown


def test_marks_in_texts_are_escaped_and_tables_have_as_many_cells_in_each_row(single):
    text = markdown(single)
    assert text.startswith("# Hardware \\<script\\>alert(1)\\</script\\> & more \\| \\*all\\*\n")
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line.replace("\\|", ""))
        elif table:
            assert len({row.count("|") for row in table}) == 1, table
            table = []


def test_every_section_has_its_heading(several):
    headings = [line for line in markdown(several).splitlines() if line.startswith("#")]
    assert headings[1] == "## How they compare"
    assert headings.count("### The answer") == 2
