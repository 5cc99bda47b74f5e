"""Parts that several reports show: register rows in words, tables by their heads, the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from analysis.charts.chart import COLOURS, Chart
from analysis.charts.register import cases_over_time
from analysis.charts.world_map import world_map
from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, label
from analysis.core.number_words import opening
from analysis.facts import cases, countries, evidence, world
from analysis.facts.decisions import refused_by
from analysis.facts.selection import PUBLISHED, Selection
from analysis.pages.blocks import Figures, Number, Table
from analysis.pages.words import CODED, date_in_words, link, place, shown, shown_chance, shown_sources
from analysis.stats.estimate import Estimate, listed, number, percent

REGISTER = _("documented cases of alleged or confirmed misuse, of every grade and status")


def country_link(code: str, tab: str = "") -> str:
    """Link the name of a country to its page, or to the tab ``by`` or ``to`` of it."""
    return f"[{country_name(code)}](../{code}/index.html{'#' if tab else ''}{tab})"


def first_numbers(
    title: str, kinds: tuple[str, str], numbers: Mapping[str, Estimate], names: Mapping[str, Sequence[str]]
) -> Figures:
    """Set the numbers of a first screen large.

    Parameters
    ----------
    title : str
        What they are of.
    kinds : tuple of str
        Groups of labels: what a number says, and its remark.
    numbers : mapping of str to Estimate
        By name; a number that is not there is left out.
    names : mapping
        Name of a number -> those of the others that its words state.
    """
    items = []
    for name, others in names.items():
        behind = [numbers[other] for other in others if other in numbers]
        if name in numbers and len(behind) == len(others):
            values = {one.name.partition(".")[2]: number(one.value) for one in behind}
            values["year"] = str(numbers[name].details.get("year", ""))
            says, remark = (label(name, kind, **values) for kind in kinds)
            found = name.partition(".")[0] != "oversight"
            items.append(Number(numbers[name], says, remark=remark, behind=behind, evidence=found))
    return Figures("front", title, items)


def publisher(title: object) -> str:
    """Return who published a source, which is written before its title."""
    return str(title).partition(", ")[0]


def source_links(rows: pd.DataFrame) -> list[str]:
    """Link the title of the source of each row to its address."""
    return [link(title, url) for title, url in zip(rows["source_title"], rows["source_url"], strict=True)]


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return register rows as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


#: Head of a column -> the column of the data, where the two differ.
COLUMN = {
    "level": "rating", "rows": "cases", "since": "date", "years": "n",
}  # fmt: skip


#: Head of a column -> how a cell below it is written, if not by `cell`.
WAYS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("country", "requesting_country"), country_link),
    **dict.fromkeys((*CODED, "family", "measure_type", "nationality_basis", "verdict", "wording_category"), label),
    "stays_thresholds": lambda share: DASH if pd.isna(share) else percent(share),
    "stays_coding": shown_chance,
    **dict.fromkeys(("year", "units"), shown),
    **dict.fromkeys(("date", "snapshot_date"), date_in_words),
    "case_id": lambda case_id: case_link(case_id),
    "requested": lambda count: _("not known") if pd.isna(count) else number(count),
    "complaints": lambda is_sum: _("yes") if is_sum else _("no"),
    "decisive_sources": shown_sources,
    "country_concerned": lambda code: place(code).replace(DASH, ""),
}


def cell(value: object) -> str:
    """Write a text as `shown`, a number by `number`, and a dash for nothing."""
    return shown(value) if isinstance(value, str) or shown(value) == DASH else number(float(str(value)))


def columns(
    rows: pd.DataFrame, *heads: str, group: str = "head", ways: Mapping[str, Callable[[Any], str]] = WAYS
) -> dict[str, object]:
    """Lay out columns below their words of the table of labels, each cell as its head asks for."""
    laid_out: dict[str, object] = {}
    for head in heads:
        cells = source_links(rows) if head == "source" else rows[COLUMN.get(head, head)].map(ways.get(head, cell))
        laid_out[label(head, group)] = cells
    return laid_out


def table(
    name: str, data: pd.DataFrame, *heads: str | Mapping[str, object], title: str = "", counted: str = "",
    source: str = "", note: str = "", shown: pd.DataFrame | None = None, first: int = 0,
    group: str = "head", ways: Mapping[str, Callable[[Any], str]] = WAYS,
) -> Table:  # fmt: skip
    """Lay out a table of columns, by their heads or as given; ``shown`` are the rows shown, by default all of the data.

    Without a title it is called as the table of labels says; what was counted, and the source, may be in the attrs.
    """
    rows, laid_out = data if shown is None else shown, dict[str, object]()
    for head in heads:
        laid_out |= columns(rows, head, group=group, ways=ways) if isinstance(head, str) else head
    title, counted = title or label(name, "table"), counted or data.attrs["counted"]
    source, name = source or data.attrs["source"], name.replace("-", "_")
    return Table(name, title, data, laid_out, counted, source, note, first=first)


def ratio_cells(rows: pd.DataFrame, form: str = "{:.2f}") -> list[str]:
    """Write each ratio or kappa with two digits, or as asked for, and the ends of its interval, where it has one."""
    ends = rows[["value", "low", "high"]].astype(float).map(form.format)
    words = [N_("{value}") if low.endswith("nan") else N_("{value} ({low} to {high})") for low in ends["low"]]
    return [_(message, **row) for message, row in zip(words, records(ends), strict=True)]


def best_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort cases by status, well-documented ones first and unsupported ones last; of each, the newest first."""
    by = rows.assign(order=pd.Categorical(rows["claim_status"], cases.STATUSES))
    return by.sort_values(["well_documented", "order", "year"], ascending=[False, True, False], kind="stable")


def graded(rows: pd.DataFrame) -> pd.Series[str]:
    """Describe how well each case is documented: its status and its grade."""
    grades = rows["evidence_grade"].astype(str)
    return rows["claim_status"].map(label).astype(str) + grades.map(lambda grade: _(", grade {grade}", grade=grade))


def status(row: Mapping[str, object]) -> str:
    """Return the code of what a case is counted as: well documented, or its status."""
    return "well_documented" if row["well_documented"] else str(row["claim_status"])


def outcome(row: dict[str, object]) -> str:
    """Describe what happened to the person in a case: an arrest in a country that its name lacks, and its effect."""
    steps = [] if row["effect"] == "none_known" else [label(row["effect"])]
    where = shown(row["held_where"])
    if where not in {DASH, row["host_country"]}:
        words = N_("held in {place}") if row["extradition"] == "unknown" else N_("held in {place}, extradition {end}")
        end, country = label(row["extradition"]), country_name(where, with_article=True)
        steps.insert(0, _(words, place=country, end=end))
    return opening("; ".join(steps) or _("no effect known"))


def case_name(row: Mapping[str, object], requested_by: bool = False) -> str:
    """Name a register row as a person would, from its own codes: who, what happened where, what INTERPOL decided.

    It has no name of a person, no charge and no code; without a role or a place, it has the requesting country.
    """
    places = {"where": "", "from": "", "held": ""}
    if shown(row["host_country"]) != DASH:
        host = country_name(str(row["host_country"]), with_article=True)
        places |= {"where": _(" in {host}", host=host), "from": _(" from {host}", host=host)}
    # A passport is reported stolen to stop whoever holds it; types of notice that are not INTERPOL's end a case.
    happened = row["instrument"] if row["instrument"] == "slTD_passport" else row["effect"]
    if row.get("held") == "yes" and shown(row["held_where"]) != DASH:
        places["held"] = country_name(str(row["held_where"]), with_article=True)
    if happened == "extradition_refused":
        name = _refusal(row, requested_by, places["held"])
    else:
        word = "held-and-travel_blocked" if places["held"] and happened == "travel_blocked" else happened
        name = label(word, "case-name", **_who(row, requested_by or not places["where"]), **places)
    end = row["instrument"] if row["instrument"] in NOT_INTERPOL else row["oversight_outcome"]
    if end == "unknown" and happened != "none_known":
        return name
    return _("{name}; {end}", name=name, end=case_end(row, end))


def case_end(row: Mapping[str, object], end: object) -> str:
    """Say what became of a request: what INTERPOL decided on the notice, diffusion or request of the case."""
    return label(end, "case-end", what=label(row["instrument"], "case-end-of"), state=_requester(row))


def _requester(row: Mapping[str, object]) -> str:
    return country_name(str(row["requesting_country"]), with_article=True)


#: More countries that refused in one case than this are counted in its name.
_MOST_DECIDERS = 2


def _refusal(row: Mapping[str, object], requested_by: bool, held: str) -> str:
    """Name a case in which extradition was refused: where the person was held, and who refused."""
    by = [country_name(code, with_article=True) for code in refused_by().get(str(row.get("case_id")), [])]
    deciders = listed(by)
    if len(by) > _MOST_DECIDERS:
        deciders = _("{count} countries", count=label(len(by), "word-for", count=len(by)))
    word = "refused-by" if by else "extradition_refused"
    if held:
        word = "held-and-refused-by" if by and by != [held] else "held-and-refused"
    return label(word, "case-name", **_who(row, requested_by or not (held or by)), held=held, by=deciders)


@cache
def case_names(titles: bool = False) -> dict[str, str]:
    """Return the name of each case, by its id; the year tells those of one requesting country apart that are alike.

    As the title of a page, a name that cases of two countries have also says which country requested.
    """
    named = world.release()["cases"].assign(name=lambda rows: list(map(case_name, records(rows))))
    if titles:
        alike = named.duplicated("name", keep=False)
        named.loc[alike, "name"] = [case_name(row, requested_by=True) for row in records(named[alike])]
    alike = named.duplicated(["requesting_country", "name"], keep=False) & named["year"].notna()
    dated = [_("{name} ({year})", name=row["name"], year=shown(row["year"])) for row in records(named)]
    return dict(zip(named["case_id"].astype(str), named["name"].where(~alike, dated), strict=True))


@cache
def case_pages() -> dict[str, str]:
    """Return the page of each case below the reports, by its id; the address holds no name of a person."""
    table = world.release()["case_addresses"].dropna(subset="case_id")
    return {case_id: f"cases/{address}.html" for address, case_id in table[["address", "case_id"]].to_numpy()}


def case_link(case_id: object, root: str = "../") -> str:
    """Link to the page of a case by its name; its key is no text for readers."""
    return f"[{case_names()[str(case_id)]}]({root}{case_pages()[str(case_id)]})"


_KEY = re.compile(r"\b[a-z]{3}-(?:\d{4}s?|na)-[a-z0-9-]+\b")


def with_case_names(note: object, root: str = "../") -> str:
    """Write a note with the quoted name of a case and its link for each key of one in it."""
    return _KEY.sub(lambda key: f"“{case_link(key[0], root)}”" if key[0] in case_names() else key[0], shown(note))


#: Roles whose words name no person.
_WHO = {"other": _("Person"), "religious_or_ethnic_minority": _("Member of a minority")}


def who(row: Mapping[str, object]) -> str:
    """Name the role of a person."""
    return _WHO.get(str(row["target_profile"])) or opening(label(row["target_profile"]))


def _who(row: Mapping[str, object], requested_by: bool) -> dict[str, str]:
    """Name the role of a person, and who requested, if a request was found and this is to be said or no role known."""
    is_said = row["instrument"] != "none_found" and (requested_by or row["target_profile"] == "other")
    sought = _(" sought by {state}", state=_requester(row)) if is_said else ""
    return {"who": f"{who(row)}{sought}", "role": who(row), "sought": sought}


def person(row: Mapping[str, object], requested_by: bool = True) -> str:
    """Name the role of a person and who requested."""
    return _("{who}, sought by {state}", who=who(row), state=_requester(row)) if requested_by else who(row)


def person_link(row: Mapping[str, object], requested_by: bool = True) -> str:
    """Link to the page of a case by the role of the person."""
    return f"[{person(row, requested_by)}](../{case_pages()[str(row['case_id'])]})"


#: Instruments that are none of INTERPOL's.
NOT_INTERPOL = ("none_found", "interstate_wanted_list")


def sources_of(row: Mapping[str, object]) -> str:
    """Link to the first sources of a register row, and say which of them was read in a copy."""
    sources = [(row[f"source_{i}_title"], row[f"source_{i}_url"]) for i in (1, 2)]
    linked = "; ".join(link(publisher(title), url) for title, url in sources if shown(title) != DASH)
    copied = world.read_in_copy().get(str(row["case_id"]))
    return f"{linked} ({copied})" if copied else linked


#: Evidence level -> colour, strongest first.
PALETTE = {level: COLOURS[level] for level in ("extensive", "substantial", "limited")}
PALETTE |= {"complaints only": COLOURS["paper"], "weak or none": COLOURS["pale"], "not searched": COLOURS["paper"]}


#: A level of more states than this is counted in the text of a map, not named.
_MOST_NAMED = 12


def levels_in_words() -> str:
    """Name the countries of each evidence level, or count them where they are many."""
    words = evidence.evidence_words()
    parts = []
    for word in PALETTE:
        if names := [country_name(code, with_article=True) for code in words.index[words == word]]:
            many = _("{count} countries and territories", count=len(names))
            parts.append(f"{word}: {many if len(names) > _MOST_NAMED else listed(names)}")
    return "; ".join(parts)


def level_map() -> Chart:
    """Draw the evidence level of every country on a map; how firm each is stands in its data."""
    return world_map(
        evidence.evidence_words(),
        PALETTE,
        name="evidence_map",
        title=_(
            "We found well-documented cases, or credible accusations, for {count} of {all} countries and territories",
            count=(rated := evidence.levels()).value, all=rated.n,
        ),
        alt=_("World map of the ratings. {levels}.", levels=levels_in_words()),
        universe=evidence.ALL_STATES,
        source=world.source(*evidence.CODED),
        note=" ".join([
            _("Pale: weak or none, {none}. White: not searched. Hatched: complaints only.", none=text("none")),
            text("map"),
        ]),
        more_columns=evidence.firmness_table(),
    )  # fmt: skip


def chosen_rule(choices: Selection) -> str:
    """Return which cases count, in words, if a reader chose others than the published reports count; else empty."""
    return "" if choices.of_rows == PUBLISHED else choices.of_rows.label


def cases_chart(rows: pd.DataFrame, place: str, choices: Selection) -> Chart:
    """Draw register rows by year, those apart that count by the rule or as chosen."""
    counting, source, chosen = choices.of_rows.counts(rows), world.source("cases"), chosen_rule(choices)
    found = countries.half_in_years(rows, place) if rows["year"].notna().any() and not chosen else None
    title = found.sentence if found and found.details["runs"] == 1 else ""
    return cases_over_time(rows, place, source, counting=counting, chosen=chosen, years=choices.years, title=title)


def known_cases(rows: pd.DataFrame, choices: Selection = PUBLISHED) -> Chart:
    """Draw the cases of all countries by year."""
    return replace(cases_chart(rows, _("All countries"), choices), name="known_cases")
