"""The archive of a release, dist/NAME-VERSION.tar.gz, and its checksum; ``make release`` writes both."""

from __future__ import annotations

import datetime
import gzip
import io
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from analysis.core.build_state import folded, note_of
from analysis.core.errors import InputError, some
from analysis.core.files import NAME, REPORTS, ROOT, digest, relative, write_atomic
from analysis.core.judgement import released, version
from analysis.publish.build import SITE, hashes, read

#: File of the checksums, in the archive and beside it.
SUMS = "SHA256SUMS"


def write_archive(into: Path, reports: Path = REPORTS) -> list[Path]:
    """Write the archive of the release and its checksum, and return both paths.

    It has the files that git tracks and the built reports, which must be those of their manifest.

    Raises
    ------
    InputError
        If this is no checkout, or a report is not the one of the manifest.
    """
    if not (ROOT / ".git").exists():
        raise InputError("no .git", "a checkout", "clone the project and run it there", file=relative(ROOT))
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {name: ROOT / name for name in tracked.stdout.split("\0") if (ROOT / name).is_file()}
    files |= {f"reports/{name}": reports / name for name in _built(reports)}
    folder = f"{NAME}-{version()}"
    content = _pack(dict(sorted(files.items())), folder)
    archive = into / f"{folder}.tar.gz"
    write_atomic(archive, content, public=True)
    write_atomic(into / SUMS, f"{digest(content)}  {archive.name}\n", public=True)
    return [archive, into / SUMS]


def _built(reports: Path) -> list[str]:
    """List the files of the built reports and of the site, after comparing each with the manifest."""
    wanted = read(reports)
    files = {name: _entry_hashes(name, reports) for name in wanted}
    wrong = [name for name in wanted if wanted[name] not in (folded(files[name]), files[name].get(""))]
    if wrong or not wanted:
        got = f"{len(wrong)} reports that are not those of the manifest ({some(wrong, 5)})" if wanted else "no manifest"
        raise InputError(got, "every report as built", "run `make report`", file=relative(reports))
    folders = {name: "" if name == SITE else f"{name}/" for name in wanted}
    return [f"{folders[name]}{file}".rstrip("/") for name in wanted for file in files[name]]


def _entry_hashes(name: str, reports: Path) -> dict[str, str]:
    """Return the sha256 of each file of an entry of the manifest; the name of one that is itself a file is blank."""
    if name == SITE:
        pages = note_of(reports, name)["files"]
        return {page: digest((reports / page).read_bytes()) for page in pages if (reports / page).is_file()}
    path = reports / name
    return {"": digest(path.read_bytes())} if path.is_file() else hashes(path)


def _pack(files: Mapping[str, Path], folder: str) -> bytes:
    """Pack files with their checksums into a tar archive that depends on names, bytes and modes alone."""
    moment = int(datetime.datetime.combine(released(), datetime.time(), datetime.UTC).timestamp())
    members = {
        name: (path.read_bytes(), 0o755 if path.stat().st_mode & 0o100 else 0o644) for name, path in files.items()
    }
    sums = "".join(f"{digest(content)}  {name}\n" for name, (content, _) in members.items())
    members[SUMS] = (sums.encode(), 0o644)
    stream = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=moment) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, (content, mode) in members.items():
            info = tarfile.TarInfo(f"{folder}/{name}")
            info.size, info.mode, info.mtime = len(content), mode, moment
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


if __name__ == "__main__":
    for path in write_archive(ROOT / "dist"):
        print(f"wrote {relative(path)}")
