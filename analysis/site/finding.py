"""What the search finds: countries, cases, people, reports, charts and methods, and the page of a wrong address."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path

from babel.languages import get_official_languages

from analysis.core.country_names import aliases_of, alpha_2, country_name, in_language
from analysis.core.files import published_at
from analysis.core.messages import DASH, _, _n, label
from analysis.facts import case_register, cases, countries
from analysis.pages.catalogue import GENERAL
from analysis.pages.parts import case_names, case_pages, records, status
from analysis.pages.words import place, shown
from analysis.site.frame import MENU, SEARCH, Entry, heading_of, page

#: Languages in which the search finds every country.
_LANGUAGES = ("ar", "de", "es", "fa", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "uk", "zh")
#: Parts of the page of methods.
METHODS = ("searched", "rule", "grades", "statuses", "universes", "intervals", "limits")
#: Pages of the site that no menu leads to.
_OTHERS = (
    Entry(_("Timeline: is misuse growing?"), "timeline.html"),
    Entry(_("Where the people sought were"), "hosts/index.html"),
    Entry(_("All data, and how to cite them"), "data.html"),
    Entry(_("What is new"), "new.html"),
    Entry(_("About this project"), "about.html"),
    Entry(_("Ask for a correction or removal"), "about.html#corrections"),
)


#: What visitors ask first -> the page that answers it, and other words by which the search finds it.
_QUESTIONS = {
    _("Why is there no ranking of countries?"): ("index.html#stands-out", _("ranking")),
    _("What is the state of Red Notice misuse?"): ("world/index.html", _("abuse")),
    _("Is misuse getting worse?"): ("timeline.html#worse", _("growing|trend|increase")),
    _("Which journalists were sought, and by whom?"): ("cases/index.html#role=Journalist", _("press|reporter")),
    _("Which courts and authorities refused?"): ("decisions/index.html", _("extradition|judge|released")),
    _("What did INTERPOL refuse and delete, and why?"): (
        "oversight/index.html",
        _("CCF|Article 3|how many|safeguards"),
    ),
    _("Which countries request public notices?"): ("world/tables.html#public_concentration", _("public list")),
    _("How do two countries compare?"): ("compare.html#BLR,KAZ", _("comparison")),
    _("Who arrested people, and on whose request?"): ("hosts/index.html#pairs", _("arrest|detention|police|held")),
    _("How reliable are the numbers?"): ("coding/index.html", _("error|uncertainty|trust")),
    _("What can a ministry do?"): ("actions.html", _("lawyer|police|diffusion|wanted|complain|address|my name")),
    _("What is new?"): ("new.html", _("changes|release")),
    _("How do I cite this?"): ("data.html#cite", _("citation|BibTeX")),
    _("Where is the data?"): ("data.html", _("download|csv|licence")),
}


def questions(built: Collection[str]) -> list[tuple[str, str]]:
    """Return what visitors ask first, with the page that answers it, where that stands."""
    return [(question, page_) for question, (page_, _words) in _QUESTIONS.items() if _stands(page_, built)]


@cache
def names_of(iso3: str, languages: Sequence[str] = _LANGUAGES) -> list[str]:
    """Return by what a country is found but its name: codes, aliases, its name in some languages and its own."""
    code = alpha_2(iso3)
    names = [iso3, code, *aliases_of(iso3)]
    names += [in_language(language, code) for language in (*languages, *get_official_languages(code))]
    return [name for name in dict.fromkeys(names) if name and name != country_name(iso3)]


#: What is found: its title, its page, what is said of it, its other names, parted by |; of a case, its status and the
#: code of the requesting country.
Found = tuple[str, ...]


def _pages() -> Iterator[Found]:
    """Find the pages of the menu and others, what visitors ask, and the reports."""
    for entry in (*MENU, *_OTHERS):
        yield _(entry.word), entry.page, _("page"), ""
    for question, (path, words) in _QUESTIONS.items():
        yield question, path, _("question"), words
    for job in GENERAL.values():
        yield job.title, f"{job.folder}/index.html", _("report"), job.folder


def _countries() -> Iterator[Found]:
    table = countries.overview()[["country", "name", "level", "well_documented", "hosted"]]
    for code, name, level, well, there in table.itertuples(index=False):
        said = [_("rating: {level}", level=level)]
        said += [_n("one well-documented case", "{count} well-documented cases", well)] if well else []
        said += [_n("people sought there in one case", "people sought there in {count} cases", there)] if there else []
        yield name, f"{code}/index.html", " · ".join(said), "|".join(names_of(code))


def _cases() -> Iterator[Found]:
    for row in records(case_register.in_order(cases.rows()).sort_values("year", ascending=False, kind="stable")):
        case_id, names = str(row["case_id"]), shown(row["public_figure_name"]).replace(DASH, "")
        asked, year = row["requesting_country"], shown(row["year"]).replace(DASH, "")
        detail = " · ".join(filter(None, [year, _("requested by {country}", country=place(asked))]))
        named = case_names(titles=True)[case_id], case_pages()[case_id], detail, names.replace("; ", "|")
        yield *named, status(row), str(asked)


_FIGURE = re.compile(
    r'<figure class="(?:chart|marks)[^>]*? id="([\w-]+)"[^>]*>\s*<p class="title">(.*?)</p>', re.DOTALL
)


def _charts(reports: Path) -> Iterator[Found]:
    """Find the charts of the reports on all countries, where their pages stand."""
    for job in GENERAL.values():
        path = reports / job.folder / "index.html"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for name, title in _FIGURE.findall(text):
            words = unescape(re.sub("<[^<>]+>", "", title))
            yield words, f"{job.folder}/index.html#{name}", _("chart · {report}", report=heading_of(text)), ""


def _found(built: Collection[str], reports: Path) -> dict[str, list[Found]]:
    """Find all that stands, by what it is; of what fits as well, the first is first."""
    methods = [(label(part, "methods"), f"methods.html#{part}", _("methods"), "") for part in METHODS]
    charts = {one[0]: one for one in _charts(reports)}.values()  # two reports may show one chart
    kinds = {"pages": _pages(), "methods": methods, "countries": _countries(), "cases": _cases(), "charts": charts}
    return {kind: [one for one in found if _stands(one[1], built)] for kind, found in kinds.items()}


def search_index(built: Collection[str], reports: Path) -> bytes:
    """Return the file that the search loads: the words of statuses, and by kind what there is to find."""
    statuses = {one: label(one, "case-status") for one in ("well_documented", *cases.STATUSES)}
    index = {"statuses": statuses, **_found(built, reports)}
    return f"window.searchIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _stands(path: str, built: Collection[str]) -> bool:
    folder, is_below, _name = path.partition("#")[0].rpartition("/")
    return not is_below or folder in {"cases", "hosts", *built}


def search(built: Collection[str], reports: Path) -> bytes:
    """Render the page that finds what is typed, with what there is to find and examples of it."""
    most = countries.overview().nlargest(3, "well_documented")["country"]
    examples = {"questions": questions(built), "most": [f"{code}/index.html" for code in most]}
    return page("search.html.j2", "search.html", _(SEARCH.word), {"found": _found(built, reports), **examples})


#: Pages to start from where an address leads nowhere.
_START = {
    "world/index.html": _("World figures on one page"), "cases/index.html": _("All cases, by role, country and year"),
    "index.html": _("A page for each country"), "decisions/index.html": _("Which courts refused, and why"),
    "actions.html": _("What to do when a Red Notice arrives"),
    "methods.html": _("What is counted, and how to download it"),
}  # fmt: skip


def not_found(built: Collection[str]) -> bytes:
    """Render what a wrong address shows: its links begin with the address of the site, so that they hold anywhere."""
    titles = {entry.page: _(entry.word) for entry in MENU}
    titles |= {f"{job.folder}/index.html": job.title for job in GENERAL.values()}
    start = [(path, titles[path], what) for path, what in _START.items() if path in titles and _stands(path, built)]
    return page("404.html.j2", "404.html", _("We cannot find this page"), {"start": start}, root=published_at())
