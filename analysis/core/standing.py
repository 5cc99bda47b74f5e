"""Whether reports stand as they were built, told without any heavy import; and one build of a folder at a time.

A file whose size and times are those of an earlier look has the hash of that look; any other is read and hashed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from analysis.core.errors import InputError
from analysis.core.files import inputs_digest, published_at, relative, write_atomic

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


#: Folder below the reports for what builds note, and the manifest beside it.
STATE, MANIFEST = ".state", "manifest.json"


#: What was looked at, and what each call of `report` that found nothing wrong had asked for.
SEEN = f"{STATE}/standing.json"


LOCK = f"{STATE}/lock"


#: Where a report is laid down before it takes its place; the number of the process follows.
BUILDING = ".building-"


#: Seconds that processes of a build whose parent was killed are waited for: they end themselves.
ORPHANS = 15.0


#: Nanoseconds within which a change after a look could leave the times of a file as they were.
TICK = 2_000_000_000


def digest(content: bytes) -> str:
    """Give the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def folded(files: Mapping[str, str]) -> str:
    """Give the one hash of a report: of the lines, in order of file, that ``sha256sum`` prints for its files."""
    return digest("".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode())


def built_from(inputs: str) -> str:
    """Give the hash of what reports depend on, and of the address for which they are built where one was said."""
    address = published_at()
    return digest(f"{inputs} {address}".encode()) if address else inputs


def note_of(reports: Path, folder: str) -> dict[str, Any]:
    """Read what an earlier build noted; a note that is missing or damaged, by a full disk say, tells nothing."""
    return {"inputs": "", "files": {}, "error": "", "around": ""} | _json(reports / STATE / f"{folder}.json")


def _json(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


class Look:
    """Hashes of files, each taken anew only where size or times are not those of the look before."""

    def __init__(self, known: Mapping[str, Sequence[Any]]) -> None:
        self.known, self.found, self.read = known, dict[str, list[Any]](), 0

    def hash_of(self, path: Path | str) -> str:
        """Give the sha256 of a file; the times are taken first, so that a change meanwhile is seen next time."""
        name, looked = str(path), time.time_ns()
        state = os.stat(name)  # noqa: PTH116 - ten thousand of them, of which making a Path would be half the time
        marks = [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        held = self.known.get(name)
        if held is None or list(held[:3]) != marks:
            self.read += 1
            held = [*marks, digest(Path(name).read_bytes())]
        steady = looked - max(marks[1:]) > TICK
        self.found[name] = [*(marks if steady else [-1, 0, 0]), held[3]]
        return str(held[3])

    def raw_hash_of(self, path: Path) -> bytes:
        """Give the sha256 of a file as bytes."""
        return bytes.fromhex(self.hash_of(path))

    def below(self, reports: Path) -> dict[str, str]:
        """Give the sha256 of every file of a reports folder, what builds note and are building left out."""
        top = str(reports.resolve())
        return {path[len(top) + 1 :]: self.hash_of(path) for path in sorted(_files(top, top=True))}


def _files(folder: str, *, top: bool = False) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if top and (entry.name == STATE or entry.name.startswith(BUILDING)):
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path


def unchanged(words: Sequence[str], reports: Path) -> int | None:
    """Tell how many reports were asked for, if each of them and all around them stand as the last build left them.

    Parameters
    ----------
    words : sequence of str
        What was asked for, as it was typed.
    reports : Path
        The folder.

    Returns
    -------
    int or None
        None where anything may be to do: a build then finds out what.

    Raises
    ------
    InputError
        If another process is building into the folder.

    Examples
    --------
    >>> unchanged(["BLR"], Path("nowhere")) is None
    True
    """
    _refuse_another(reports)
    held = _json(reports / SEEN)
    folders = held.get("asked", {}).get(json.dumps(list(words)))
    if folders is None:
        return None
    look = Look(held.get("seen", {}))
    try:
        inputs = built_from(inputs_digest(hash_of=look.raw_hash_of))
        if inputs != held["inputs"] or not all((reports / folder).is_dir() for folder in folders):
            return None  # found before ten thousand files are looked at
        files = look.below(reports)
        stands = _as_left(files, held, reports) and _current(folders, files, inputs, reports)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if stands and look.read:
        _write(reports, held | {"seen": look.found})
    return len(folders) if stands else None


def _as_left(files: Mapping[str, str], held: Mapping[str, Any], reports: Path) -> bool:
    """Tell whether the pages around the reports are those that were left, and no report has come or gone."""
    around = note_of(reports, "site")["files"]
    stand = {name: files.get(name, "") for name in (*held["ends"], *around)}
    return bool(stand == held["ends"] | around and _pages(files) == held["pages"])


def _pages(files: Mapping[str, str]) -> list[str]:
    """Name the pages by which the list knows which reports stand."""
    return [name for name in files if name.endswith("/index.html") and name.count("/") < 3]


def _current(folders: Sequence[str], files: Mapping[str, str], inputs: str, reports: Path) -> bool:
    """Tell whether reports were built from these inputs, are as their notes and the manifest have them, and sound."""
    outputs = _json(reports / MANIFEST)["outputs"]
    by_folder: dict[str, dict[str, str]] = {folder: {} for folder in folders}
    for name, value in files.items():
        first, _, rest = name.partition("/")
        folder = first if first in by_folder else f"{first}/{rest.partition('/')[0]}"
        if folder in by_folder:
            by_folder[folder][name[len(folder) + 1 :]] = value
    notes = {folder: note_of(reports, folder) for folder in folders}
    return all(
        note["inputs"] == inputs
        and not note["error"]
        and note["files"] == by_folder[folder]
        and outputs.get(folder) == folded(note["files"])
        for folder, note in notes.items()
    )


def note(words: Sequence[str], folders: Sequence[str], reports: Path, inputs: str, ends: Sequence[str]) -> None:
    """Note what a build that found nothing wrong was asked for and left; where that fails, the next one works anew.

    Parameters
    ----------
    words : sequence of str
        What was asked for, as it was typed.
    folders : sequence of str
        The reports that this means.
    reports : Path
        The folder.
    inputs : str
        As `built_from` gives it.
    ends : sequence of str
        Files beside the reports that the build wrote: list and manifest.
    """
    held = _json(reports / SEEN)
    asked = held.get("asked", {}) if held.get("inputs") == inputs else {}
    look = Look(held.get("seen", {}))
    with contextlib.suppress(OSError):
        files = look.below(reports)
        inputs_digest(hash_of=look.raw_hash_of)
        left = {"ends": {name: files.get(name, "") for name in ends}, "pages": _pages(files)}
        asked |= {json.dumps(list(words)): list(folders)}
        _write(reports, {"inputs": inputs, "asked": asked, **left, "seen": look.found})


def _write(reports: Path, held: Mapping[str, Any]) -> None:
    with contextlib.suppress(OSError):
        write_atomic(reports / SEEN, json.dumps(held))


_OURS: set[Path] = set()


def is_ours(reports: Path) -> bool:
    """Tell whether this process holds the lock of a reports folder, so that no other can be building into it."""
    return reports.resolve() in _OURS


@contextmanager
def alone(reports: Path) -> Iterator[None]:
    """Hold the lock of a reports folder, which the system frees when this process ends, however it does.

    Raises
    ------
    InputError
        If another process holds it; it is named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, alone(Path(folder)):
    ...     is_ours(Path(folder))
    True
    """
    if (reports / STATE).is_file():
        (reports / STATE).unlink()
    (reports / STATE).mkdir(parents=True, exist_ok=True)
    with (reports / LOCK).open("a+", encoding="utf-8") as stream:
        _take_or_refuse(stream, reports)
        _say_who(stream)
        _OURS.add(reports.resolve())
        try:
            yield
        finally:
            _OURS.discard(reports.resolve())
            _free(stream)


def _refuse_another(reports: Path) -> None:
    """Refuse at once where another process holds the lock; where that cannot be told, the build finds out."""
    with contextlib.suppress(OSError), (reports / LOCK).open("r+", encoding="utf-8") as stream:
        _take_or_refuse(stream, reports)
        _free(stream)


def _take_or_refuse(stream: IO[str], reports: Path) -> None:
    until = time.monotonic() + ORPHANS
    while not _take(stream):
        holder = _holder(reports)
        if (holder and is_alive(holder["process"])) or time.monotonic() > until:
            who = f"process {holder.get('process', 'unknown')}, begun at {holder.get('since', 'an unknown time')}"
            got = f"another build of {relative(reports)} under way ({who})"
            raise InputError(got, "one at a time", "wait until it is done, or give another folder with --reports")
        time.sleep(0.05)


def _holder(reports: Path) -> dict[str, Any]:
    held = _json(reports / LOCK)
    return held if isinstance(held.get("process"), int) else {}


def _say_who(stream: IO[str]) -> None:
    stream.seek(0)
    stream.truncate()
    stream.write(json.dumps({"process": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}))
    stream.flush()


def _take(stream: IO[str]) -> bool:
    """Try to lock a file; a disk that knows no locks is built into without one."""
    try:
        if sys.platform == "win32":
            stream.seek(1 << 30)  # beyond what is read
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _free(stream: IO[str]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            stream.seek(1 << 30)
            msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_UN)


def is_alive(process: int) -> bool:
    """Tell whether there is a process of a number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
