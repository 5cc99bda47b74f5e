"""The archive of a release, dist/NAME-VERSION.tar.gz, and its checksum; ``make release`` writes both."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from analysis.core.build_state import unchanged
from analysis.core.errors import InputError
from analysis.core.files import NAME, REPORTS, ROOT, digest, published_at, relative, write_atomic
from analysis.core.judgement import released, version
from analysis.publish.build import MANIFEST, manifest

#: File of the checksums, in the archive and beside it.
SUMS = "SHA256SUMS"


def write_archive(into: Path, reports: Path = REPORTS) -> list[Path]:
    """Write the archive of the release and its checksum, and return both paths.

    It has the files that git tracks, the built reports, and their manifest: the sha256 of each of their files.

    Raises
    ------
    InputError
        If this is no checkout, or the reports are not all as the last build left them.
    """
    if not (ROOT / ".git").exists():
        raise InputError("no .git", "a checkout", "clone the project and run it there", file=relative(ROOT))
    if unchanged([], reports) is None:
        got, fix = "reports that are not all as the last build left them", "run `make report`"
        raise InputError(got, "every report as built", fix, file=relative(reports))
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {name: ROOT / name for name in tracked.stdout.split("\0") if (ROOT / name).is_file()}
    hashes = manifest(reports)
    write_atomic(into / MANIFEST, json.dumps({"site": published_at(), "files": hashes}, indent=0) + "\n", public=True)
    files |= {f"reports/{name}": reports / name for name in hashes} | {f"reports/{MANIFEST}": into / MANIFEST}
    folder = f"{NAME}-{version()}"
    content = _pack(dict(sorted(files.items())), folder)
    archive = into / f"{folder}.tar.gz"
    write_atomic(archive, content, public=True)
    write_atomic(into / SUMS, f"{digest(content)}  {archive.name}\n", public=True)
    return [archive, into / SUMS]


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
