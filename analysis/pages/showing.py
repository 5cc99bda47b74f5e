"""What a cell of a notebook shows: sections of a report, numbers, and a reader's own text, tables and figures."""

from __future__ import annotations

import sys

import pandas as pd
from IPython.core.pylabtools import print_figure
from IPython.display import Markdown, display
from matplotlib.figure import Figure

from analysis.core.errors import InputError
from analysis.core.messages import _
from analysis.pages.blocks import Block, Prose, Section, section
from analysis.stats.estimate import Estimate

#: What `show` takes: what a page is laid out of, and what a reader makes.
Shown = Section | Block | Estimate | str | pd.DataFrame | Figure | None


def show(*things: Shown) -> None:
    """Show blocks one after the other, in a notebook and in its report.

    Parameters
    ----------
    *things : Section, Chart, Table, Estimate, str, DataFrame or matplotlib Figure
        Sections, charts and tables are parts of a report, each with universe and source. An estimate is shown by its
        sentence. Text, frames and figures of the reader's own appear in the report marked as such. None shows nothing.

    Raises
    ------
    InputError
        If a thing is none of these.

    Examples
    --------
    >>> import pandas as pd
    >>> show("A note of mine.", pd.DataFrame({"year": [2020], "cases": [3]}))  # doctest: +SKIP
    """
    for thing in things:
        _show(thing)


def _show(thing: object) -> None:
    """Display a thing; refuse what no page can lay out."""
    if thing is None or isinstance(thing, Section | Block):
        section(thing)._ipython_display_()
    elif isinstance(thing, Estimate):
        display(Prose([thing]))
    elif isinstance(thing, Figure):
        _show_figure(thing)
    elif isinstance(thing, str | pd.DataFrame):
        display(Markdown(thing) if isinstance(thing, str) else thing)
    else:
        kind = type(thing).__name__
        near = kind in ("Axes", "Series")
        fix = "show axes by their `figure`, and a series by `to_frame()`" if near else "print it, or say it in text"
        raise InputError(f"a {kind} to show", "a section, chart, table, estimate, text, frame or figure", fix)


def _show_figure(figure: Figure) -> None:
    """Display a reader's figure as pixels, with its titles as words.

    Pyplot, if it made the figure, does not show it once more at the end of the cell; it can still be changed.
    """
    texts = [figure.get_suptitle(), *(axes.get_title() for axes in figure.axes)]
    sides = [side for axes in figure.axes for side in (axes.get_xlabel(), axes.get_ylabel())]
    words = "; ".join(dict.fromkeys(text.strip() for text in [*texts, *sides] if text.strip()))
    forms = {"text/plain": words or _("A figure"), "image/png": print_figure(figure, "png", base64=True)}
    display(forms, raw=True, metadata={"image/png": {"alt": words}} if words else {})
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
