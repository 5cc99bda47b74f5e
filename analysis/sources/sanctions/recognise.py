"""Which reader a file of a sanctions list belongs to, told from its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from analysis.sources.reading import Audit, Reject, head_of, unknown_format
from analysis.sources.sanctions import eu, ofac, ofac_history, uk, un
from analysis.sources.sanctions.record import RawDesignation
from analysis.sources.spec import Spec

#: Tried in order; the first that recognises the head of a file reads it.
READERS: tuple[ModuleType, ...] = (un, eu, uk, ofac_history, ofac)
EXPECTED = "OFAC's csv files, the EU's consolidation, the UK's tables or the UN's xml"
Reader = Callable[[Path, bytes, Audit], Iterator[RawDesignation | Reject]]


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
    head = head_of(content)
    for module in READERS:
        if module.recognises(head):
            return module.read, module.SPEC
    raise unknown_format(head, EXPECTED, path)
