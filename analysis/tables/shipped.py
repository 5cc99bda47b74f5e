"""The shipped tables as they lie on disk: sidecars, checked bytes, text, and the borders of states."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

import numpy as np
import numpy.typing as npt
import pandas as pd
import pycountry
from pydantic import Field, StringConstraints, model_validator
from typing_extensions import TypedDict

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, digest, relative, write_atomic
from analysis.core.hand_models import Entry, Text


class Origin(TypedDict):
    """A publication behind a table, with authors and year as its own citation states them."""

    title: Text
    url: Text
    short: NotRequired[Text]  # what the line below a chart calls it
    authors: NotRequired[list[Text]]  # each as ``Family, Given``, or the name of an organisation
    year: NotRequired[int]


class Column(Entry):
    """One column, as the yml of its table describes it."""

    like: Annotated[str, StringConstraints(pattern=r"^\w+\.\w+$")] = ""  # ``table.column``, but for what follows
    type: Literal["text", "url", "country", "date", "shown", "whole", "number", "truth", "first_day"] | None = None
    holds: Text | None = None  # needed without ``like``, as is ``type``
    allowed: dict[Text, Text] | list[Text] | Literal["offences", "senders"] = Field(default_factory=dict)
    between: Annotated[list[int | float], Field(min_length=2, max_length=2)] | None = None
    pattern: Text | None = None  # of the whole text
    unit: str = ""
    required: bool = False  # whether a blank is refused
    derived: bool = False  # added by cleaning, so absent from the raw file

    @model_validator(mode="after")
    def _has_meaning(self) -> Column:
        if not self.like and (self.type is None or self.holds is None):
            raise ValueError("a column with a type and what it holds, or one that is like another")
        return self


class Sidecar(Entry):
    """What a table is and where it comes from."""

    title: Text
    origin: list[Origin] = Field(min_length=1)  # publications behind the table
    citation: Text
    licence: Text
    universe: Text  # what one row counts, and the population it belongs to
    retrieved: Text
    sha256: Text
    known_limits: list[Text] = Field(min_length=1)
    key: list[Text] = Field(default_factory=list)  # columns that name each row once
    columns: dict[Text, Column] = Field(default_factory=dict)  # in order

    @model_validator(mode="after")
    def _keyed(self) -> Sidecar:
        if not set(self.key) <= set(self.columns):
            raise ValueError(f"a key of columns that are described, {some(self.columns, 40)}")
        if bool(self.key) != bool(self.columns):
            raise ValueError("both a key and columns, or neither")
        return self


#: Folder, beside the tables, of the files of earlier releases.
ARCHIVE = "releases"


@cache
def raw_paths(root: Path = RAW) -> dict[str, Path]:
    """Map the name of every shipped table to its file; the name is the file's, without its ending."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in {".csv", ".gz", ".json"}]
    return {path.name.split(".")[0]: path for path in files if path.parent.name != ARCHIVE}


def published_files(root: Path = RAW) -> list[Path]:
    """List what is published of the data: tables with a sidecar, earlier releases of them, and what explains them.

    Whatever else lies there, a link or a table without a sidecar, is somebody's own.
    """
    tables = [path for path in raw_paths(root).values() if sidecar_path(path).is_file() and not path.is_symlink()]
    earlier = [path for path in sorted(root.rglob(f"{ARCHIVE}/*.csv.gz")) if _OF_RELEASE.fullmatch(path.name)]
    explained = [root / "geo/LICENSE.txt", root / "evidence/METHODS.md"]
    beside = [root.parent / name for name in ("README.md", "CHANGELOG.md", "croissant.json", "datapackage.json")]
    found = [*tables, *map(sidecar_path, tables), *earlier, *explained, *beside]
    inside = (path for path in found if path.resolve().is_relative_to(root.parent.resolve()))
    return [path for path in inside if path.is_file() and not path.is_symlink()]


#: Name of a table of an earlier release.
_OF_RELEASE = re.compile(r"cases(_effects)?-\d+\.\d+\.\d+\.csv\.gz")


def raw_path(name: str, root: Path = RAW) -> Path:
    """File of a shipped table; a refusal names the tables there are."""
    paths = raw_paths(root)
    if name not in paths or not paths[name].exists():
        expected, fix = f"one of {some(sorted(paths), 30)}", "restore it with `git checkout -- data/raw`"
        raise InputError(f"no table {name!r}", expected, fix, file=relative(root))
    return paths[name]


def sidecar_path(table: Path) -> Path:
    """Sidecar of a table: the same name with ``.yml`` for its endings."""
    return table.with_name(table.name.split(".")[0] + ".yml")


def _existing_sidecar(table: Path) -> Path:
    path = sidecar_path(table)
    if not path.exists():
        raise InputError("no sidecar", f"a file {path.name}", "restore or write it", file=relative(path))
    return path


def sidecar(name: str, root: Path = RAW) -> Sidecar:
    """Sidecar of a shipped table; refused if it is missing, or lacks a field, has one too many or leaves one empty."""
    path = _existing_sidecar(raw_path(name, root))
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
    actual, wanted = digest(content), sidecar(name, root).sha256
    if actual != wanted:
        got, expected = f"a file with sha256 {actual}", f"{wanted:.12}…, the one in {sidecar_path(path).name}"
        fix = f"restore the table with `git checkout`, or, if you meant the edit, run `python -m analysis seal {name}`"
        raise InputError(got, expected, fix, file=relative(path))
    return content


def read_raw(name: str, root: Path = RAW) -> pd.DataFrame:
    """Shipped table as text, blanks as empty strings; refused if it is missing, edited, unreadable or empty."""
    path = raw_path(name, root)
    table = csv_as_text(path, content=checked_bytes(name, root))
    if table.empty:
        raise InputError("no row", "at least one row", "restore it with `git checkout`", file=relative(path))
    return table


def store(path: Path, content: bytes, retrieved: str = "") -> None:
    """Write a shipped table, with its hash and dates in its sidecar."""
    text = stamped(path, content, retrieved)
    write_atomic(path, content, public=True)
    write_atomic(sidecar_path(path), text, public=True)


def stamped(path: Path, content: bytes, retrieved: str = "") -> str:
    """Text of a sidecar with the hash of a new table, and when its sources were retrieved, where that is new."""
    sidecar_file = _existing_sidecar(path)
    text = sidecar_file.read_text(encoding="utf-8")
    for field, value in [("sha256", digest(content)), *([("retrieved", retrieved)] if retrieved else [])]:
        text, lines = re.subn(rf"(?m)^{field}:.*$", f"{field}: {value}", text)
        if lines != 1:
            raise InputError(f"{lines} lines `{field}:`", "one", "correct the sidecar", file=relative(sidecar_file))
    return text


@contextmanager
def all_or_none(paths: Iterable[Path]) -> Iterator[None]:
    """Put files back to what they were if what writes them fails."""
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                write_atomic(path, content, public=True)
        raise


Ring = npt.NDArray[np.float64]


#: The shipped topology.
BORDERS = "countries-50m"
#: Longitude span in degrees above which a step is a crossing of the antimeridian.
_HALF_TURN = 180.0


@dataclass(frozen=True)
class Shape:
    """The land of one country or territory: outer rings, longitude and latitude in degrees."""

    iso3: str
    rings: tuple[Ring, ...]

    @property
    def largest(self) -> Ring:
        """The ring that encloses most."""
        return max(self.rings, key=area)


def area(ring: Ring) -> float:
    """Area that a ring encloses in square degrees (shoelace formula)."""
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
    """Pieces of an unwrapped ring to draw within 180 degrees either way: itself, and its copy a turn away."""
    if ring[:, 0].min() >= -_HALF_TURN and ring[:, 0].max() <= _HALF_TURN:
        return [ring]
    turn = -360.0 if ring[:, 0].max() > _HALF_TURN else 360.0
    pieces = _cut(ring, np.sign(-turn)), _cut(ring + np.array([turn, 0.0]), np.sign(turn))
    return [piece for piece in pieces if len(piece)]


def _cut(ring: Ring, side: float) -> Ring:
    """Cut off what of a ring lies beyond the antimeridian on one side (Sutherland and Hodgman, 1974)."""
    edge = side * _HALF_TURN
    within = side * (ring[:, 0] - edge) <= 0
    points = []
    for one, two, is_in, will_be in zip(ring[:-1], ring[1:], within[:-1], within[1:], strict=True):
        if is_in:
            points.append(one)
        if is_in != will_be:
            points.append(one + (edge - one[0]) / (two[0] - one[0]) * (two - one))
    return np.array([*points, points[0]]) if points else np.empty((0, 2))


@cache
def world() -> tuple[Shape, ...]:
    """Shapes of all countries and territories of the shipped topology, in order of code.

    Areas without a code in ``data/hand/map_names.csv`` are left out; those of ``data/hand/map_areas.csv`` move to the
    country or territory that they are drawn as.

    Examples
    --------
    >>> [shape.iso3 for shape in world()][:2]
    ['ABW', 'AFG']
    """
    topology = json.loads(checked_bytes(BORDERS))
    numeric = {country.numeric: country.alpha_3 for country in pycountry.countries}
    arcs, codes = decode_arcs(topology), numeric | judgement.lookup("map_names.csv", "map_name", "iso3")
    rings: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        key = geometry.get("id") or geometry["properties"]["name"]
        if codes.get(key):
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
            outer = [unwrap(stitch(polygon[0], arcs)) for polygon in polygons]
            rings.setdefault(codes[key], []).extend(piece for ring in outer for piece in clip_pieces(ring))
    for area_ in judgement.table("map_areas.csv").to_dict("records"):
        _transfer(rings, {str(key): str(value) for key, value in area_.items()})
    return tuple(Shape(iso3, tuple(rings[iso3])) for iso3 in sorted(rings))


def _transfer(rings: dict[str, list[Ring]], area_: dict[str, str]) -> None:
    """Move the outlines within an area's rectangle to the country or territory that the area is drawn as."""
    giver, taker = area_["drawn_as"], area_["shown_as"]
    low = np.array([float(area_["west"]), float(area_["south"])])
    high = np.array([float(area_["east"]), float(area_["north"])])
    within = [bool((ring >= low).all() and (ring <= high).all()) for ring in rings[giver]]
    if not any(within):
        got, fix = f"no outline of {giver} within the rectangle of {area_['area']}", "correct the rectangle"
        raise InputError(got, f"one in {BORDERS}", fix, file=relative(HAND / "map_areas.csv"))
    for ring in [ring for ring, inside in zip(rings[giver], within, strict=True) if inside]:
        rings[taker] = joined(rings.get(taker, []), ring)
    rings[giver] = [ring for ring, inside in zip(rings[giver], within, strict=True) if not inside]


def joined(rings: list[Ring], added: Ring) -> list[Ring]:
    """Add a ring to those of a state, of the same direction; where it shares an edge with one, the two become one."""
    for position, ring in enumerate(rings):
        ours, theirs = _edges(ring), _edges(added)
        shared = {(end, start) for start, end in ours} & set(theirs)
        if shared:
            edges = [edge for edge in ours if edge[::-1] not in shared]
            edges += [edge for edge in theirs if edge not in shared]
            return [*rings[:position], _linked(edges), *rings[position + 1 :]]
    return [*rings, added]


def _edges(ring: Ring) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return list(itertools.pairwise(map(tuple, ring.tolist())))


def _linked(edges: list[tuple[tuple[float, ...], tuple[float, ...]]]) -> Ring:
    following, first = dict(edges), edges[0][0]
    points = [first]
    while len(points) == 1 or points[-1] != first:
        points.append(following.pop(points[-1]))
    return np.array(points)
