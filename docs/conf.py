"""How Sphinx builds the documentation, from what stands in the project and without a network."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from carried import relinked, write_pages  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

import analysis  # noqa: E402
from analysis.core.judgement import stated  # noqa: E402

project = "Red Notice statistics"
author = stated("authors")
version = release = analysis.__version__
language = "en"

extensions = ["sphinx.ext.autodoc", "numpydoc", "myst_parser"]
exclude_patterns = ["_build", "_generated/*.txt"]
default_role = "py:obj"
suppress_warnings = ["myst.header"]  # a notebook's headings need not begin with the largest

add_module_names = False
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "alabaster"
html_title = project
html_show_sourcelink = False
html_show_copyright = False
html_theme_options = {"description": analysis.__doc__.splitlines()[0], "page_width": "70em", "fixed_sidebar": False}

write_pages()


def lead_to_pages(app: Sphinx, page: str, source: list[str]) -> None:
    """Lead the links of a page to the pages that carry what they mean; in the project they lead to the texts."""
    if app.env.doc2path(page).suffix == ".md" and not page.startswith("_generated/"):
        folder = (Path(app.srcdir) / page).parent
        source[0] = relinked(source[0], folder, folder)


def setup(app: Sphinx) -> None:
    """Follow what Sphinx reads."""
    app.connect("source-read", lead_to_pages)
