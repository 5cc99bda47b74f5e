"""Where the words of a picture lie, by the metrics of its typeface: cut off, covered, or too small."""

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache

from fontTools.ttLib import TTFont

from analysis.charts.chart import FONTS

SVG = "{http://www.w3.org/2000/svg}"
#: Pixels that a picture has across on a phone of 390 pixels, between the margins of the page.
ON_A_PHONE = 358
#: Heights of letters above and below their line, and what boxes may share before a reader sees it, in shares of a size.
_UP, _DOWN, _SHARED = 0.66, 0.2, 0.06


@dataclass(frozen=True)
class Box:
    """Words, the size of their letters, and left, right, upper and lower edge."""

    words: str
    size: float
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether it covers a part of another box that a reader would see."""
        spare = _SHARED * min(self.size, other.size)
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > spare and up > spare


@cache
def _letters(weight: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(FONTS / f"SourceSans3-{weight}.ttf", lazy=True)
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width(words: str, size: float, *, bold: bool) -> float:
    """Add up the advances of the letters."""
    names, advances, em = _letters("Semibold" if bold else "Regular")
    return sum(advances[names.get(ord(letter), ".notdef")][0] for letter in words) * size / em


def boxes(svg: str) -> list[Box]:
    """Give the box of every line of words in a picture."""
    return [_box(node) for node in ET.fromstring(svg).iter(f"{SVG}text") if _words(node)]


def _words(node: ET.Element) -> str:
    return "".join(node.itertext()).strip()


def _box(node: ET.Element) -> Box:
    style, words = node.get("style", ""), _words(node)
    size = float(re.search(r"([\d.]+)px", style).group(1))
    bold = bool(re.search(r"\b(bold|[67]00)\b", style))
    moved = re.search(r"translate\((-?[\d.]+) (-?[\d.]+)\)", node.get("transform", ""))
    x, y = map(float, moved.groups() if moved else (node.get("x", "0"), node.get("y", "0")))
    anchor = re.search(r"text-anchor: *(\w+)", style)
    wide = width(words, size, bold=bold)
    left = -wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor.group(1) if anchor else "start"]
    turn = re.search(r"rotate\((-?[\d.]+)", node.get("transform", ""))
    if turn and abs(float(turn.group(1)) + 90) < 1:
        return Box(words, size, x - _UP * size, x + _DOWN * size, y - left - wide, y - left)
    assert not turn or abs(float(turn.group(1))) < 1, f"{words!r} is turned by {turn.group(1)} degrees"
    return Box(words, size, x + left, x + left + wide, y - _UP * size, y + _DOWN * size)


def faults(svg: str) -> list[str]:
    """Say which words are cut off at an edge of the picture, and which cover one another."""
    root, found = ET.fromstring(svg), boxes(svg)
    across, up = (float(part) for part in root.get("viewBox").split()[2:])
    cut = [
        f"{box.words!r} is cut off"
        for box in found
        if box.left < -0.5 or box.right > across + 0.5 or box.top < -0.5 or box.bottom > up + 0.5
    ]
    covered = [f"{one.words!r} covers {two.words!r}" for one, two in itertools.combinations(found, 2) if one.meets(two)]
    return cut + covered


def smallest(svg: str) -> float:
    """Give the size of the smallest letters in pixels, on a phone."""
    across = float(ET.fromstring(svg).get("viewBox").split()[2])
    return min(box.size for box in boxes(svg)) * ON_A_PHONE / across
