"""A chart as one picture to pass on, with its title above it, and its notes and source below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template

import matplotlib as mpl
import typst

from analysis.charts.chart import COLOURS, FONTS
from analysis.core.judgement import version
from analysis.core.messages import _
from analysis.pages.markdown import LINK, typst_string

#: Points across a PNG, of which two are three pixels: as wide as links are shown with a picture.
_ACROSS, _PIXELS_PER_INCH = 800, 108

#: Letters for what the one typeface of page, chart and PDF lacks.
MATPLOTLIB_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def fonts() -> typst.Fonts:
    """Return the typefaces of everything that typst lays out."""
    paths = [str(FONTS), str(MATPLOTLIB_FONTS)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


def credited(caption: str) -> str:
    """Return what is below a picture that is passed on alone."""
    site = _("{site}, data release {release}.", site=_("Red Notice Statistics"), release=version())
    return " ".join((LINK.sub(r"\1", caption), site))


def card(title: str, subtitle: str, svg: str, caption: str) -> str:
    """Return the card of a picture as typst lays it out."""
    return f"#card({', '.join(map(typst_string, (title, subtitle, svg, credited(caption))))})"


def drawn(cards: Sequence[str]) -> list[bytes]:
    """Draw cards as PNG."""
    page = Template((Path(__file__).parent / "card.typ").read_text(encoding="utf-8"))
    text = "\n#pagebreak()\n".join([page.substitute(COLOURS, across=_ACROSS) + cards[0], *cards[1:]])
    compiler = typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(text.encode(), format="png", ppi=float(_PIXELS_PER_INCH))
    return [bytes(made)] if isinstance(made, bytes) else [bytes(page) for page in made or []]
