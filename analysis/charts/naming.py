"""Where words stand beside the marks that they name: clear of other words, of marks and of the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.text import Annotation
from numpy.typing import ArrayLike, NDArray

from analysis.charts.chart import COLOURS
from analysis.charts.drawing import fitted, width_of, write_near
from analysis.stats.estimate import Floats

#: Left, right, lower and upper edge, in points.
Box = tuple[float, float, float, float]

#: Points: how far words stand from their mark, from where on a thin line leads to it, and between marks of one line.
_AWAY, _LED, _STEP = 4.5, 9.0, 3.0
#: Height of a line of words, in shares of the size of its letters.
_LINE = 1.12
#: How many lines of words up or down, and how far to a side, words may stand from their mark.
_LEVELS = (0.0, 0.55, 1.1, 1.65, 2.2, 3.3, 4.4, 5.5, 6.6)
_ACROSS = (0.0, 14.0, 28.0, 56.0)
#: What a place costs, in points by which it might be further from its mark instead: a mark that is not the best one to
#: name, a broken line, a leader that crosses marks or words, and a square point of marks that words would cover.
_NEXT, _BROKEN, _CROSSED, _COVERED = 1.5, 6.0, 3.0, 1.2
#: What it costs that words are not in line with their mark, per point: below or above it, and at its side.
_ASIDE, _UP = 0.02, 0.25
#: What matplotlib calls a line or mark that is not drawn.
_NOTHING = {"none", ""}
#: Of how many places it is looked at what the line to them crosses, and at how many points of it.
_LOOKED_AT, _DOTS = 16, 12
_NEVER = 1e6


@dataclass(frozen=True)
class Name:
    """Words that name marks once, and where these are in the data, the best to be named first.

    Parameters
    ----------
    words : str
        What the marks are.
    at : sequence of (float, float)
        The marks, any of which may be the one beside which the words stand; without one, the words are not written.
    colour : str
        That of the words: ink, or of the marks where it can be read.
    """

    words: str
    at: Sequence[tuple[float, float]]
    colour: str = COLOURS["ink"]


@dataclass(frozen=True)
class _Place:
    """Lines of words, their box, the mark beside which they stand, and what that costs."""

    lines: tuple[str, ...]
    box: Box
    mark: tuple[float, float]
    spot: tuple[float, float]
    cost: float


def name_marks(axes: Axes, names: Iterable[Name], size: float, *, most: float = 0.0) -> None:
    """Write names beside their marks, each where it covers no other words and least of the marks.

    The figure must have its margins, and all else must be drawn. Words that have no room close to their mark stand
    further off, with a thin line to it.

    Parameters
    ----------
    axes : Axes
        Whose marks are named.
    names : iterable of Name
        In the order in which they choose their places.
    size : float
        Of the letters, in points.
    most : float
        Points across from which on a name is broken into lines; by default four fifths of the axes.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> line = axes.plot([0, 1], [0, 1])
    >>> name_marks(axes, [Name("rising", [(0.5, 0.5)])], 10)
    >>> [text.get_text() for text in axes.texts]
    ['rising']
    """
    scale = _settled(axes)
    room = axes.get_window_extent()
    edges = (room.x0 * scale + 2, room.x1 * scale + 2, room.y0 * scale - 2, room.y1 * scale + 4)
    marks, words = _marks(axes, scale), _words(axes, scale)
    for name in names:
        found = _best(axes, name, size, scale, edges, (marks, words), most or 0.8 * (room.x1 - room.x0) * scale)
        if found is None:
            continue
        words = np.vstack([words, found.box])
        (x, y), (left, far, low, high) = found.mark, found.box
        near = min(max(x, left), far) - x, min(max(y, low), high) - y
        if np.hypot(*near) > _LED:
            _lead(axes, found.spot, near)
        _write(axes, name, found, size)


def _settled(axes: Axes) -> float:
    """Let the limits of an axes stand as they are, and give the points that a dot of its figure takes."""
    axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())
    figure: Any = axes.get_figure(root=True)
    return 72 / float(figure.dpi)


def points_of(across: ArrayLike, up: ArrayLike, most: int = 12) -> list[tuple[float, float]]:
    """Return marks that a name may stand beside, the last one first, and of many only some.

    Examples
    --------
    >>> points_of([2020, 2021, 2022], [1, float("nan"), 3])
    [(2022.0, 3.0), (2020.0, 1.0)]
    """
    points = np.column_stack([np.asarray(across, dtype=float), np.asarray(up, dtype=float)])
    finite = points[np.isfinite(points).all(axis=1)][::-1]
    chosen = finite[np.linspace(0, len(finite) - 1, most).round().astype(int)] if len(finite) > most else finite
    return [(float(x), float(y)) for x, y in chosen]


def _best(
    axes: Axes, name: Name, size: float, scale: float, edges: Box, taken: tuple[Floats, Floats], most: float
) -> _Place | None:
    """Return the place of a name that costs least; none if it has no mark."""
    best: _Place | None = None
    for rank, spot in enumerate(name.at):
        x, y = (float(at) * scale for at in axes.transData.transform(spot))
        for lines in _broken(name, size, most):
            dearer = _NEXT * rank + _BROKEN * (len(lines) - 1)
            if best is None or dearer < best.cost:
                box, cost = _cheapest(_around(lines, (x, y), size, edges), (x, y), edges, taken)
                if best is None or cost + dearer < best.cost:
                    best = _Place(lines, box, (x, y), spot, cost + dearer)
    return best


def _broken(name: Name, size: float, most: float) -> list[tuple[str, ...]]:
    """Return the words in one line, if it is not too long, and broken in two or three."""
    whole = width_of(name.words, size)
    ways = [most, whole * 0.62, whole * 0.42] if whole > 60 else [whole]
    found = [tuple(fitted(name.words, min(most, way), size).split("\n")) for way in ways]
    return list(dict.fromkeys(found))


def _around(lines: tuple[str, ...], mark: tuple[float, float], size: float, edges: Box) -> Floats:
    """Return boxes around a mark: at its sides, above and below, ever further off."""
    wide = max(width_of(line, size) for line in lines)
    high, (x, y) = _LINE * size * len(lines), mark
    starts = [left for by in _ACROSS for left in (x - wide / 2 + by, x - wide / 2 - by, x + by, x - wide - by)]
    within = [min(max(left, edges[0]), edges[1] - wide) for left in starts]
    corners: list[tuple[float, float]] = []
    for step in (level * size for level in _LEVELS):
        up_and_down = dict.fromkeys((step, -step))
        corners += [(left, y - high / 2 + up) for up in up_and_down for left in (x + _AWAY, x - _AWAY - wide)]
        corners += [(left, low) for low in (y + _AWAY + step, y - _AWAY - step - high) for left in within]
    left, low = np.array(corners).T
    return np.column_stack([left, left + wide, low, low + high])


def _cheapest(boxes: Floats, mark: tuple[float, float], edges: Box, taken: tuple[Floats, Floats]) -> tuple[Box, float]:
    """Return the box that costs least by its distance, covered marks and leaders, and words, which it must not cover.

    What the line to it crosses is counted for the nearest of them only.
    """
    marks, words = taken
    costs, near = _distances(boxes, mark)
    room = np.array(edges) + np.array([-0.01, 0.01, -0.01, 0.01])
    outside = (boxes[:, [0, 2]] < room[[0, 2]]).any(axis=1) | (boxes[:, [1, 3]] > room[[1, 3]]).any(axis=1)
    costs += _NEVER * (10.0 * outside + (_shared(boxes, words) > 0).any(axis=1))
    costs += _COVERED * _shared(boxes, marks).sum(axis=1)
    others = marks[_shared(_grown(np.array([mark]), 0.1), marks)[0] == 0]
    best, least = 0, np.inf
    for at in np.argsort(costs, kind="stable")[:_LOOKED_AT]:
        if costs[at] >= least:
            break
        cost = costs[at] + _crossed(mark, near[at], others) + 20 * _crossed(mark, near[at], words)
        if cost < least:
            best, least = at, cost
    left, right, low, high = boxes[best].tolist()
    return (left, right, low, high), float(least)


def _distances(boxes: Floats, mark: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return how far each box is from a mark, more where not in line with it, and the point of it that is nearest."""
    x, y = np.float64(mark[0]), np.float64(mark[1])
    near = np.column_stack([x.clip(boxes[:, 0], boxes[:, 1]), y.clip(boxes[:, 2], boxes[:, 3])])
    across, up = np.abs(boxes[:, :2].mean(axis=1) - x), np.abs(boxes[:, 2:].mean(axis=1) - y)
    at_a_side = ((boxes[:, 0] > x) | (boxes[:, 1] < x)) & (near[:, 1] == y)
    costs: Floats = np.hypot(*(near - np.array(mark)).T) + np.where(at_a_side, _UP * up, 1.0 + _ASIDE * across)
    return costs, near


def _crossed(mark: tuple[float, float], end: Floats, others: Floats) -> float:
    """Return what it costs that others are between a mark and the end of the line from it."""
    way = end - np.array(mark)
    reach = float(np.hypot(*way))
    begin = (_AWAY if reach > _LED else _AWAY / 2) / max(_AWAY, reach)
    dots = _grown(np.array(mark) + np.linspace(begin, 0.98, _DOTS)[:, None] * way, 0.5)
    return _CROSSED * float((_shared(dots, others) > 0).any(axis=1).sum())


def _shared(boxes: Floats, others: Floats) -> Floats:
    """Return the area that each box shares with each other one."""
    across = np.minimum(boxes[:, None, 1], others[None, :, 1]) - np.maximum(boxes[:, None, 0], others[None, :, 0])
    up = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(boxes[:, None, 2], others[None, :, 2])
    shared: Floats = np.maximum(across, 0.0) * np.maximum(up, 0.0)
    return shared


def _write(axes: Axes, name: Name, place: _Place, size: float) -> None:
    """Write the lines of a name into its box; those left of their mark end beside it."""
    (x, y), (left, right, low, _) = place.mark, place.box
    for row, words in enumerate(reversed(place.lines)):
        spare = right - left - width_of(words, size)
        across = left - x + (spare if right <= x else 0.0 if left >= x else spare / 2)
        up = low - y + (0.24 + _LINE * row) * size
        write_near(axes, words, place.spot, (across, up), fontsize=size, color=name.colour, zorder=6)


def _lead(axes: Axes, spot: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a thin line from a mark to so many points beside it."""
    line: dict[str, Any] = {"arrowstyle": "-", "color": COLOURS["edge"], "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2}
    axes.annotate("", spot, xytext=end, textcoords="offset points", arrowprops=line, zorder=5, annotation_clip=False)


def _words(axes: Axes, scale: float) -> Floats:
    """Return the boxes of what is written in an axes."""
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
    return _rows([(box.x0 * scale, box.x1 * scale, box.y0 * scale, box.y1 * scale) for box in boxes])


def _marks(axes: Axes, scale: float) -> Floats:
    """Return the boxes of what is drawn in an axes: points, bands, and lines as many small pieces."""
    found = [piece for line in axes.lines for piece in _of_line(line)]
    for artist in axes.collections:
        move = artist.get_transform()
        if isinstance(artist, LineCollection):
            wide = float(np.max(artist.get_linewidth()))
            found += [_along(move.transform(np.asarray(part)), wide / scale) for part in artist.get_segments()]
        elif isinstance(artist, PolyCollection) and artist.get_hatch():
            found += [_rows(np.array(path.get_extents(move).extents)[[0, 2, 1, 3]]) for path in artist.get_paths()]
    for text in axes.texts:
        if isinstance(text, Annotation) and text.arrow_patch is not None:
            begin = axes.transData.transform(text.xy)
            found.append(_along(np.array([begin, begin + np.array(text.xyann) / scale]), 1.0 / scale))
    return np.vstack([_rows([]), *found]) * scale


def _of_line(line: Line2D) -> Iterator[Floats]:
    points = line.get_transform().transform(line.get_path().vertices)
    points, scale = np.asarray(points)[np.isfinite(points).all(axis=1)], 72 / line.get_figure(root=True).dpi  # type: ignore[union-attr]
    if str(line.get_linestyle()).lower() not in _NOTHING:
        yield _along(points, line.get_linewidth() / scale)
    if str(line.get_marker()).lower() not in _NOTHING:
        style = MarkerStyle(line.get_marker())
        shape = style.get_path().transformed(style.get_transform()).get_extents()
        yield _grown(points, line.get_markersize() / 2 / scale * np.array([shape.width, shape.height]))


def _grown(points: NDArray[Any], reach: float | Floats) -> Floats:
    return _rows(np.column_stack([points - reach, points + reach])[:, [0, 2, 1, 3]])


def _along(points: NDArray[Any], wide: float) -> Floats:
    """Return boxes along a line, no further apart than a few points."""
    if len(points) < 2:
        return _rows([])
    parts = [np.linspace(one, two, max(2, int(np.hypot(*(two - one)) / _STEP) + 1)) for one, two in pairwise(points)]
    return _grown(np.vstack(parts), max(wide, 1.0) / 2 + 0.5)


def _rows(boxes: Sequence[Any] | NDArray[Any]) -> Floats:
    return np.asarray(boxes, dtype=float).reshape(-1, 4)
