"""A page a case, and what each actor can do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from itertools import groupby
from urllib.parse import quote

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name
from analysis.core.judgement import Recommendation
from analysis.core.messages import DASH, _, _n, label
from analysis.facts import case_register, cases, world
from analysis.facts.summary import world_numbers
from analysis.pages import decided
from analysis.pages.brief import CHECKLIST
from analysis.pages.edited import REWRITTEN, case_note, remarks
from analysis.pages.parts import NOT_INTERPOL, case_names, case_pages, records, sources_of, status, with_case_names
from analysis.pages.words import changed_cell, in_words, link, place, shown
from analysis.site.frame import Entry, page
from analysis.tables.library import cite_report
from analysis.tables.schemas import schema_of


def _advice() -> list[tuple[str, list[dict[str, str]]]]:
    """Return what each actor can do, by actor in the order of the file, each with the number that it rests on."""
    found: dict[str, list[dict[str, str]]] = {}
    for entry in judgement.entries(Recommendation):
        basis = world_numbers()[entry.statistic]
        universe = "" if basis.counted in basis.sentence else basis.counted
        advice = dict(entry, what=entry.recommendation, why=entry.reason, number=basis.sentence, universe=universe)
        found.setdefault(entry.actor, []).append(advice)
    return list(found.items())


def actions() -> bytes:
    """Render what each addressee can do, a checklist, and the way to the Commission."""
    actors = [{"id": name.split()[0].lower(), "name": name, "actions": entries} for name, entries in _advice()]
    content = {
        "actors": actors, "first": actors[0]["id"], "checklist": CHECKLIST,
        "late": world_numbers()["oversight.complaints_late_duration"].sentence, "usual": cases.people_held().counted,
    }  # fmt: skip
    return page("actions.html.j2", "actions.html", _("What to do when a Red Notice arrives"), content)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return what each code of the register means, by column, as the codebook says it."""
    return {
        column: {code: word.removeprefix(f"{label(code)}; ") for code, word in info.metadata["values"].items() if word}
        for column, info in schema_of("cases").columns.items()
    }


#: Facts of a case in words, in their order; then those on what happened to the person.
_JUDGED = ("claim_status", "evidence_grade")
_FACTS = ("requesting_country", "host_country", "instrument", "charge_as_reported", "oversight_outcome")
_PERSON = (
    "held", "held_where", "held_days", "released", "linked", "extradition", "returned", "travel_blocked",
    "asylum_affected",
)  # fmt: skip


def case_page(row: Mapping[str, object]) -> bytes:
    """Render the page of a case: steps, facts, what is unknown, its readers, its history, its address."""
    case_id, asked = str(row["case_id"]), str(row["requesting_country"])
    year, path = shown(row["year"]), case_pages()[case_id]
    held = row["held"] == "yes"
    columns = [name for name in _PERSON if held or (name != "released" and not name.startswith("held_"))]
    known = [name for name in (*_FACTS, *columns) if not _unknown(row[name])]
    decided_on = {str(step["decision"]).partition("_")[0] for step in _by_case("cases_decisions").get(case_id, [])}
    read, steps = _readings()[case_id], _steps(row)
    # INTERPOL's part is asked of an arrest, and its decision of a request to it.
    no_question = {"" if held else "linked", "oversight_outcome" if row["instrument"] in NOT_INTERPOL else ""}
    content = {
        "year": year.replace(DASH, ""), "person": shown(row["public_figure_name"]).replace(DASH, ""),
        "days": _step("held_days", row["held_days"]) if "held_days" in known else "",
        "kind": _kinds()[case_id], "status": label(_kinds()[case_id], "case-status"), "grade": row["evidence_grade"],
        "note": with_case_names(case_note(case_id, row["note"])),
        "steps": steps, "remark": with_case_names(remarks([row["effects_remark"]])).replace(DASH, ""),
        "unknown": [label(name, "step-unknown")
            for name in ("host_country", "charge_as_reported", "oversight_outcome", *columns)
            if name not in {*known, *decided_on, *no_question}],
        "facts": [(label(name, "case-row" if name in _FACTS else "step"), _step(name, row[name])) for name in known],
        "judged": [(label(name, "case-row"), _in_words(name, row[name])) for name in _JUDGED],
        "sources": _sources([sources_of(dict(row)), *(source for _when, found in steps for _what, source in found)]),
        "read": read, "rule": _rule(case_id),
        "flags": dict.fromkeys(label(flag["flag"], "case-flag", explanation=shown(flag["explanation"]))
            for flag in _by_case("cases_flags").get(case_id, [])),
        "history": [_change(change) for change in _by_case("cases_changes").get(case_id, [])],
        "address": path.partition("/")[2],
        "cite": cite_report(_("{name} (case in the register)", name=case_names()[case_id]), path),
        "more": (country_name(asked, with_article=True), quote(country_name(asked))),
    }  # fmt: skip
    crumbs = (Entry(_("Cases"), "cases/index.html"), Entry(country_name(asked), f"{asked}/index.html"))
    return page("case.html.j2", path, case_names()[case_id], content, crumbs)


def case_files() -> dict[str, bytes]:
    """Make the page of each case, by file below the reports."""
    return {case_pages()[str(row["case_id"])]: case_page(row) for row in records(world.release()["cases"])}


def _unknown(value: object) -> bool:
    return shown(value) == DASH or value in ("unknown", "none_known") or value == "not read"


_LINK = re.compile(r"\[[^]]+]\(([^)]+)\)|^[^[]+$")


def _sources(texts: list[str]) -> list[str]:
    """Return the links of texts, one to each address, and titles without an address."""
    return list({found[1] or found[0]: found[0] for text in texts for found in _LINK.finditer(text)}.values())


def _steps(row: Mapping[str, object]) -> list[tuple[str, list[tuple[str, str]]]]:
    """List what happened by time: when, then each step with its source.

    Without a date, a notice is first and others are last. Steps with only a year follow the dated ones of that year.
    """
    sources, own = sources_of(dict(row)), link(row["effects_source_title"], row["effects_source_url"])
    effects = sources if own == DASH else own
    refused = (row["instrument"], row["oversight_outcome"]) == ("request_refused", "refused_by_ndtf")
    no_notice = row["instrument"] in NOT_INTERPOL
    of_interpol = _by_case("interpol_decisions").get(str(row["case_id"]), [])
    codes = tuple(_OUTCOMES.get(str(one["what"]), str(one["what"])) for one in of_interpol)
    said = refused or str(row["oversight_outcome"]).startswith(codes)
    steps = [
        ("year_notice", "instrument", _step("instrument", row["instrument"]), sources),
        ("held_year", "held_where", _step("held_where", row["held_where"]) if row["held"] == "yes" else "", effects),
        ("", "oversight_outcome", "" if said else _step("oversight_outcome", row["oversight_outcome"]), sources),
    ]
    rows = _by_case("cases_decisions").get(str(row["case_id"]), [])
    if not rows:
        steps += [
            ("extradition_year", "extradition", _step("extradition", row["extradition"]), effects),
            ("", "returned", _step("returned", row["returned"]) if row["returned"] == "yes" else "", effects),
        ]
    found = [
        ("" if column == "instrument" and year == DASH and not no_notice else year,
            "" if column == "instrument" and no_notice else year, label(column, "case-step", what=what), source)
        for known, column, what, source in steps if what and not _unknown(row[column])
        for year in [shown(row[known]) if known else DASH]
    ]  # fmt: skip
    for one in of_interpol:
        what = label(one["what"], "interpol-step", organ=label(one["organ"], "interpol-organ"))
        found.append((str(one["date"]), decided.when({**one, "year": None}), what,
            link(one["source_title"], one["source_url"])))  # fmt: skip
    # The order of decisions is known; that of other steps of a year only where each has a date.
    mixed = {key[:4] for key, *_rest in found} - {DASH}
    found = sorted([*found, *_decided(rows)], key=lambda step: (step[0] == DASH, step[0] + "~" * (len(step[0]) == 4)))
    years = [key[:4] for key, *_rest in found]
    return [
        (_("In {year}, order not known", year=at) if at in mixed and years.count(at) > 1
            else at.replace(DASH, _("year not known")),
         [(what[0].upper() + what[1:], source) for *_at, what, source in at_once])
        for at, at_once in groupby(found, lambda step: step[1])
    ]  # fmt: skip


#: What INTERPOL decided on a date -> how the undated code of the case, which then says no more, begins otherwise.
_OUTCOMES = {"kept": "upheld", "reinstated": "upheld"}


def _decided(rows: list[dict[str, object]]) -> list[tuple[str, str, str, str]]:
    """Describe each decision of a case with its date; one without a date follows the one before it."""
    rows = sorted(rows, key=lambda row: int(str(row["sequence"])))
    by_sequence = {str(row["sequence"]): row for row in rows}
    own = [shown(row["date"]) if shown(row["date"]) != DASH else shown(row["year"]) for row in rows]
    own = [later if later.startswith(one) else one for one, later in zip(own, [*own, ""][1:], strict=True)]
    keys = pd.Series(own, dtype=object).replace(DASH, None).ffill().bfill().fillna(DASH)
    found = []
    for key, row in zip(keys, rows, strict=True):
        decider = decided.body(row)
        if shown(row["country"]) != DASH:
            state = _in_words("held_where", row["country"])
            decider = state if row["body"] == "not_stated" else _("{state}, {body}", state=state, body=decider)
        what, ground = label(row["decision"], "decided").lower(), decided.grounds(row["ground"])
        said = _("{who}: {what} ({ground})", who=decider, what=what, ground=ground) if ground else f"{decider}: {what}"
        later = by_sequence.get(shown(row["overturned_by"]))
        if later:
            said = _("{said}; reversed by: {body}, {when}", said=said, body=decided.body(later),
                when=decided.when(later))  # fmt: skip
        source = link(row["source_title"], row["source_url"]).replace(DASH, "")
        found.append((str(key), decided.when(row), said, source))
    return found


#: Questions of the written rule on the status, in its order.
_QUESTIONS = (
    "interpol_part", "decided_by_interpol", "decided_by_host", "protection", "political_target", "grave_charge",
    "private_debt", "status_by_rule", "status_judged",
)  # fmt: skip


def _rule(case_id: str) -> dict[str, object]:
    """Lay out what each reader of the written rule answered, and the status by it; empty if nobody applied it."""
    rows = _by_case("cases_rule").get(case_id, [])
    answers = [[label(name, "rule-question"), *(_answer(name, row[name]) for row in rows)] for name in _QUESTIONS]
    held_out = bool(rows) and str(rows[0]["reader"]).startswith("validation")
    return {
        "heads": [label(row["reader"], "rule-reader") for row in rows],
        "answers": answers if rows else [],
        "about": label("held_out" if held_out else "blind" if rows else "none", "rule-about"),
        "titles_only": any(row["sources_read"] == "no" for row in rows),
    }


def _answer(question: str, answer: object) -> str:
    return label(answer) if question.startswith("status_") else label(answer, "rule-answer")


def _step(column: str, value: object) -> str:
    if column != "held_days":
        return label(value, "case-part") if column == "linked" else _in_words(column, value)
    days = int(float(str(value)))
    return _n("one day", "{count} days", days) if days else _("less than one day")


@cache
def _readings() -> dict[str, dict[str, object]]:
    return {str(row["case_id"]): row for row in records(cases.readings())}


@cache
def _kinds() -> dict[str, str]:
    return {str(row["case_id"]): status(row) for row in records(cases.rows())}


def _in_words(column: str, value: object) -> str:
    if shown(value) == DASH:
        return DASH
    if column in ("requesting_country", "host_country", "held_where"):
        as_host = column != "requesting_country" and value in cases.hosts()
        return f"[{country_name(str(value))}](../{value}/index.html{'#to' if as_host else ''})"
    meaning = meanings().get(column, {}).get(str(value))
    if column in ("evidence_grade", "claim_status"):
        anchor = f"{'grade' if column == 'evidence_grade' else 'status'}-{value}"
        return _("{code}: {meaning}", code=f"[{label(value)}](../methods.html#{anchor})", meaning=str(meaning))
    if column == "charge_as_reported":
        return f"“{shown(value)}”"
    return in_words(column, value)


@cache
def _by_case(table: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows of a table that belong to each row of the register."""
    rows = case_register.interpol_decisions() if table == "interpol_decisions" else world.release()[table]
    return {str(case_id): records(of_case) for case_id, of_case in rows.groupby("case_id", observed=True)}


def _change(row: Mapping[str, object]) -> str:
    release, column = str(row["release"]), row["column"]
    if shown(column) == DASH:
        what = _("Added in release {release}", release=release)
    else:
        name, words = changed_cell(column)
        write = place if name in ("host_country", "held_where") else partial(in_words, name)
        old, new = (with_case_names(write(row[side])) for side in ("old", "new"))
        way = "added" if old == DASH else "removed" if new == DASH else "changed"
        way = "rewritten" if name in REWRITTEN else way
        what = label(way, "case-change", column=words, release=release, old=old, new=new)
    source = "" if shown(row["source_url"]) == DASH else " " + link(_("Source"), row["source_url"])
    return _("{what}. {why}{source}", what=what, why=with_case_names(remarks([row["why"]])), source=source)
