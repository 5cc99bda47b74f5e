"""Whether a folder of reports is as the last build left it, found without any heavy import; one build at a time.

A file whose size and times have not changed keeps the hash that was computed for it; any other is read again.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.core.errors import InputError
from analysis.core.files import digest, inputs_digest, published_at, relative, write_atomic

#: Folder below the reports for the notes of builds.
STATE = ".state"
#: Hashes of all files after each complete call of `report`, and what it was asked for.
DONE = f"{STATE}/done.json"
LOCK = f"{STATE}/lock"
#: How the name of a folder begins in which a report is written before it is moved into its place.
BUILDING = ".building-"
#: Nanoseconds within which a second change could leave the times of a file as they were.
TICK = 2_000_000_000


def folded(files: Mapping[str, str]) -> str:
    """Return one hash of files: of the lines, in order of file, that ``sha256sum`` prints for them."""
    return digest("".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode())


def built_from(inputs: str) -> str:
    """Return the hash of all inputs of a report: program, data, notebooks, and the address that it is built for."""
    return digest(f"{inputs} {published_at()}".encode())


def note_of(reports: Path, folder: str) -> dict[str, Any]:
    """Read the note of the last build of a report; empty where it is missing or damaged."""
    blank: dict[str, Any] = {"inputs": "", "files": {}, "error": "", "estimates": ""}
    found = read_note(reports / STATE / f"{folder}.json")
    return blank | {key: found[key] for key in found if isinstance(found[key], type(blank.get(key, found[key])))}


def read_note(path: Path) -> dict[str, Any]:
    """Read a file of JSON that a build wrote; empty where it is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


#: Size, two times, and the hash.
_STAMPED = 4


class Hashes:
    """Hashes of files, computed again only where size or times differ from those of the last time."""

    def __init__(self, known: object = None) -> None:
        """Begin with what a note knows; what is no hash of a file in it is passed over."""
        files: dict[str, Any] = known if isinstance(known, dict) else {}
        self.known = {name: of for name, of in files.items() if isinstance(of, list) and len(of) == _STAMPED}
        self.seen, self.read = dict[str, list[Any]](), 0

    def of(self, path: Path | str) -> str:
        """Return the sha256 of a file; of a link, pipe or device, which no build writes, the words no file."""
        name, now = str(path), time.time_ns()
        state = os.lstat(name)
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        known = self.known.get(name, [])
        if list(known[:3]) == stamp:
            value = str(known[3])
        else:
            self.read += 1
            value = digest(Path(name).read_bytes()) if stat.S_ISREG(state.st_mode) else "no file"
        if now - max(stamp[1:]) > TICK:
            self.seen[name] = [*stamp, value]
        return value

    def below(self, folder: Path) -> dict[str, str]:
        """Return the sha256 of every file below a folder by its path in it; without notes and unfinished builds."""
        top = folder.resolve()
        return {name: self.of(f"{top}/{name}") for name in below(top)}


def below(folder: Path) -> list[str]:
    """List every file below a folder by its path in it, in order; without notes and unfinished builds."""
    top = str(folder.resolve())
    return sorted(path[len(top) + 1 :] for path in _files(top))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif entry.name != STATE and not entry.name.startswith(BUILDING):
                yield from _files(entry.path)


def unchanged(words: Sequence[str], reports: Path) -> int | None:
    """Return how many reports these words asked for if nothing has changed since they were built, else None."""
    done = read_note(reports / DONE)
    try:
        count = int(done["asked"][json.dumps(list(words))])
        hashes = Hashes(done.get("hashes"))
        now = _now(hashes, reports)
    except (OSError, AttributeError, LookupError, TypeError, ValueError):  # nothing built, or a damaged note
        return None
    if now != [done.get("inputs"), done.get("tree")]:
        return None
    if hashes.read:
        with contextlib.suppress(OSError):
            write_atomic(reports / DONE, json.dumps(done | {"hashes": hashes.seen}))
    return count


def _now(hashes: Hashes, reports: Path) -> list[str]:
    return [built_from(inputs_digest(hash_of=hashes.of)), folded(hashes.below(reports))]


def remember(words: Sequence[str], count: int, reports: Path) -> None:
    """Note that all reports of a call are built; where that cannot be written, the next call looks again."""
    done = read_note(reports / DONE)
    hashes = Hashes(done.get("hashes"))
    with contextlib.suppress(OSError):
        inputs, tree = _now(hashes, reports)
        earlier = done.get("asked") if [done.get("inputs"), done.get("tree")] == [inputs, tree] else {}
        asked = (earlier if isinstance(earlier, dict) else {}) | {json.dumps(list(words)): count}
        write_atomic(
            reports / DONE, json.dumps({"inputs": inputs, "tree": tree, "asked": asked, "hashes": hashes.seen})
        )


@contextmanager
def alone(reports: Path) -> Iterator[None]:
    """Lock a folder of reports while a build writes it; the system frees the lock when the process ends."""
    from filelock import FileLock, Timeout

    make_folder(reports / STATE, reports)
    try:
        with FileLock(reports / LOCK, timeout=0):
            yield
    except Timeout:
        got, fix = f"another build of {relative(reports)} under way", "wait until it is done, or name another folder"
        raise InputError(got, "one at a time", fix) from None


def make_folder(folder: Path, reports: Path) -> None:
    """Make a folder in a folder of reports; remove a file or link in its place or in place of a parent."""
    for path in (folder, *folder.parents):
        if path.is_relative_to(reports) and path != reports and (path.is_symlink() or path.is_file()):
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
