"""Every number that the built site states of a country's cases, page by page: ``python -m tests.crawl reports``."""

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

import analysis as rn
from analysis.core.country_names import country_name
from tests import recount

#: The units of a number that is given of all cases requested by a country.
STRONG = ("case requested by {name} is well documented", "cases requested by {name} are well documented")
#: Number -> the units of `analysis.summary` by which a country's own page and brief give it.
FRONT = {
    "all": ("case requested by {name}", "cases requested by {name}"),
    "supported": ("supported cases",),
    "well_documented": ("well-documented cases", *STRONG),
    "held": ("case with an arrest on a request by {name}", "cases with arrests on requests by {name}"),
    "requests_refused": ("decisions that refused to hand a person over",),
}
#: The same of the part of the page on requests to the country.
FRONT_TO = {
    "hosted": ("case in {name}", "cases in {name}"),
    "held_here": ("known case with an arrest in {name}", "known cases with arrests in {name}"),
    "refused_by": ("known refusal to hand a person over", "known refusals to hand people over"),
}
_COMPARE = {
    "well_documented": 1, "all": 2, "held": 4, "refused": 5, "hosted": 7, "held_here": 8, "refused_by": 9,
    "requests_refused": 10,
}  # fmt: skip
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = {word: number for number, word in enumerate(WORDS)}


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
    text = text.replace("foreign request, with an arrest", "foreign request, one with an arrest")
    text = re.sub(r"(documented(?: case|\))), with an arrest", r"\1, one case with an arrest (", text)
    return {
        "well_documented": _first(r"(\w+) well-documented case", text),
        "held": _first(r"(\w+) cases? with (?:an arrest|arrests) \(", text),
        "hosted": _first(r"(\w+) known cases? of (?:a )?foreign", text),
        "held_here": _first(r"foreign requests?, (\w+) with (?:an )?arrest", text),
        "refused_by": _first(r"(\w+) extraditions? refused", text),
    }


def _home(page: str, code: str) -> dict[str, int | None]:
    cells = _cells(page, code)
    strong, _, supported = cells[2].partition(" of ")
    counts = {"all": cells[3], "held": cells[4], "hosted": cells[5], "held_here": cells[6]}
    stated = {name: int(cell) for name, cell in counts.items()}
    return stated | {"well_documented": int(strong), "supported": int(supported or strong)}


def _compared(page: str, code: str) -> dict[str, int | None]:
    cells = _cells(page, code)
    return {name: int(cells[place]) if cells[place] != "not searched" else None for name, place in _COMPARE.items()}


def _front(folder: Path, table: str, numbers: Mapping[str, tuple[str, ...]]) -> dict[str, int | None]:
    file = folder / "data" / f"{table}.csv"
    if not file.exists():
        return {}
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    found, name_of = {}, country_name(folder.name, with_article=True)
    strong = [word.format(name=name_of) for word in STRONG]
    whole = {"statistic": f"cases requested by {name_of}"}
    rows += [row | whole | {"value": row["n"]} for row in rows if row["statistic"] in strong]
    for name, words in numbers.items():
        wanted = [word.format(name=name_of) for word in words]
        values = [row["value"] for row in rows if row["statistic"] in wanted]
        found[name] = int(values[0]) if values else None
    return found


def _rows(folder: Path) -> dict[str, int | None]:
    """The numbers of the tables of both tabs, by their rows."""
    names = ("cases_register", "hosted", "requesters", "final_decisions", "decisions_on_requests")
    tables = {name: folder / "data" / f"{name}.csv" for name in names}
    read = {name: pd.read_csv(file) for name, file in tables.items() if file.exists()}
    found = {"all": len(read["cases_register"])} if "cases_register" in read else {}
    counted = {"decided": "final_decisions", "decided_on_requests": "decisions_on_requests"}
    found |= {number: len(read[name]) for number, name in counted.items() if name in read}
    if "requesters" in read:
        names = {"hosted": "cases", "held_here": "people_held", "refused_by": "refused"}
        summed = {name: int(read["requesters"][column].sum()) for name, column in names.items()}
        if "hosted" in read:
            assert summed["hosted"] == len(read["hosted"]), folder
        else:  # each case has a decision, and some decisions are in cases that concern a person elsewhere
            assert summed["hosted"] <= read["final_decisions"]["case_id"].nunique(), folder
        found |= summed
    return found


def _tabs(page: str) -> dict[str, int | None]:
    """The number of cases on each tab."""
    nav = " ".join(re.findall(r'<nav class="tabs".*?</nav>', page, re.DOTALL)).replace("no case known", "no case")
    return {"all": _first(r"Requests by .*?: (\w+) case", nav), "hosted": _first(r"Requests to .*?: (\w+) case", nav)}


def _stated(text: str) -> dict[str, int | None]:
    return {
        "hosted": _first(r"\b(\w+) cases? concerns? a person in ", text),
        "held_here": _first(r"In (\w+) cases? in (?!which)", text),
        "refused_by": _first(r"refused to hand (?:people|a person) over in (\w+) known decision", text),
        "requests_refused": _first(r"(?:refused requests? by|A request by) [^.]* in (\w+) known decision", text),
    }


def _brief(folder: Path) -> dict[str, int | None]:
    reader = shutil.which("pdftotext")
    if not reader or not (folder / "brief.pdf").exists():
        return {}
    command = [reader, "-raw", str(folder / "brief.pdf"), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    title, _, rest = text.partition(" Red Notice Statistics · ")
    called = country_name(folder.name, with_article=True)
    refused = "refused_by" if f"Cases that concern people in {called}" in rest else "requests_refused"
    name = re.escape(called)
    listed = {
        "hosted": _first(rf"(\w+) cases? in {name} They involve", rest),
        "held": _first(rf"(\w+) cases? with (?:an arrest|arrests) on (?:a request|requests) by {name}", rest),
        "held_here": _first(rf"(\w+) known cases? with (?:an arrest|arrests) in {name}", rest),
        refused: _first(r"(\w+) known decisions? that refused to hand", rest),
        "all": _first(rf"(?:We know of|(?=One known)) ?(\w+) (?:known case was|cases) requested by {name}", rest),
    }
    told = [_title(title), _stated(rest), listed]
    return {name: value for part in told for name, value in part.items() if value is not None}


def numbers(reports: Path, code: str) -> Iterator[tuple[str, str, int]]:
    """Page, number and value of all that the site states of a country's cases."""
    pages = {
        "home": _home((reports / "index.html").read_text(encoding="utf-8"), code),
        "compare": _compared((reports / "compare.html").read_text(encoding="utf-8"), code),
    }
    if (reports / code / "index.html").exists():
        page = (reports / code / "index.html").read_text(encoding="utf-8")
        pages |= {"country": _front(reports / code, "front", FRONT)}
        pages |= {"requests to it": _front(reports / code, "front_to", FRONT_TO)}
        pages |= {"tables of both tabs": _rows(reports / code)}
        pages |= {"tabs": _tabs(page), "title": _title(_only(r"<h1.*?>(.*?)</h1>", page))}
        preview = _only(r'<meta property="og:title" content="(.*?)">', page)
        pages |= {"link preview": _title(preview), "brief": _brief(reports / code)}
    for name, stated in pages.items():
        yield from ((name, number, value) for number, value in stated.items() if value is not None)


def _only(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found, pattern
    return found[1]


def table(reports: Path) -> pd.DataFrame:
    """One row a country, page and number: what the page states, and what the csv of the site gives."""
    register = recount.joined(pd.read_csv(reports / "data" / "cases.csv", dtype=str, keep_default_na=False))
    decisions = pd.read_csv(reports / "data" / "cases_decisions.csv", dtype=str, keep_default_na=False)
    final, rows = recount.finals(decisions, register), []
    for code in rn.countries.overview()["country"]:
        counted = recount.of_country(str(code), register) | recount.decisions_of(str(code), final)
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
