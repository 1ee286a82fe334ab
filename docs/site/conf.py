"""Sphinx's settings: the pages of ``docs/`` as a site, with the notebooks executed and the API from docstrings.

The pages are plain Markdown, so that they read well as files too; what a site needs beside is added here.
"""

import re
from typing import Any

import carbonspan

project = "carbonspan"
release = version = carbonspan.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc"]
root_doc = "README"
exclude_patterns = ["**/.ipynb_checkpoints"]
suppress_warnings = ["misc.highlighting_failure"]  # of CSV, and of JSON below a line with its file's name

html_theme = "furo"
html_title = f"carbonspan {release}"
html_copy_source = html_show_copyright = False

myst_heading_anchors = 4
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300

autodoc_typehints = "none"  # docstrings say what is taken, and signatures are read at a glance
default_role = "literal"  # docstrings have names in single backquotes


def contents(index: str) -> str:
    """The navigation of the site: the headings of its first page, and the pages that each links to."""
    parts = re.split(r"^## (.+)$", index, flags=re.MULTILINE)[1:]
    opening = "```{toctree}\n:hidden:\n:caption: "
    return "\n".join(
        f"{opening}{title}\n\n" + "\n".join(re.findall(r"^- \[.+?\]\((.+?)\.\w+\)", pages, re.MULTILINE)) + "\n```\n"
        for title, pages in zip(parts[::2], parts[1::2], strict=True)
    )


def for_the_site(_app: object, page: str, text: list[str]) -> None:
    """Add the navigation to the first page, and make links to files beside ``docs/`` plain words."""
    if page == root_doc:
        text[0] = f"{text[0]}\n{contents(text[0])}"
    text[0] = re.sub(r"\[([^]]+)\]\(\.\./[^)]*\)", r"\1", text[0])


def for_the_keyboard(_app: object, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Add what the theme leaves out: the level of the navigation's headings, and that code can be scrolled by keys."""
    missing = {"furo_navigation_tree": ('role="heading"', 'role="heading" aria-level="2"'),
               "body": ("<pre>", '<pre tabindex="0">')}  # fmt: skip
    for name, (before, after) in missing.items():
        if context.get(name):
            context[name] = context[name].replace(before, after)


def setup(app: Any) -> None:
    """Let Sphinx call what changes a page for the site."""
    app.connect("source-read", for_the_site)
    app.connect("html-page-context", for_the_keyboard, priority=900)  # after the theme, which makes the navigation
