"""XML with the line of every element, and without document types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from analysis.core.errors import InputError
from analysis.sources.reading import DOWNLOAD_AGAIN


@dataclass
class Element:
    """An element: its tag, its line, its text and what stands in it."""

    tag: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def texts(self, tag: str) -> list[str]:
        """Give the tidy texts of the children of that tag, without blanks."""
        texts = (" ".join(child.text.split()) for child in self.children if child.tag == tag)
        return [text for text in texts if text]

    def first(self, tag: str) -> str:
        """Give the first of them, or a blank."""
        return next(iter(self.texts(tag)), "")

    def all(self, tag: str) -> Iterator[Element]:
        """Give the children of that tag."""
        return (child for child in self.children if child.tag == tag)


def parse_xml(content: bytes, path: Path) -> Element:
    """Read a document whole.

    Parameters
    ----------
    content : bytes
        The document.
    path : Path
        For messages.

    Returns
    -------
    Element
        The root.

    Raises
    ------
    InputError
        If the document is damaged, breaks off, or declares a document type.
    """
    top = Element("", 0)
    stack = [top]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, _: dict[str, str]) -> None:
        element = Element(tag, parser.CurrentLineNumber)
        stack[-1].children.append(element)
        stack.append(element)

    def data(text: str) -> None:
        stack[-1].text += text

    def doctype(*_: object) -> None:
        raise InputError("a document type", "a list without one", DOWNLOAD_AGAIN, file=path)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = doctype
    _parse(parser, content, path)
    return top.children[0]


def _parse(parser: expat.XMLParserType, content: bytes, path: Path) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        got = f"XML that breaks off or is damaged ({expat.ErrorString(error.code)})"
        raise InputError(got, "a complete document", DOWNLOAD_AGAIN, file=path, row=error.lineno) from None
    except InputError:
        raise
    except (ValueError, LookupError) as error:
        got = f"XML in an encoding that cannot be read ({error})"
        raise InputError(got, "a document in UTF-8", DOWNLOAD_AGAIN, file=path) from None
