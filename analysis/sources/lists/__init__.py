"""The live lists: where each is published, and what its files must look like before they are read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import yaml

from analysis.core.errors import InputError, some
from analysis.core.files import relative

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Remote:
    """One file of a list.

    Parameters
    ----------
    name : str
        Its place under a mirror: ``MIRROR/name``; and under ``data/private/downloads``.
    url : str
        Its address at the publisher; blank for a file that only mirrors hold.
    index : str
        Address of a description by OpenSanctions that states its checksum; blank for none.
    starts : str
        Regular expression that its beginning matches.
    ends : str
        Regular expression that the end of a whole file matches; blank where its format has no end of its own.
    columns : list of str
        Columns or words that its beginning holds; any that is missing means that the format has changed.
    separator : str
        Of a csv without header: the separator.
    fields : int
        Of a csv without header: how many fields each row has.
    least_bytes : int
        Fewest bytes that a whole release has.
    """

    name: str
    url: str = ""
    index: str = ""
    starts: str = ""
    ends: str = ""
    columns: tuple[str, ...] = ()
    separator: str = ","
    fields: int = 0
    least_bytes: int = 1


@dataclass(frozen=True)
class Variant:
    """The files that make up one form of a list.

    Parameters
    ----------
    files : tuple of Remote
        All of them are needed.
    nationality : str
        Of notices: whose nationality they state.
    """

    files: tuple[Remote, ...]
    nationality: str = ""


@dataclass(frozen=True)
class LiveList:
    """One list that is downloaded.

    Parameters
    ----------
    name : str
        Name of its yml.
    title, page, licence : str
        What it is, where people read about it, and its terms.
    kind : str
        ``notices`` or ``sanctions``.
    least_share, most_share : float
        Rows of a whole release as a share of those of the shipped one.
    least_untold : float
        The least share where neither a checksum nor an end of its own tells that a file is whole: a list cut between
        two rows looks like a shorter one, and a person must say which it is.
    variants : tuple of Variant
        The forms in which it may be had, the publisher's own first; a mirror may hold any of them.
    list : str
        Of sanctions: whose list; ``UN``, ``EU``, ``UK`` or ``US``.
    """

    name: str
    title: str
    page: str
    licence: str
    kind: Literal["notices", "sanctions"]
    least_share: float
    most_share: float
    least_untold: float
    variants: tuple[Variant, ...]
    list: str = ""


def load_lists(folder: Path = FOLDER) -> tuple[LiveList, ...]:
    """Read the descriptions of all live lists.

    Parameters
    ----------
    folder : Path
        Holds one yml per list.

    Returns
    -------
    tuple of LiveList
        In order of their files.

    Raises
    ------
    InputError
        If there is none, or one lacks a field or has one too many.
    """
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise InputError("no list", "one yml per list", "restore the folder", file=relative(folder))
    return tuple(_load(path) for path in paths)


def _load(path: Path) -> LiveList:
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    _check(held, LiveList, path, {"name"})
    variants = tuple(_variant(entry, path) for entry in held.pop("variants"))
    return LiveList(name=path.stem, variants=variants, **held)


def _variant(held: dict[str, Any], path: Path) -> Variant:
    _check(held, Variant, path)
    files = []
    for entry in held.pop("files"):
        _check(entry, Remote, path)
        files.append(Remote(**(entry | {"columns": tuple(entry.get("columns", ()))})))
    return Variant(files=tuple(files), **held)


def _check(held: dict[str, Any], kind: type, path: Path, given: frozenset[str] | set[str] = frozenset()) -> None:
    known = {entry.name for entry in fields(kind)} - given
    unknown = sorted(set(held) - known)
    if unknown:
        raise InputError(f"the field {some(unknown)}", some(sorted(known), 20), "remove it", file=relative(path))
