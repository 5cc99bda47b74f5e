"""A map of the world that colours countries by a word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from analysis.charts.chart import COLOURS, COLUMN, VALUE, WIDE, About, Chart, Frame
from analysis.charts.drawing import is_narrow
from analysis.core.country_names import country_name
from analysis.core.messages import _
from analysis.tables.shipped import Ring, Shape, area, world

#: Square degrees: rings below the first are not drawn, countries below the second get a dot.
_SPECK, _SMALL = 0.15, 1.5
#: Degrees within which a point of an outline may be left out: on a screen, on a page of the site, and on a phone.
_TOLERANCE, _PAGE_TOLERANCE, _NARROW_TOLERANCE = 0.4, 1.2, 1.2


def _project(points: Ring) -> Ring:
    """Project longitude and latitude by the Equal Earth projection (Šavrič, Patterson & Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    t2, t6 = theta**2, theta**6
    x = 2 * np.sqrt(3) * longitude * np.cos(theta) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    return np.column_stack([x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))])


def _thin(ring: Ring, tolerance: float = _TOLERANCE) -> Ring:
    """Leave out points of an outline that lie closer than ``tolerance`` to the last one kept."""
    kept = [0]
    for i in range(1, len(ring) - 1):
        if np.abs(ring[i] - ring[kept[-1]]).max() >= tolerance:
            kept.append(i)
    return ring[[*kept, len(ring) - 1]]


@cache
def outlines(tolerance: float = _TOLERANCE) -> tuple[tuple[str, tuple[Ring, ...], bool], ...]:
    """Return each country's projected outlines to draw, and whether it is so small that it needs a dot."""
    shapes = [shape for shape in world() if shape.iso3 != "ATA"]
    return tuple((shape.iso3, _drawn(shape, tolerance), sum(map(area, shape.rings)) < _SMALL) for shape in shapes)


def _drawn(shape: Shape, tolerance: float) -> tuple[Ring, ...]:
    speck = _SPECK * (tolerance / _TOLERANCE) ** 2
    large = [ring for ring in shape.rings if area(ring) >= speck] or [shape.largest]
    return tuple(_project(_thin(ring, tolerance)) for ring in large)


def world_map(
    words: pd.Series[str],
    palette: Mapping[str, str],
    *,
    more_columns: pd.DataFrame | None = None,
    told: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    **about: Unpack[About],
) -> Chart:
    """Draw a map that colours each country by a word, in the Equal Earth projection.

    Parameters
    ----------
    words : Series of str
        The word by ISO3 code; a country without one is left pale.
    palette : mapping
        Word to colour, in the order of the key.
    more_columns : DataFrame, optional
        What else the data behind the map hold for each country, by ISO3 code.
    told : mapping of str to str, optional
        ISO3 code -> what a reader who points at a country is told; by default its name and word.
    links : mapping of str to str, optional
        ISO3 code -> the page that a country leads to; such a map stands on a page that has a key of its own.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Small countries and islands are drawn as dots.

    Examples
    --------
    >>> texts = {"universe": "invented words", "source": "invented", "note": "Nothing here is real."}
    >>> words, palette = pd.Series({"BLR": "much"}), {"much": "#7F0000"}
    >>> world_map(words, palette, name="map", title="Words", alt="A map.", **texts).data.to_dict("records")
    [{'iso3': 'BLR', 'word': 'much'}]
    """
    data = words.rename("word").rename_axis("iso3").to_frame()
    data = (data if more_columns is None else data.join(more_columns)).reset_index()
    texts = {str(iso3): f"{country_name(str(iso3))}: {word}" for iso3, word in words.items() if word in palette}
    texts |= {iso3: text for iso3, text in (told or {}).items() if iso3 in texts}
    if links is not None:
        page = {"subtitle": _("One colour for each step; small countries are dots")} | about
        places = dict(links)
        return Chart.of(data, Frame(WIDE, 3.25), lambda figure: _alone(figure, words, palette, texts, places), page)
    more = {"subtitle": _("One colour for each rating; small countries are dots")} | about
    narrow = Frame(COLUMN, 2.25 + 0.24 * len(palette))
    return Chart.of(data, Frame(WIDE, 3.9), lambda figure: _map(figure, words, palette, texts), more, narrow=narrow)


def _alone(figure: Figure, words: pd.Series[str], palette: Mapping[str, str], *told: Mapping[str, str]) -> None:
    _draw(figure.add_axes((0, 0, 1, 1)), words, palette, _PAGE_TOLERANCE, *told)


def _map(figure: Figure, words: pd.Series[str], palette: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Draw the map above its key, which stays: a shade stands for a word over many shapes, most too small for words."""
    narrow = is_narrow(figure)
    below = 0.24 * len(palette) / figure.get_figheight() if narrow else 0.08
    axes, tolerance = figure.add_axes((0, below, 1, 1 - below)), _NARROW_TOLERANCE if narrow else _TOLERANCE
    _draw(axes, words, palette, tolerance, texts, None)
    marks = [
        Patch(facecolor=colour, edgecolor=COLOURS["edge"], linewidth=0.6, hatch=HATCHES.get(word), label=word)
        for word, colour in palette.items()
    ]
    figure.legend(handles=marks, loc="lower left" if narrow else "lower center", ncols=1 if narrow else len(marks))


#: Words that are told from their neighbours by hatching too.
HATCHES = {"complaints only": "////"}


def _draw(
    axes: Axes,
    words: pd.Series[str],
    palette: Mapping[str, str],
    tolerance: float,
    texts: Mapping[str, str],
    links: Mapping[str, str] | None,
) -> None:
    rings: dict[tuple[str, str, str, str], list[Ring]] = {}
    for iso3, outline, small in outlines(tolerance):
        word, link = str(words.get(iso3, "")), (links or {}).get(iso3, "")
        text = f"{VALUE}{texts[iso3]}" if iso3 in texts else ""
        # Two maps of one page share their outlines, so each country has one of its own there.
        rings.setdefault((word if text else "", text, link, "" if links is None else iso3), []).extend(outline)
        if small and iso3 in words.index:
            dot = max(outline, key=area).mean(axis=0)
            look: dict[str, Any] = {"markeredgecolor": COLOURS["edge"], "markeredgewidth": 0.5, "zorder": 3}
            look |= {"gid": text or None, "url": link or None} if links else {}
            look |= {"color": palette.get(word, COLOURS["pale"]), "linestyle": "", "clip_on": False}
            axes.plot(*dot, marker="o", markersize=3.4, **look)
    for (word, text, link, _iso3), drawn in sorted(rings.items()):
        look = {"facecolor": palette.get(word, COLOURS["pale"]), "edgecolor": COLOURS["edge"], "linewidth": 0.35}
        path = Path.make_compound_path(*[Path(ring, closed=True) for ring in drawn])
        axes.add_patch(
            PathPatch(path, hatch=HATCHES.get(word), gid=text or None, url=link or None, clip_on=False, **look)
        )
    axes.set_xlim(-2.72, 2.72)
    axes.set_ylim(-1.05, 1.32)
    axes.set_aspect("equal")
    axes.set_axis_off()
