"""The two-page briefs for ministries: of the world, and of a country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.files import published_at
from analysis.core.judgement import contact, read_evidence_rule, reference, release_note, released, text, version
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.facts import countries, evidence, searched, summary, world
from analysis.facts.cases import in_country
from analysis.facts.decisions import LIMIT
from analysis.facts.selection import Selection
from analysis.pages import parts
from analysis.pages.blocks import Prose, Scale, Section, on_screen, section
from analysis.pages.parts import REGISTER, case_name, newest_first, records, sources_of
from analysis.pages.parts import level_map as level_map
from analysis.pages.words import Report, link, shown
from analysis.pages.words import how_to_cite as words_how_to_cite
from analysis.stats.estimate import Estimate, Estimates, listed

REPORT = Report(_("Misuse of INTERPOL’s Red Notices: what is known, and what ministries can do"), "brief/index.html")
how_to_cite = REPORT.how_to_cite


#: What the brief of the world says is known, in order.
KNOWN = (
    "decisions.refused", "decisions.refused_on_rights", "decisions.refused_without_ground", "decisions.handed_over",
    "cases.people_held", "cases.median_days_held", "cases.count",
    "coding.well_documented_by_all", "evidence.countries", "oversight.refused_growth",
    "oversight.deleted_on_legal_grounds", "oversight.requests_to_commission",
)  # fmt: skip


#: How many of these begin the brief.
_LEAD = 4


def in_short(stated: Mapping[str, Estimate]) -> Section:
    """Show what the page is about, whose it is, how many people were arrested, and how much we could read."""
    findings = [stated[name] for name in KNOWN[:_LEAD]]
    limit = Prose([text("beginning"), text("motto")], "caution")
    return section(REPORT.title(), _identity(REPORT.page), Prose([text("brief_lead"), *findings], "lead"), limit)


def _identity(page: str) -> Prose:
    """Name project, release, address and contact."""
    note = release_note()
    about = text("identity", title=note.title, release=version(), day=world.day(released()), contact=contact())
    return Prose([" ".join(filter(None, [about, published_at(page)]))], "citation")


def known(stated: Mapping[str, Estimate]) -> Section:
    """Show the other main numbers, each with what it does not say."""
    others = [stated[name] for name in KNOWN[_LEAD:] if name in stated]
    return section(Prose([LIMIT], "aside"), Prose(others, "list"), Prose([text("grades_in_short")], "aside"))


def sources() -> Section:
    """Show where we found the published figures."""
    data = summary.published_sources()
    source = world.source("oversight_statistics")
    note = _("We cite secondary sources where we did not find INTERPOL’s own page.")
    universe = _("sources of the published figures above, by the year of the figure")
    title, heads = _("Sources of the published figures"), ("year", "source")
    return section(
        parts.table("published_sources", data, *heads, title=title, counted=universe, source=source, note=note)
    )


def recommendations(actor: str, numbers: Estimates) -> Section:
    """Show what each addressee can do and a source for it; for one addressee also why, the number, law and models."""
    data = summary.recommendations(actor, numbers)
    names = data["actor"].where(data["actor"] != data["actor"].shift(), "")
    actions = ("**" + names + ".** ").where(names != "", "") + data["recommendation"]
    shown_rows: dict[str, object] = {_("Addressee and action"): actions}
    if actor:
        shown_rows[_("Because")] = data["reason"]
        shown_rows[_("The number behind it")] = data["sentence"]
        shown_rows[_("Basis, examples and failures")] = [_cited(row) for row in records(data)]
    else:
        shown_rows[_("Basis, example or failure")] = [next(_links(row), DASH) for row in records(data)]
    title, universe = _("Actions, each with a basis, a good example or a failure"), _("actions that we recommend")
    tables = data["source"].str.split(", ").explode().drop_duplicates()
    source = "; ".join(["data/hand/recommendations.yml", *tables])
    flat = data.assign(**{kind: [_url(row[kind]) for row in records(data)] for kind in _CITED})
    note = text("judgement")
    return section(
        parts.table("recommendations", flat, shown_rows, title=title, counted=universe, source=source, note=note)
    )


#: What a recommendation cites, in order.
_CITED = ("law", "model", "failure")


def _url(cited: object) -> str:
    return str(cited["url"]) if isinstance(cited, dict) else ""


def _links(row: Mapping[str, object]) -> Iterator[str]:
    """Link each text that a recommendation cites."""
    for kind in _CITED:
        if isinstance(cited := row[kind], dict):
            yield link(cited["title"], cited["url"])


def _cited(row: Mapping[str, object]) -> str:
    """Say what law, model and failure a recommendation cites, with their addresses."""
    texts = [str(cited["text"]) for kind in _CITED if isinstance(cited := row[kind], dict)]
    if isinstance(row["law"], dict):
        texts[0] = _("**Basis.** {text}", text=texts[0])
    cited = [f"{words} {source}" for words, source in zip(texts, _links(row), strict=True)]
    return " ".join(cited) or _("We found none.")


def how_to_read() -> Section:
    """Describe how to read a number, and on the page where to look further."""
    return section(Prose([text("read_number")]), on_screen(Prose([text("further")])))


#: Cases that the brief of a country names, and how many of these are kept for those that concern a person in it.
MOST, MOST_HOSTED = 20, 8


def _cases(place: Selection, ordered: pd.DataFrame, most: int) -> Section:
    """Show cases that a country requested, well-documented ones first, each with the address of a source.

    Parameters
    ----------
    place : Selection
        The country.
    ordered : DataFrame
        Its cases, as `cases.rows` returns them.
    most : int
        Most cases to show.
    """
    rows = newest_first(ordered).sort_values("well_documented", ascending=False, kind="stable")
    title = _n(
        "The case requested by {state}", "Cases requested by {state}, well-documented ones first ({shown} of {count})",
        len(rows), state=place.called, shown=min(most, len(rows)),
    )  # fmt: skip
    more = _more("cases/index.html")
    if others := int(rows["well_documented"].iloc[most:].sum()):
        left = _n("One more well-documented case is", "{count} more well-documented cases are", others)
        more = _("{cases} only in the full report. {more}", cases=left, more=more)
    return _cases_table(place, "brief_cases", title, rows, most, {}, f"{REGISTER}{place.years}", more)


def _hosted(place: Selection, ordered: pd.DataFrame, most: int) -> Section:
    """Show the newest cases that concern a person in a country, each with the address of a source."""
    rows = newest_first(ordered)
    asked = {_("Requested by"): [country_name(code) for code in rows["requesting_country"].astype(str)]}
    title = _n(
        "The case that concerns a person in {state}",
        "Cases that concern a person in {state}, newest first ({shown} of {count})", len(rows), state=place.called,
        shown=min(most, len(rows)),
    )  # fmt: skip
    more = _more(f"{place.iso3}/index.html")
    return _cases_table(place, "brief_hosted", title, rows, most, asked, in_country(place), more)


def _more(page: str) -> str:
    """Say where all cases are; without an address, that the project lists them."""
    if address := published_at(page):
        return _("All cases: {address}.", address=address)
    return _("The project lists all cases with all sources.")


def _named(row: Mapping[str, object], *, counts: bool) -> str:
    name = f"**{case_name(row)}**" if counts else case_name(row)
    if row["instrument"] in {*read_evidence_rule().left_out, "request_refused", "unspecified_interpol"}:
        return name
    return _("{name}; {instrument}", name=name, instrument=label(row["instrument"]))


def _cases_table(
    place: Selection, name: str, title: str, ordered: pd.DataFrame, most: int, more: dict[str, list[str]],
    universe: str, note: str,
) -> Section:  # fmt: skip
    """Show the first cases by year, name, type of notice and how well each is documented, with a source."""
    if ordered.empty:
        return section()
    rows = ordered.head(most)
    cases = zip(records(rows), place.counts(rows), strict=True)
    shown_rows = {
        _("Year"): [shown(year) for year in rows["year"]],
        _("Case"): [_named(row, counts=bool(strong)) for row, strong in cases],
        _("Grade, status"): list(parts.graded(rows)),
    } | {head: cells[: len(rows)] for head, cells in more.items()}
    shown_rows[_("First source")] = [sources_of(row, by_address=True, most=1) for row in records(rows)]
    data = rows[["case_id", "year", "evidence_grade", "claim_status", "source_1_url"]]
    notes = f"{text('brief_cases')} {note}"
    source = world.source("cases")
    return section(parts.table(name, data, shown_rows, title=title, counted=universe, source=source, note=notes))


#: The addressee for whom the brief of a country says what to do.
ADDRESSEE = "Interior and police"


def of_country(place: Selection, numbers: Estimates, rows: pd.DataFrame, hosted: pd.DataFrame) -> Section:
    """Show the brief of a country: what was found, its cases, what a ministry can do, a checklist and the sources."""
    own = min(len(rows), MOST - min(len(hosted), MOST_HOSTED))
    limit = Prose([text("beginning"), text("grades_of_evidence") if own or len(hosted) else ""], "caution")
    return section(
        Prose([countries.finding(place, numbers)], "title"), _identity(f"{place.iso3}/index.html"),
        _found(place, numbers), limit,
        _cases(place, rows, own), _hosted(place, hosted, MOST - own),
        _actions(place, summary.recommendations(ADDRESSEE), asks=len(rows) > len(hosted)),
        Prose([_("Checklist before an arrest")], "overleaf"), Prose(CHECKLIST, "list"),
        _state_sources(place), words_how_to_cite(place),
    )  # fmt: skip


CHECKLIST = (
    _("Which country sent the request? Look up its rating."),
    _("Is the request a Red Notice or a diffusion? Is it still valid?"),
    _("Do we have the arrest warrant and a statement of the facts?"),
    _("Does the person have asylum, here or elsewhere?"),
    _("Has another country, INTERPOL or its Commission refused the request?"),
    _("Has a lawyer read the file?"),
    _("After a refusal: have we told INTERPOL and cleared our own systems?"),
)  # fmt: skip


def _found(place: Selection, numbers: Estimates) -> Section:
    """Show the rating and what was found on requests by the country and to it, or what was searched in vain."""
    rating = evidence.rating(place)
    both = countries.rests_on(place), evidence.decisive_input(place).worded("bare")
    lines = [*both] if rating.rests else []
    scale = Scale("level", _("Documentation of alleged misuse"), evidence.scale(rating.word), rating.word, lines)
    if searched.has_no_finding(place):
        meaning = [searched.nothing_known(place)]
        if not place.is_member:
            meaning.append(_("{place} is not itself a member of INTERPOL.", place=place.opening))
        return section(scale, Prose(meaning), Prose(searched.searches(place), "list"))
    names = [
        "cases.all", "cases.people_held", "decisions.requests_refused", "decisions.requests_refused_on_rights",
        "cases.all_in_country", "cases.people_held_in_country", "decisions.refused", "decisions.refused_on_rights",
        "decisions.handed_over",
    ]  # fmt: skip
    stated = [numbers[name] for name in names if name in numbers]
    return section(scale, Prose([one for one in stated if one.value], "list"))


def _actions(place: Selection, advice: pd.DataFrame, *, asks: bool) -> Section:
    """Show what police can do when a request of the country arrives, or if it does not ask for most, one to it."""
    if asks:
        word = N_("What police can do when a request by {state} arrives")
    elif place.is_member:
        word = N_("What police can do when a request arrives in {state}")
    else:
        word = N_("What police can do with a request; {state} is not a member of INTERPOL")
    rows = {
        _("What to do"): "**" + advice["recommendation"] + "** " + advice["reason"],
        _("Basis, examples and failures"): [_cited(row) for row in records(advice)],
    }
    data = advice[["actor", "recommendation", "reason", "statistic"]]
    address = published_at("actions.html")
    note = text("actions_of_others") + (f" {address}" if address else "")
    source, universe = "data/hand/recommendations.yml", _("actions that we recommend; each is our own judgement")
    title = _(word, state=place.called)
    return section(parts.table("brief_actions", data, rows, title=title, counted=universe, source=source, note=note))


#: The tables behind the brief of a country.
_TABLES = ("cases", "cases_effects", "country_mentions", "public_notices_by_requesting_country")


def _state_sources(place: Selection) -> Section:
    """Say how to reach the Commission, and name the tables behind the brief and the snapshot of public notices."""
    when = world.day(place.snapshot or reference()[0])
    about = text("brief_tables", tables=listed(map(shown, _TABLES)), day=when, all=published_at("data.html"))
    return section(
        Prose([_("How to reach the Commission")], "heading"), Prose([text("commission"), text("commission_page")]),
        Prose([_("Sources, and how to cite")], "heading"), Prose([about.rstrip()], "citation"),
    )  # fmt: skip
