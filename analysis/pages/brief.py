"""The two-page briefs for ministries: of the world, and of a country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.files import published_at
from analysis.core.judgement import contact, release_note, released, stated, text, version
from analysis.core.messages import DASH, _, label
from analysis.core.number_words import opening
from analysis.facts import briefs, countries, decisions, evidence, searched, summary, world
from analysis.facts.case_register import Role
from analysis.facts.decisions import LIMIT, NO_GROUND
from analysis.facts.selection import Selection
from analysis.pages import decided, parts
from analysis.pages.blocks import Brief, Number, Prose, Section, on_screen, section
from analysis.pages.parts import level_map as level_map
from analysis.pages.parts import records
from analysis.pages.words import Report, heading, link, shown
from analysis.stats.estimate import Estimate, Estimates
from analysis.tables.library import cite_report
from analysis.tables.release import incomplete_since

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
    """Show what each addressee, or one, can do, and a source for it; the page of actions says why, by which number."""
    data = summary.recommendations(actor, numbers)
    names = data["actor"].where(data["actor"] != data["actor"].shift(), "")
    actions = ("**" + names + ".** ").where(names != "", "") + data["recommendation"]
    shown_rows: dict[str, object] = {
        _("Addressee and action"): actions,
        _("Basis, example or failure"): [next(_links(row), DASH) for row in records(data)],
    }
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


def how_to_read() -> Section:
    """Describe how to read a number, and on the page where to look further."""
    return section(Prose([text("read_number")]), on_screen(Prose([text("further")])))


#: The addressee for whom the brief of a country says what to do.
ADDRESSEE = "Interior and police"

CHECKLIST = (
    _("Which country sent the request? Look up its rating."),
    _("Is the request a Red Notice or a diffusion? Is it still valid?"),
    _("Do we have the arrest warrant and a statement of the facts?"),
    _("Does the person have asylum, here or elsewhere?"),
    _("Has another country, INTERPOL or its Commission refused the request?"),
    _("Has a lawyer read the file?"),
    _("After a refusal: have we told INTERPOL and cleared our own systems?"),
)  # fmt: skip

#: Cases for which the second page has room, and bars of a chart, of which the last can be of several names.
MOST, _BARS = 18, 5
_FORMS = "https://www.interpol.int/Who-we-are/Commission-for-the-Control-of-INTERPOL-s-Files-CCF/Data-and-your-rights"


def of_country(place: Selection, numbers: Estimates) -> Section:
    """Show the brief of a country: what was found in the larger of its two roles, what to do, and the cases."""
    role = briefs.larger_role(numbers)
    ordered = briefs.rows(place, role)
    if (ordered["kind"] == "correction").all():
        return section(_without_case(place, numbers))
    counts, here = briefs.counts(place, role, ordered), "_in_country" if role == "host" else ""
    final = decisions.rows(place, role="deciding" if here else "requesting")
    other = "cases.all" if here else "cases.all_in_country"
    strong = int(numbers[other.replace("all", "count")].value)
    sentences: dict[str, str | Estimate] = {
        "title": countries.finding(place, numbers, role),
        "lead": numbers.get(f"cases.median_days_held{here}", numbers[f"cases.people_held{here}"]),
        "other": numbers[other].worded("briefs.by" if here else "briefs.to", strong=strong),
        "years": counts["strong_dated"], "stopped": numbers[f"cases.stopped{here}"].worded("briefs.stopped"),
    }  # fmt: skip
    if "most" in counts:
        sentences["countries"] = counts["most"].worded("briefs.countries")
    if on_rights := numbers.get(f"decisions.{'' if here else 'requests_'}refused_on_rights"):
        sentences["grounds"] = on_rights.worded("briefs.grounds")
    last = {row["case_id"]: row for row in reversed(records(final))}
    most = max(MOST, int(ordered["kind"].eq("strong").sum()))
    cases = {
        "cases_title": _("Cases that concern people in {state}", state=place.called) if here
            else _("Cases requested by {state}", state=place.called),
        "shown": _("{shown} of {count} shown", shown="#", count=len(ordered)), "every": len(ordered),
        "heads": [_("Year"), _("What happened"), _("Requested by") if here else _("Country asked"),
            _("Status, grade"), _("Last decision known"), _("Note")],
        "cases": [_case(row, last.get(row["case_id"])) for row in records(ordered.head(most))],
        "counted": _("Counted: {universe}.", universe=counts["all"].counted), "same": _("Counted: the same cases."),
    }  # fmt: skip
    drawn = _drawn(place, ordered.query("kind != 'correction'"), final.query("outcome == 'refused'"))
    figures = _figures(place, numbers, counts, here)
    return section(Brief(sentences, _standing(place, role) | drawn | cases, figures))


def _without_case(place: Selection, numbers: Estimates) -> Brief:
    """Show that no case is known: what was searched, what to do, and what to check."""
    title = _("No documented case found")
    if not searched.is_searched(place):
        title = _("We did not search for {state}", state=place.called)
    accused = not searched.has_no_finding(place)
    lead = numbers["evidence.sources"] if accused else searched.nothing_known(place)
    vain = [one.sentence for one in searched.searches(place)]
    if not place.is_member:
        vain.append(_("{place} is not itself a member of INTERPOL.", place=place.opening))
    checks = {"checklist": CHECKLIST, "checklist_title": _("Checklist before an arrest")}
    return Brief({"title": title, "lead": lead}, _standing(place, "host") | {"searched": vain} | checks)


def _drawn(place: Selection, rows: pd.DataFrame, refusals: pd.DataFrame) -> dict[str, Any]:
    """Count by kind what the charts draw: cases by year, country and decision of INTERPOL, refusals by ground."""
    each = refusals.assign(ground=refusals["ground"].astype(str).str.split(";")).explode("ground")
    each = each.assign(kind=each["case_id"].map(briefs.kinds(place)))
    decided_by_interpol = rows["oversight_outcome"].map(lambda code: label(code, "brief-interpol"))
    undated = _("Cases without a known year are not drawn.") if rows["year"].hasnans else ""
    late = _("Later years are incomplete.") if (rows["year"] >= incomplete_since()).any() else ""
    dated = rows.dropna(subset="year")
    return {
        "in_years": _listed(briefs.by_kind(dated, dated["year"].astype(int))),
        "by_year": " ".join(filter(None, [undated, late])),
        "charts": {
            "countries": _bars(rows, rows["other"].map(_country)), "stopped": _bars(rows, decided_by_interpol),
            "grounds": _bars(each, each["ground"].map(_ground)) if len(each) else [],
        },
        "refusals": _("Counted: refusals that are a country’s last decision. A refusal can state several grounds."),
        "kinds": [label(kind, "brief-mark") for kind in briefs.KINDS],
    }  # fmt: skip


def _standing(place: Selection, role: Role) -> dict[str, Any]:
    """Return what every brief says: whose it is, what a notice is, what to do and by which law, and whom to ask."""
    note, advice = release_note(), records(summary.recommendations(ADDRESSEE))
    release = _("data release {release}", release=version())
    laws = [law for row in advice if isinstance(law := row["law"], dict)]
    rating = evidence.rating(place)
    is_rated = rating.word in place.evidence_rule.findings
    name = _("Documentation of alleged misuse, requests by {state}:", state=place.called)
    return {
        "country": place.name, "for": label(role, "brief-for"), "notice": text("brief_notice"),
        "identity": " · ".join([note.title, stated("authors"), f"{release}, {world.day(released())}"]),
        "footer": " · ".join([note.title, place.name, release, _("A notice is an allegation, not a verdict.")]),
        "scale": {"name": name, "words": evidence.scale(rating.word), "chosen": rating.word} if is_rated else None,
        "limit": label(role, "brief-limit", state=place.called), "read": text("brief_read"),
        "actions": [
            [row["recommendation"], row["reason"], law["text"]] for row, law in zip(advice, laws, strict=True)
        ],
        "law": [[law["title"], law["url"], ""] for law in laws],
        "forms": [_("Commission for the Control of INTERPOL’s Files (CCF)"), _FORMS],
        "commission": text("brief_commission"),
        "contact": [
            _("Contact and corrections: {contact}.", contact=contact()),
            cite_report(heading(place), f"{place.iso3}/index.html"),
        ],
        "red_notice": _("A Red Notice"), "one_limit": _("One limit."), "how_to_read": _("How to read this."),
        "five_actions": _("Five actions for countries that receive a request by {state}", state=place.called)
            if role == "requesting" else _("Five actions for the interior ministry and the police"),
        "notes_title": _("Notes"), "contact_title": _("Contact and citation"),
        "notes_about": [_("Publishers’ names are links. Our tables give the addresses."), text("beginning")],
        "commission_title": _("INTERPOL’s Commission decides on complaints"),
    }  # fmt: skip


def _figures(place: Selection, numbers: Estimates, counts: Mapping[str, Estimate], here: str) -> list[Number]:
    """Show how many cases there are, how many are well documented, and in how many people were held or refused."""
    refused = f"decisions.{'' if here else 'requests_'}refused"
    every, strong, held = counts["all"], numbers[f"cases.count{here}"], numbers[f"cases.people_held{here}"]
    supported, recorded = numbers.get(f"{refused}_supported", numbers[refused]), numbers[f"cases.all{here}"]

    def number(estimate: Estimate, word: str, remark: str, *behind: Estimate) -> Number:
        count, values = int(estimate.value), [int(one.value) for one in behind]
        said = label(word, "front-says", count=count, state=place.called)
        said_not = label(remark, "brief-remark", count=count, first=values[0], last=values[-1]) if count else ""
        return Number(estimate, said, remark=said_not, behind=behind, evidence=word == "strong")

    return [
        number(every, "hosted" if here else "requested", "all" if every.value == recorded.value else "some", recorded),
        number(strong, "strong", "strong", counts["supported"], counts["contested"]),
        number(held, "held-here" if here else "held", "held", counts["held_supported"]),
        number(numbers[refused], "refused-here", "held", supported),
    ]


def _listed(table: pd.DataFrame) -> list[list[Any]]:
    """Return a table of counts as JSON can hold it."""
    return [
        [name, [int(count) for count in counts]] for name, counts in zip(table.index, table.to_numpy(), strict=True)
    ]


def _country(code: str) -> str:
    return country_name(code) if code else _("Not named")


def _ground(code: str) -> str:
    return opening(label(code, "decided-ground"))


def _bars(rows: pd.DataFrame, names: pd.Series[str]) -> list[list[Any]]:
    """Count rows by name and by kind, most first, what is not known last; names without room share a bar."""
    last = {_("Not named"), label("unknown", "brief-interpol"), _ground("other"), _ground(NO_GROUND)}
    table = briefs.by_kind(rows, names)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    known, unknown = table[~table.index.isin(last)], table[table.index.isin(last)]
    if len(known) > (room := _BARS - len(unknown)):
        rest = known.iloc[room - 1 :]
        shared = rest.sum().to_frame(_("{count} others", count=len(rest))).T
        known = pd.concat([known.iloc[: room - 1], shared])
    return _listed(pd.concat([known, unknown]))


def _case(row: Mapping[str, object], decision: Mapping[str, object] | None) -> dict[str, Any]:
    """Lay out a case: how well it is documented, its cells, and its sources."""
    kind = str(row["kind"])
    status = label(row["claim_status"]) + ("" if kind == "correction" else f", {row['evidence_grade']}")
    sources = [_source(row, "source_1_"), *([_source(decision, "source_")] if decision else [])]
    cells = [shown(row["year"]), what_happened(row), _country(str(row["other"])), status, last_decision(row, decision)]
    return {"kind": list(briefs.KINDS).index(kind), "cells": cells, "notes": [one for one in sources if one[1]]}


def _source(row: Mapping[str, object], which: str) -> list[str]:
    """Return the publisher, address and date of a source."""
    date = row[f"{which}date"]
    when = "" if shown(date) == DASH else decided.when({"date": date, "year": date})
    url = row[f"{which}url"]
    return [parts.publisher(row[f"{which}title"]), "" if shown(url) == DASH else str(url), when]


def what_happened(row: Mapping[str, object]) -> str:
    """Say in 40 letters at most who was sought and what happened, by the codes of a case."""
    days, linked = shown(row["held_days"]), row["kind"] != "correction" and row["linked"] != "no"
    if linked and row["returned"] == "yes":
        word = "handed_over"
    elif row["held"] == "yes":
        word = {DASH: "held", "0": "held_hours"}.get(days, "held_days")
    elif linked and row["travel_blocked"] == "yes":
        word = "travel_blocked"
    else:
        word = str(row["instrument"])
    return label(word, "brief-case", who=parts.who(row), count=0 if days == DASH else int(days))


def last_decision(row: Mapping[str, object], decision: Mapping[str, object] | None) -> str:
    """Say what a court or authority decided last in a case, and what INTERPOL decided."""
    if row["kind"] == "correction":
        return _("Not counted: {reason}", reason=parts.case_end(row, row["instrument"]))
    known = [decided.decided(decision)] if decision else []
    if row["oversight_outcome"] != "unknown":
        known.append(parts.case_end(row, row["oversight_outcome"]))
    return opening("; ".join(known)) or _("None known")
