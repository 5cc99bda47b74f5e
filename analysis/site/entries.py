"""A page a case, and what each actor can do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name
from analysis.core.judgement import Recommendation
from analysis.core.messages import DASH, _, _n, label
from analysis.facts import case_register, cases, decisions, world
from analysis.facts.summary import world_numbers
from analysis.pages import decided
from analysis.pages.brief import CHECKLIST
from analysis.pages.edited import REWRITTEN, Sentence, case_sentences, decision_text, reasons
from analysis.pages.parts import NOT_INTERPOL, case_names, case_pages, records, status, with_case_names
from analysis.pages.words import changed_cell, date_in_words, in_words, link, place, shown
from analysis.site.frame import Entry, page
from analysis.stats.estimate import listed
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


#: What happened to a person; the facts of a case that its page lists in words; and those that other parts of it show.
_PERSON = (
    "held", "held_where", "held_days", "released", "linked", "extradition", "returned", "travel_blocked",
    "asylum_affected",
)  # fmt: skip
_FACTS = ("charge_as_reported", "host_country", *_PERSON, "year")
_STEPS = ("held_where", "held_days", "extradition")


def case_page(row: Mapping[str, object]) -> bytes:
    """Render the page of a case: steps, facts, what is unknown, its readers, its history, its address."""
    case_id, asked = str(row["case_id"]), str(row["requesting_country"])
    held, kind, path = row["held"] == "yes", status(_by_case("rows")[case_id][0]), case_pages()[case_id]
    columns = [name for name in _PERSON if held or (name != "released" and not name.startswith("held_"))]
    known = {name for name in (*_FACTS, "oversight_outcome") if not _unknown(row[name])}
    decided_on = {str(step["decision"]).partition("_")[0] for step in _by_case("cases_decisions").get(case_id, [])}
    sentences, sources = case_sentences(row), _sources(row, "source_1_", "source_2_")
    steps, context = _steps(row, sentences)
    for step in steps:
        sources |= {key: source for key, source in step.sources.items() if key not in sources}
    answered = {sentence.step for sentence in sentences}
    # What the title and the steps say.
    elsewhere = {"held": "held_where" in known, "linked": "held_where" in known, "returned": row["returned"] == "yes",
        "travel_blocked": row["effect"] == "travel_blocked", "host_country": row["host_country"] == row["held_where"],
        "year": any(step.key != DASH for step in steps)}  # fmt: skip
    told = {*_STEPS, *decided_on, *answered - {"charge_as_reported"}, *(name for name, so in elsewhere.items() if so)}
    # INTERPOL's part is asked of an arrest, its decision of a request to it, extradition of who was not handed over.
    no_question = {"" if held else "linked", "oversight_outcome" if row["instrument"] in NOT_INTERPOL else "",
        "extradition" if row["returned"] == "yes" else ""}  # fmt: skip
    content = {
        "names": listed(shown(row["public_figure_name"]).replace(DASH, "").split("; ")),
        "days": _step("held_days", row["held_days"]) if "held_days" in known else "", "kind": kind,
        "context": " ".join(context), "with_names": with_case_names,
        "steps": [(step, [[*sources].index(key) + 1 for key in step.sources]) for step in steps],
        "markers": [kind for kind in _MARKERS if kind in {step.kind for step in steps}],
        "unknown": [name for name in ("host_country", "charge_as_reported", "oversight_outcome", *columns)
            if name not in {*known, *answered, *no_question} and name.partition("_")[0] not in decided_on],
        "facts": {name: _step(name, row[name]) for name in _FACTS if name in known - told},
        "row": row, "graded": meanings()["evidence_grade"][str(row["evidence_grade"])],
        "meaning": meanings()["claim_status"][str(row["claim_status"])],
        "refusing": [country_name(code, with_article=True) for code in decisions.refused_by().get(case_id, [])],
        "people": 1 + any(flag["flag"] == "group_row" for flag in _by_case("cases_flags").get(case_id, [])),
        "read": _by_case("readings")[case_id][0], "rule": _by_case("cases_rule").get(case_id, []),
        "sources": list(sources.values()), "listed": listed,
        "flags": dict.fromkeys(label(flag["flag"], "case-flag", explanation=shown(flag["explanation"]))
            for flag in _by_case("cases_flags").get(case_id, [])),
        "history": list(map(_change, _by_case("cases_changes").get(case_id, []))),
        "cite": cite_report(_("{name} (case in the register)", name=case_names(titles=True)[case_id]), path),
        "more": (country_name(asked, with_article=True), country_name(asked)),
    }  # fmt: skip
    crumbs = (Entry(_("Cases"), "cases/index.html"), Entry(country_name(asked), f"{asked}/index.html"))
    return page("case.html.j2", path, case_names(titles=True)[case_id], content, crumbs)


def case_files() -> dict[str, bytes]:
    """Make the page of each case, by file below the reports."""
    return {case_pages()[str(row["case_id"])]: case_page(row) for row in records(world.release()["cases"])}


def _unknown(value: object) -> bool:
    return shown(value) == DASH or value in ("unknown", "none_known") or value == "not read"


def _sources(row: Mapping[str, object], *which: str) -> dict[str, str]:
    """Return the sources in columns of a row as links with their dates, by address or, without one, by title."""
    found = {}
    for title, url, date in ([row.get(f"{start}{name}") for name in ("title", "url", "date")] for start in which):
        when = "" if shown(date) == DASH else f", {date_in_words(date)}"
        found[shown(title if shown(url) == DASH else url)] = f"{link(title, url)}{when}"
    return {key: source for key, source in found.items() if key != DASH}


class Step(NamedTuple):
    """What happened: its name, its place in time, when in words, its marker, what, its sources, and what else."""

    name: str
    key: str
    when: str
    kind: str
    what: str
    sources: dict[str, str]
    text: str = ""


#: Markers of steps, in the order of their key, with the codes of the steps that have them.
_MARKERS: dict[str, tuple[str, ...]] = {
    "interpol": ("instrument", "oversight_outcome"), "arrest": ("held_where",),
    "refused": ("refused", "extradition_refused"),
    "granted": ("granted", "extradition_granted", "handed_over", "returned"),
    "released": ("released", "released_on_bail_or_house_arrest"), "other": (),
}  # fmt: skip
#: Markers of decisions that an arrest precedes.
_ON_ARREST = ("refused", "granted", "released")


def _marker(code: object) -> str:
    return next((kind for kind, codes in _MARKERS.items() if code in codes), "other")


#: Answers about an arrest that stand below it.
_OF_ARREST = ("held", "held_days", "released", "linked", "travel_blocked")


def _with_sentences(
    steps: list[Step], sentences: list[Sentence], sources: Mapping[str, dict[str, str]]
) -> tuple[list[Step], list[str]]:
    """Add sentences to the steps to which they belong, and dated ones as steps of their own; return the others too."""
    below: dict[str, list[str]] = {step.name: [step.text] for step in steps}
    context = []
    for original, step, date, _shown, text in (one for one in sentences if one.shown == "yes"):
        name = "held_where" if step in _OF_ARREST and not date and "held_where" in below else step
        if name in below:
            below[name].append(text)
        elif date:
            kind = step if step in _MARKERS else _marker(step)
            steps.append(Step("", date, date_in_words(date), kind, "", sources[original], text))
        else:
            context.append(text)
    complete = [step._replace(text=" ".join(below.pop(step.name, [step.text])).strip()) for step in steps]
    return sorted(complete, key=lambda step: (step.key == DASH, step.key + "~" * (len(step.key) in _LESS))), context


def _steps(row: Mapping[str, object], sentences: list[Sentence]) -> tuple[list[Step], list[str]]:
    """List what happened by time, and the sentences that belong to no step.

    A notice is first in its year, or of all; an arrest precedes what its country decided on it. Other steps without a
    day follow the dated ones of their year, and those without a year are last.
    """
    case_id, of_case = str(row["case_id"]), _sources(row, "source_1_", "source_2_")
    effects, no_notice = _sources(row, "effects_source_") or of_case, row["instrument"] in NOT_INTERPOL
    of_interpol, rows = (_by_case(table).get(case_id, []) for table in ("interpol_decisions", "cases_decisions"))
    rows = sorted(rows, key=lambda one: int(str(one["sequence"])))
    decisions = _decided(rows)
    codes = tuple(_OUTCOMES.get(str(one["what"]), str(one["what"])) for one in of_interpol)
    refused = (row["instrument"], row["oversight_outcome"]) == ("request_refused", "refused_by_ndtf")
    known = {"instrument": "year_notice", "held_where": "held_year"}
    known |= {} if refused or str(row["oversight_outcome"]).startswith(codes) else {"oversight_outcome": ""}
    known |= {} if rows else {"extradition": "extradition_year", "returned": ""}
    dates = {sentence.step: sentence.date for sentence in reversed(sentences) if sentence.date}
    found, link_is_coded = [], "linked" not in {one.step for one in sentences} and not _unknown(row["linked"])
    no_step = (*_NO_STEP, ("instrument", "request_refused") if "refused" in codes else ())
    for column in (name for name in known if not _unknown(row[name]) and (name, row[name]) not in no_step):
        date = key = shown(dates.get(column, row.get(known[column])))
        step = "withdrawn" if row[column] == "withdrawn_by_requesting_state" else column
        when, kind = date_in_words(date), _marker(row[column] if column == "extradition" else step)
        if column == "instrument":
            kind, when = ("other", when.replace(DASH, "")) if no_notice else (kind, when)
            key = "" if date == DASH else date if column in dates or "refused" in codes else f"{date}-"
        elif column == "held_where":
            own = (step.key for step, one in zip(decisions, rows, strict=True) if step.kind in _ON_ARREST
                and shown(one["country"]) in (DASH, row["held_where"]))  # fmt: skip
            key = next((day for day in own if date == DASH or day.startswith(date)), date)
        what = label(step, "case-step", what=_step(column, row[column]))
        text = label(row["linked"], "case-linked") if column == "held_where" and link_is_coded else ""
        found.append(Step(column, key, when, kind, what, of_case if column in _MARKERS["interpol"] else effects, text))
    for one in of_interpol:
        what = label(one["what"], "interpol-step", organ=label(one["organ"], "interpol-organ"))
        kind = "other" if one["organ"] == "person" else "interpol"
        name, when = " ".join(("interpol", str(one["date"]))), decided.when({**one, "year": None})
        found.append(Step(name, str(one["date"]), when, kind, what, _sources(one, "source_")))
    return _with_sentences([*found, *decisions], sentences, {"note": of_case, "effects_remark": effects})


#: Lengths of dates without a day; such a step follows those with a day in its year or month.
_LESS = (4, 7)
#: What is known of a case but no event.
_NO_STEP = (("returned", "no"), ("instrument", "none_found"))
#: What INTERPOL decided on a date -> how the undated code of the case, which then says no more, begins otherwise.
_OUTCOMES = {"kept": "upheld", "reinstated": "upheld"}


def _decided(rows: list[dict[str, object]]) -> list[Step]:
    """Describe each decision of a case with its date; one without a date follows the one before it."""
    by_sequence = {str(row["sequence"]): row for row in rows}
    own = [shown(row["date"]) if shown(row["date"]) != DASH else shown(row["year"]) for row in rows]
    own = [later if later.startswith(one) else one for one, later in zip(own, [*own, ""][1:], strict=True)]
    keys = pd.Series(own, dtype=object).replace(DASH, None).ffill().bfill().fillna(DASH)
    found = []
    for key, row in zip(keys, rows, strict=True):
        step, later = _decision(row), by_sequence.get(shown(row["overturned_by"]))
        if later:
            step = step._replace(what=_("{said}; later reversed ({body}, {when})", said=step.what,
                body=decided.body(later), when=decided.when(later)))  # fmt: skip
        found.append(step._replace(key=str(key)))
    return found


def _decision(row: Mapping[str, object]) -> Step:
    """Describe a decision: which country and court decided what on which ground, as far as they are known."""
    who, what, ground = decided.body(row), label(row["decision"], "decided").lower(), decided.grounds(row["ground"])
    court, text = decision_text(row)
    if shown(row["country"]) != DASH:
        state = _in_words("held_where", row["country"])
        who = _("{state}, {body}", state=state, body=who) if court or row["body"] != "not_stated" else state
    what = f"{who}: {what} ({ground})" if ground else f"{who}: {what}"
    when = decided.when(row) if {shown(row["date"]), shown(row["year"])} != {DASH} else DASH
    return Step(str(row["sequence"]), "", when, _marker(row["decision"]), what, _sources(row, "source_"), text)


def _step(column: str, value: object) -> str:
    if column != "held_days":
        return label(value, "case-part") if column == "linked" else _in_words(column, value)
    days = int(float(str(value)))
    return _n("one day", "{count} days", days) if days else _("less than one day")


def _in_words(column: str, value: object) -> str:
    if shown(value) == DASH:
        return DASH
    if column in ("requesting_country", "host_country", "held_where"):
        as_host = column != "requesting_country" and value in cases.hosts()
        return f"[{country_name(str(value))}](../{value}/index.html{'#to' if as_host else ''})"
    if column == "charge_as_reported":
        return f"“{shown(value)}”"
    return in_words(column, value)


@cache
def _by_case(table: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows of a table that belong to each row of the register."""
    own = {"interpol_decisions": case_register.interpol_decisions, "readings": cases.readings, "rows": cases.rows}
    rows = own[table]() if table in own else world.release()[table]
    return {str(case_id): records(of_case) for case_id, of_case in rows.groupby("case_id", observed=True)}


def _change(row: Mapping[str, object]) -> tuple[str, str]:
    """Describe a change of a case, and why it was made."""
    release, column = str(row["release"]), row["column"]
    if shown(column) == DASH:
        what = _("Added in release {release}", release=release)
    else:
        name, words = changed_cell(column)
        write = place if name in ("host_country", "held_where") else partial(in_words, name)
        old, new = (with_case_names(write(row[side])) for side in ("old", "new"))
        way = "rewritten" if name in REWRITTEN else "added" if old == DASH else "removed" if new == DASH else "changed"
        what = label(way, "case-change", column=words, release=release, old=old, new=new)
    source = "" if shown(row["source_url"]) == DASH else " " + link(_("Source"), row["source_url"])
    return what, f"{with_case_names(reasons([row['why']]))}{source}"
