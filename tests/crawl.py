"""Every number that the built site states of a country's cases, page by page: ``python -m tests.crawl reports``."""

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import analysis as rn
from analysis.core.country_names import country_name
from tests import recount

#: Number -> the units of `analysis.summary` by which a country's own page and brief give it.
FRONT = {
    "all": ("cases",),
    "supported": ("supported cases",),
    "well_documented": ("well-documented case", "well-documented cases"),
    "held": ("case with someone arrested on its request", "cases with people arrested on its requests"),
    "refused": ("Of these, extradition refused",),
}
_COMPARE = {"well_documented": 1, "all": 2, "held": 4, "refused": 5, "hosted": 7, "held_here": 8}
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = {word: number for number, word in enumerate(_WORDS)}


def _cells(page: str, code: str) -> list[str]:
    """The cells of a country's row in a table of the site, as text."""
    row = re.search(rf'<tr(?:(?!</tr>).)*data-code="{code}".*?</tr>', page, re.DOTALL)
    assert row, code
    return [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<td.*?>(.*?)</td>", row[0], re.DOTALL)]


def _first(pattern: str, text: str) -> int | None:
    """The number in words or digits that a pattern finds; None where the text does not state it."""
    found = re.search(pattern, text)
    if not found:
        return None
    return _SPELLED[found[1].lower()] if found[1].lower() in _SPELLED else int(found[1].replace(",", ""))


def _title(text: str) -> dict[str, int | None]:
    return {
        "well_documented": _first(r"(\w+) well-documented case", text),
        "held": _first(r"(?<!took effect there, )(?:people|someone) arrested in (\w+) case", text),
        "hosted": _first(r"(\w+) cases? took effect there", text),
        "held_here": _first(r"took effect there, (?:people|someone) arrested in (\w+) case", text),
        "refused_here": _first(r"extradition refused in (\w+) of these", text),
    }


def _home(page: str, code: str) -> dict[str, int | None]:
    cells = _cells(page, code)
    strong, _, supported = cells[2].partition(" of ")
    counts = {"all": cells[3], "held": cells[4], "hosted": cells[5], "held_here": cells[6]}
    stated = {name: int(cell) for name, cell in counts.items()}
    return stated | {"well_documented": int(strong), "supported": int(supported or strong)}


def _compared(page: str, code: str) -> dict[str, int | None]:
    cells = _cells(page, code)
    return {name: int(cells[place]) for name, place in _COMPARE.items()}


def _front(folder: Path) -> dict[str, int | None]:
    file = folder / "data" / "front.csv"
    if not file.exists():
        return {}
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    found = {}
    for name, words in FRONT.items():
        values = [row["value"] for row in rows if row["statistic"] in words]
        found[name] = int(values[0]) if values else None
    return found


def _host(page: str) -> dict[str, int | None]:
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return {
        "hosted": _first(r": (\w+) cases? took effect there", text),
        "held_here": _first(r"In (\w+) cases? in (?!which)", text),
        "refused_here": _first(r"In (\w+) of \w+ cases? in (?!which)[^.]*extradition was refused", text),
    }


def _brief(folder: Path) -> dict[str, int | None]:
    reader = shutil.which("pdftotext")
    if not reader or not (folder / "brief.pdf").exists():
        return {}
    done = subprocess.run([reader, str(folder / "brief.pdf"), "-"], capture_output=True, text=True, check=True)
    text = " ".join(done.stdout.split())
    title, _, rest = text.partition(" Evidence level ")
    listed = {
        "hosted": _first(r"(?:All|\d+ of) (\d+) cases that took effect in", rest),
        "all": _first(r"All (\d+) cases requested by", rest),
    }
    told = [_title(title), _host(rest), listed]
    return {name: value for part in told for name, value in part.items() if value is not None}


def numbers(reports: Path, code: str) -> Iterator[tuple[str, str, int]]:
    """Page, number and value of all that the site states of a country's cases."""
    pages = {
        "home": _home((reports / "index.html").read_text(encoding="utf-8"), code),
        "compare": _compared((reports / "compare.html").read_text(encoding="utf-8"), code),
    }
    if (reports / code / "index.html").exists():
        page = (reports / code / "index.html").read_text(encoding="utf-8")
        pages |= {"country": _front(reports / code), "title": _title(_only(r"<h1.*?>(.*?)</h1>", page))}
        preview = _only(r'<meta property="og:title" content="(.*?)">', page)
        pages |= {"link preview": _title(preview), "brief": _brief(reports / code)}
    host = reports / "hosts" / f"{code}.html"
    if host.exists():
        pages["requests to it"] = _host(host.read_text(encoding="utf-8"))
    for name, stated in pages.items():
        yield from ((name, number, value) for number, value in stated.items() if value is not None)


def _only(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found, pattern
    return found[1]


def table(reports: Path) -> pd.DataFrame:
    """One row a country, page and number: what the page states, and what the csv of the site gives."""
    register = recount.joined(pd.read_csv(reports / "data" / "cases.csv", dtype=str, keep_default_na=False))
    rows = []
    for code in rn.countries.overview()["country"]:
        counted = recount.of_country(str(code), register)
        rows += [(code, page, number, value, counted[number]) for page, number, value in numbers(reports, str(code))]
    return pd.DataFrame(rows, columns=["country", "page", "number", "stated", "counted"])


if __name__ == "__main__":
    found = table(Path(sys.argv[1]))
    found["agrees"] = found["stated"] == found["counted"]
    print(found.groupby(["page", "number"])["agrees"].agg(stated="size", agrees="sum").to_string())
    wrong = found[~found["agrees"]]
    print(f"{len(found)} statements on {found['country'].nunique()} countries; {len(wrong)} disagree")
    print(wrong.assign(country=wrong["country"].map(country_name)).to_string() if len(wrong) else "")
    sys.exit(bool(len(wrong)))
