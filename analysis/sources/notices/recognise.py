"""Which reader a notice file belongs to, told from its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from analysis.sources.notices import interpol_api, opensanctions_ftm, opensanctions_simple, scrape
from analysis.sources.notices.record import RawNotice
from analysis.sources.reading import Audit, Reject, head_of, unknown_format
from analysis.sources.spec import Spec

#: Tried in order; the first that recognises the head of a file reads it.
READERS: tuple[ModuleType, ...] = (opensanctions_ftm, interpol_api, opensanctions_simple, scrape)
Reader = Callable[[Path, bytes, Audit], Iterator[RawNotice | Reject]]
EXPECTED = (
    "an OpenSanctions export, an answer of INTERPOL's API, or a scrape with a mapping in data/hand/notice_mapping.yml"
)


def reader_of(path: Path, content: bytes) -> tuple[Reader, Spec]:
    """Choose the reader of a file.

    Parameters
    ----------
    path : Path
        The file, for messages.
    content : bytes
        What it holds.

    Returns
    -------
    tuple of callable and Spec
        The reader, and what is expected of its source.

    Raises
    ------
    InputError
        If the content is of no known format.
    """
    if content.startswith(scrape.ZIP_MARK):
        return scrape.read, scrape.SPEC
    head = head_of(content)
    for module in READERS:
        if module.recognises(head):
            return module.read, module.SPEC
    raise unknown_format(head, EXPECTED, path)
