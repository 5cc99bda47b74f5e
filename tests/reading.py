"""What the tests of reports share: the texts and the links of a section."""

import re
from collections.abc import Iterable

from analysis.pages.blocks import Block, Figures, Prose, Scale, Table

LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")


def tables(blocks: Iterable[Block]) -> dict[str, Table]:
    return {block.name: block for block in blocks if isinstance(block, Table)}


def texts(blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Prose):
            found += block.texts()
        elif isinstance(block, Table):
            found += [block.title, block.note, *block.shown.astype(str).to_numpy().ravel()]
        elif isinstance(block, Scale):
            found += [block.label, *Prose(block.sentences).texts()]
        elif isinstance(block, Figures):
            found += [" ".join((item.value, item.of, item.says, item.remark)) for item in block.items]
        else:
            found += [block.title, block.alt, block.note]
    return found


def links(blocks: Iterable[Block]) -> list[str]:
    return [url for text in texts(blocks) for url in LINK.findall(text)]
