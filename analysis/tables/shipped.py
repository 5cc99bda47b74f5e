"""The shipped tables as they lie on disk: sidecars, checked bytes, text, and the borders of states."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pycountry
from pydantic import Field, StringConstraints, model_validator

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, csv_rows, relative, write_atomic
from analysis.core.judgement import Entry, Text

#: A publication behind a table.
Origin = Annotated[dict[Literal["title", "url"], Text], Field(min_length=2)]


class Column(Entry):
    """One column, as the yml beside its table describes it.

    Parameters
    ----------
    like : str
        ``table.column``: the column is that one, but for what is said here.
    type : str, optional
        What it is, by `KINDS` of ``schemas.py``; needed without ``like``, as is ``holds``.
    holds : str, optional
        What it holds.
    allowed : mapping or list of str, or "offences" or "senders"
        The allowed values, with their meanings where they need one; or those of the taxonomy of offences, or the
        senders of sanctions.
    between : list of two numbers, optional
        Least and greatest allowed value.
    pattern : str, optional
        Regular expression that the whole text must match.
    unit : str
        What one unit is.
    required : bool
        Whether a blank is refused.
    derived : bool
        Added by cleaning, so absent from the raw file.
    """

    like: Annotated[str, StringConstraints(pattern=r"^\w+\.\w+$")] = ""
    type: Literal["text", "url", "country", "date", "shown", "whole", "number", "truth", "first_day"] | None = None
    holds: Text | None = None
    allowed: dict[Text, Text] | list[Text] | Literal["offences", "senders"] = Field(default_factory=dict)
    between: Annotated[list[int | float], Field(min_length=2, max_length=2)] | None = None
    pattern: Text | None = None
    unit: str = ""
    required: bool = False
    derived: bool = False

    @model_validator(mode="after")
    def _described(self) -> Column:
        if not self.like and (self.type is None or self.holds is None):
            raise ValueError("a column with a type and what it holds, or one that is like another")
        return self


class Described(Entry):
    """The columns of a table, in order, and the key that names each row once."""

    key: list[Text] = Field(default_factory=list)
    columns: dict[Text, Column] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _keyed(self) -> Described:
        if not set(self.key) <= set(self.columns):
            raise ValueError(f"a key of columns that are described, {some(self.columns, 40)}")
        if bool(self.key) != bool(self.columns):
            raise ValueError("both a key and columns, or neither")
        return self


class Sidecar(Described):
    """What a table is and where it comes from.

    Parameters
    ----------
    title : str
        One line.
    origin : list of dict
        Publications behind the table, each with ``title`` and ``url``.
    citation : str
        How to cite the table or its origin.
    licence : str
        Licence of the table, with its address where it has one.
    universe : str
        What one row counts, and the population it belongs to.
    retrieved : str
        Date, or range of dates, of retrieval.
    sha256 : str
        Hash of the file.
    rows : int, optional
        How many rows the file has; written with the hash.
    known_limits : list of str
        What a reader must know before using it.
    key, columns
        What the file must look like; neither for the borders of states, which are no table.
    """

    title: Text
    origin: list[Origin] = Field(min_length=1)
    citation: Text
    licence: Text
    universe: Text
    retrieved: Text
    sha256: Text
    rows: int | None = None
    known_limits: list[Text] = Field(min_length=1)


@cache
def raw_paths(root: Path = RAW) -> dict[str, Path]:
    """Map the name of every shipped table to its file; the name is the file's, without its ending."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in {".csv", ".gz", ".json"}]
    return {path.name.split(".")[0]: path for path in files}


def raw_path(name: str, root: Path = RAW) -> Path:
    """Give the file of a shipped table.

    Raises
    ------
    InputError
        If there is none of that name.

    Examples
    --------
    >>> raw_path("cases").name
    'cases.csv'
    """
    paths = raw_paths(root)
    if name not in paths or not paths[name].exists():
        raise InputError(
            f"no table {name!r}",
            f"one of {some(sorted(paths), 30)}",
            "restore it with `git checkout -- data/raw`",
            file=relative(root),
        )
    return paths[name]


def sidecar_path(table: Path) -> Path:
    """Give the sidecar of a table: the same name with ``.yml`` for its endings."""
    return table.with_name(table.name.split(".")[0] + ".yml")


def sidecar(name: str, root: Path = RAW) -> Sidecar:
    """Read the sidecar of a shipped table.

    Raises
    ------
    InputError
        If it is missing, lacks a field, has one too many, or leaves one empty.

    Examples
    --------
    >>> sidecar("cases").key
    ['case_id']
    """
    path = sidecar_path(raw_path(name, root))
    if not path.exists():
        raise InputError("no sidecar", f"a file {path.name}", "restore or write it", file=relative(path))
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@cache
def _read(path: Path, changed: int, size: int) -> Sidecar:
    """Read a sidecar once, and again when the file was written since."""
    del changed, size
    return judgement.read_yml(Sidecar, path)


def checked_bytes(name: str, root: Path = RAW) -> bytes:
    """Read a shipped file and compare it with the hash of its sidecar, so that no edit goes unnoticed."""
    path = raw_path(name, root)
    content = path.read_bytes()
    found, wanted = hashlib.sha256(content).hexdigest(), sidecar(name, root).sha256
    if found != wanted:
        raise InputError(
            f"a file with sha256 {found}",
            f"{wanted:.12}…, the one in {sidecar_path(path).name}",
            f"restore the table with `git checkout`, or, if the edit is meant, run `python -m analysis seal {name}`",
            file=relative(path),
        )
    return content


def read_raw(name: str, root: Path = RAW) -> pd.DataFrame:
    """Read a shipped table as text, blanks as empty strings, after checking its hash.

    Raises
    ------
    InputError
        If the table is missing, edited, unreadable or empty.

    Examples
    --------
    >>> list(read_raw("cases_flags").columns)
    ['case_id', 'flag', 'explanation']
    """
    checked_bytes(name, root)
    path = raw_path(name, root)
    table = csv_as_text(path)
    if table.empty:
        raise InputError("no row", "at least one row", "restore it with `git checkout`", file=relative(path))
    return table


def store(path: Path, content: bytes) -> None:
    """Write a shipped table, and its hash into its sidecar, which must exist; its number of rows where that is stated.

    Parameters
    ----------
    path : Path
        The table.
    content : bytes
        What it shall hold.

    Raises
    ------
    InputError
        If it has no sidecar, or the sidecar has no line ``sha256``.
    """
    text = stamped(path, content, always=False)
    write_atomic(path, content, public=True)
    write_atomic(sidecar_path(path), text, public=True)


def stamped(path: Path, content: bytes, *, always: bool = True) -> str:
    """Give the sidecar of a table with the hash and the number of rows of what the table shall hold.

    Parameters
    ----------
    path : Path
        The table.
    content : bytes
        What it shall hold.
    always : bool
        Whether the number of rows is added to a sidecar that does not state it.

    Raises
    ------
    InputError
        If there is no sidecar, or it has no line ``sha256``.
    """
    beside = sidecar_path(path)
    if not beside.exists():
        raise InputError("no sidecar", f"a file {beside.name}", "write it before the table", file=relative(beside))
    before = beside.read_text(encoding="utf-8")
    counted = always or re.search(r"(?m)^rows:", before)
    rows = f"\nrows: {_count(path, content)}" if counted else ""
    line = f"sha256: {hashlib.sha256(content).hexdigest()}{rows}"
    text, found = re.subn(r"(?m)^sha256:.*$(?:\nrows:.*$)?", line, before)
    if found != 1:
        raise InputError(f"{found} lines `sha256:`", "one", "correct the sidecar", file=relative(beside))
    return text


def _count(path: Path, content: bytes) -> int:
    """Count the rows of a csv after its header; a blank line is none."""
    held = gzip.decompress(content) if path.suffix == ".gz" else content
    text = held.decode("utf-8-sig", errors="replace")
    return max(0, sum(1 for _, cells in csv_rows(text, relative(path)) if cells) - 1)


Ring = npt.NDArray[np.float64]


#: Longitude span in degrees above which a step is a crossing of the antimeridian.
_HALF_TURN = 180.0


@dataclass(frozen=True)
class Shape:
    """The land of one country or territory.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    rings : tuple of array, shape (n, 2)
        Outer rings, longitude and latitude in degrees, unwrapped at the antimeridian.

    Examples
    --------
    >>> square = np.array([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], dtype=float)
    >>> area(Shape("TUV", (square, 3 * square)).largest)
    9.0
    """

    iso3: str
    rings: tuple[Ring, ...]

    @property
    def largest(self) -> Ring:
        """The ring that encloses most."""
        return max(self.rings, key=area)


def area(ring: Ring) -> float:
    """Give the area that a ring encloses in square degrees (shoelace formula)."""
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo the delta coding and quantisation of a topology's arcs (TopoJSON specification, section 2.1.3)."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc, dtype=float), axis=0) * scale + shift for arc in topology["arcs"]]


def stitch(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; a negative index means the arc ``~index`` backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def unwrap(ring: Ring) -> Ring:
    """Move points past the antimeridian to the side where the ring began, so that it does not streak over the map."""
    steps = np.diff(ring[:, 0])
    turns = np.where(steps > _HALF_TURN, -1, np.where(steps < -_HALF_TURN, 1, 0))
    moved = ring.copy()
    moved[1:, 0] += 360.0 * np.cumsum(turns)
    return moved


def clip_pieces(ring: Ring) -> list[Ring]:
    """Give an unwrapped ring as pieces to draw within 180 degrees either way: itself, and its copy a turn away."""
    if ring[:, 0].min() >= -_HALF_TURN and ring[:, 0].max() <= _HALF_TURN:
        return [ring]
    turn = -360.0 if ring[:, 0].max() > _HALF_TURN else 360.0
    pieces = _cut(ring, np.sign(-turn)), _cut(ring + np.array([turn, 0.0]), np.sign(turn))
    return [piece for piece in pieces if len(piece)]


def _cut(ring: Ring, side: float) -> Ring:
    """Cut off what of a ring lies beyond the antimeridian on one side (Sutherland and Hodgman, 1974)."""
    edge = side * _HALF_TURN
    within = side * (ring[:, 0] - edge) <= 0
    kept = []
    for one, two, is_in, will_be in zip(ring[:-1], ring[1:], within[:-1], within[1:], strict=True):
        if is_in:
            kept.append(one)
        if is_in != will_be:
            kept.append(one + (edge - one[0]) / (two[0] - one[0]) * (two - one))
    return np.array([*kept, kept[0]]) if kept else np.empty((0, 2))


def _outer_rings(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return [piece for polygon in polygons for piece in clip_pieces(unwrap(stitch(polygon[0], arcs)))]


def _codes() -> dict[str, str]:
    by_hand = judgement.table("map_names.csv")
    numeric = {country.numeric: country.alpha_3 for country in pycountry.countries}
    return numeric | dict(zip(by_hand["map_name"], by_hand["iso3"], strict=True))


@cache
def world(name: str = "countries-50m") -> tuple[Shape, ...]:
    """Read the shapes of all countries and territories of a shipped topology.

    Parameters
    ----------
    name : str
        ``countries-50m`` (235 codes) or ``countries-110m`` (coarser).

    Returns
    -------
    tuple of Shape
        In order of code. An area of the map that ``data/hand/map_names.csv`` gives no code is part of no country
        here and is left out; one that ``data/hand/map_areas.csv`` names is moved to the state that it is part of.

    Examples
    --------
    >>> [shape.iso3 for shape in world("countries-110m")][:2]
    ['AFG', 'AGO']
    """
    topology = json.loads(checked_bytes(name))
    arcs, codes = decode_arcs(topology), _codes()
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        key = geometry.get("id") or geometry["properties"]["name"]
        if codes.get(key):
            found.setdefault(codes[key], []).extend(_outer_rings(geometry, arcs))
    for area_ in judgement.table("map_areas.csv").to_dict("records"):
        _transfer(found, {str(key): str(value) for key, value in area_.items()}, name)
    return tuple(Shape(iso3, tuple(found[iso3])) for iso3 in sorted(found))


def _transfer(found: dict[str, list[Ring]], area_: dict[str, str], name: str) -> None:
    """Give the outlines within an area's rectangle to the state that the area is part of."""
    giver, taker = area_["drawn_as"], area_["part_of"]
    low = np.array([float(area_["west"]), float(area_["south"])])
    high = np.array([float(area_["east"]), float(area_["north"])])
    within = [bool((ring >= low).all() and (ring <= high).all()) for ring in found[giver]]
    if not any(within):
        got, fix = f"no outline of {giver} within the rectangle of {area_['area']}", "correct the rectangle"
        raise InputError(got, f"one in {name}", fix, file=relative(HAND / "map_areas.csv"))
    for ring in [ring for ring, inside in zip(found[giver], within, strict=True) if inside]:
        found[taker] = joined(found[taker], ring)
    found[giver] = [ring for ring, inside in zip(found[giver], within, strict=True) if not inside]


def joined(rings: list[Ring], added: Ring) -> list[Ring]:
    """Add a ring to those of a state; where it shares an edge with one of them, the two become one.

    Parameters
    ----------
    rings : list of array
        Outer rings of the state, each closed.
    added : array
        A closed ring beside them, of the same direction.

    Returns
    -------
    list of array
        No line is left where the two met.

    Examples
    --------
    >>> left = np.array([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], dtype=float)
    >>> [area(ring) for ring in joined([left], left + [1, 0])]
    [2.0]
    """
    for place, ring in enumerate(rings):
        ours, theirs = _edges(ring), _edges(added)
        shared = {(end, start) for start, end in ours} & set(theirs)
        if shared:
            kept = [edge for edge in ours if edge[::-1] not in shared] + [edge for edge in theirs if edge not in shared]
            return [*rings[:place], _linked(kept), *rings[place + 1 :]]
    return [*rings, added]


def _edges(ring: Ring) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    points = [tuple(point) for point in ring.tolist()]
    return list(itertools.pairwise(points))


def _linked(edges: list[tuple[tuple[float, ...], tuple[float, ...]]]) -> Ring:
    following, first = dict(edges), edges[0][0]
    points = [first]
    while len(points) == 1 or points[-1] != first:
        points.append(following.pop(points[-1]))
    return np.array(points)
