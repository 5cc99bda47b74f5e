"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import incomplete_in_words
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, followed, reference, released, text
from analysis.core.messages import DASH, N_, _, label
from analysis.facts import charges, countries, decisions, evidence, notices, oversight, searched, visibility, world
from analysis.facts.case_register import THROUGH
from analysis.facts.cases import counted_by_host, course, in_country, requesters
from analysis.facts.claims import STATE
from analysis.facts.evidence import CODED, Rating
from analysis.facts.expected import EXPOSED, top_ten
from analysis.facts.indices import INDICES
from analysis.facts.sanctions import UNIVERSE as DESIGNATIONS
from analysis.facts.selection import PUBLISHED, Selection
from analysis.facts.summary import recommendations, world_numbers
from analysis.facts.timeline import of_state
from analysis.pages import blocks, decided, parts, words
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.edited import edited_text
from analysis.pages.parts import REGISTER, best_first, case_pages, columns, graded, outcome, records, table
from analysis.pages.words import estimates_table, shown, value_of
from analysis.pages.words import how_to_cite as how_to_cite
from analysis.stats.estimate import Estimate, Estimates, number
from analysis.stats.evidence_level import chance
from analysis.tables.library import plain
from analysis.tables.release import incomplete_since


def title(place: Selection, numbers: Estimates) -> Section:
    """Show where a country's page is, its finding as its title, and what is chosen otherwise than as published."""
    region, otherwise = countries.regions().get(place.iso3), numbers.get("cases.otherwise")
    crumbs = Prose([_("[All countries](../index.html)"), *([str(region)] if region else [])], "crumbs")
    found = Prose([countries.finding(place, numbers)], "title")
    return section(crumbs, found, Prose([otherwise], "caution") if otherwise else None)


def first_screen(place: Selection, numbers: Estimates, rating: Rating, rows: pd.DataFrame) -> Section:
    """Begin the part on requests by a country: rating, four numbers, cases in time; or what was searched in vain."""
    begin = _panel(place, numbers, "by")
    if searched.has_no_finding(place):
        line = "" if searched.is_searched(place) else text("no_scale")
        return section(begin, _rating(rating, *filter(None, [line])), _searched_in_vain(place, numbers))
    side = section(_hosts(place, counted_by_host(rows)), _what_to_do(place, "by", recommendations()))
    at_a_glance = blocks.side_by_side([_cases_in_time(place, numbers)], side) if len(rows) else None
    return section(begin, _known(place, rating, numbers), at_a_glance, decided.on_requests(place, numbers))


_END = Prose([], "panel-end")


def _panel(place: Selection, numbers: Estimates, which: str) -> Section:
    """Show the heading of a part of the page, by which a tab opens it; then its finding if it is not the page's."""
    counted = numbers["cases.all_in_country" if which == "to" else "cases.all"]
    heading = counted.worded(f"cases.panel_{which}", country=place.iso3)
    is_open = (which == "to") == countries.is_about_host(numbers)
    found = countries.finding(place, numbers, "host" if which == "to" else "requesting", f"countries.finding_{which}")
    texts = [heading] if is_open or not counted.value else [heading, found]
    return section(Prose(texts, "panel" if is_open else "other-panel", which))


def _rating(level: Rating, *lines: str | Estimate) -> blocks.Scale:
    """Show the evidence level with what it rests on."""
    rated = _("Rating: [how well alleged misuse is documented](../methods.html#rule)")
    return blocks.Scale("level", rated, evidence.scale(level.word), level.word, lines)


def _known(place: Selection, level: Rating, numbers: Estimates) -> Section:
    """Show the evidence level with what it rests on, what it cannot show, and four numbers."""
    meaning = _("The rating is “{word}”, {meaning}.", word=level.word, meaning=level.meaning) if level.meaning else ""
    lines: list[str | Estimate] = [meaning, countries.rests_on(place)]
    raised = evidence.would_raise(place).items()
    lines += [label(name, "would-raise", word=word, count=level.inputs[name] + 1) for name, word in raised]
    strongest, *_others = place.evidence_rule.levels
    if level.word == strongest.word and [set(needed) for needed in strongest.any_of] == [{"cases", "families"}]:
        needed = {name: label(count, "word-for", count=count) for name, count in strongest.any_of[0].items()}
        lines.append(label("strongest", "would-raise", **needed))
    lines += [] if level.rests else [text("raised")]
    title = _("Requests by {state} in four numbers", state=place.called)
    front = _figures(place, numbers, "front", title, _first_four(numbers))
    beside = blocks.side_by_side([_rating(level, *(line for line in lines if line))], [_caution(place, "by")])
    return section(beside, front, _actions(place, numbers))


_STATUSES = ("cases.supported", "cases.contested", "cases.unsupported")
#: Number of a first screen -> its words in the table of labels, and the estimates whose values these state too.
_FRONT: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases.all": ("requested", (*_STATUSES, "cases.count")),
    "cases.count": ("well", _STATUSES),
    "cases.people_held": ("held", ("decisions.requests_refused",)),
    "decisions.requests_refused": ("refused", ("decisions.requests_handed_over",)),
    "cases.stopped": ("rejected", ("cases.outcome_unknown", "cases.outcome_pending")),
    "notices.count": ("notices", ()),
    "evidence.sources": ("named", ("evidence.families",)),
    "cases.all_in_country": ("hosted", ("cases.count_in_country",)),
    "cases.people_held_in_country": ("held-here", ()),
    "decisions.refused": ("refused-here", ("decisions.refused_on_rights",)),
    "cases.stopped_in_country": ("rejected", ("cases.outcome_unknown_in_country", "cases.outcome_pending_in_country")),
}  # fmt: skip
_HERE = ("cases.all_in_country", "cases.people_held_in_country", "decisions.refused", "cases.stopped_in_country")


def _first_four(numbers: Estimates) -> tuple[str, ...]:
    """Name the numbers on requests by a country; without a known refusal, one of what is public or who accuses it."""
    others = ("notices.count", "evidence.sources")
    refusals = numbers.get("decisions.requests_refused")
    third = refusals.name if refusals and refusals.value else next(name for name in others if name in numbers)
    first = "cases.count" if numbers["cases.count"].value else "cases.all"
    return (first, "cases.people_held", third, "cases.stopped")


def _figures(place: Selection, numbers: Estimates, name: str, title: str, which: Iterable[str]) -> blocks.Figures:
    return blocks.Figures(name, title, [_number(place, numbers, one) for one in which])


def _number(place: Selection, numbers: Estimates, name: str) -> blocks.Number:
    """Show one number of a first screen, with what it counts and, in a line, what it does not say."""
    word, others = _FRONT[name]
    count, behind = int(numbers[name].value), [numbers[other] for other in others if other in numbers]
    values: dict[str, object] = {"day": world.day(place.snapshot or reference()[0]), "state": place.called}
    values |= dict(zip(("first", "second", "third"), (number(one.value) for one in behind), strict=False))
    remark = word if count or word in ("rejected", "notices") else "none"
    if word == "rejected":
        unknown, pending = behind
        values |= {"whole": number(unknown.n)}
        known = "none-pending" if unknown.value else "no-unknown"
        remark = "all-unknown" if unknown.value == unknown.n else word if pending.value else known
    says = label("well-of-one" if (word, numbers[name].n) == ("well", 1) else word, "front-says", count=count, **values)
    said_not = label(remark, "front-remark", count=count, **values)
    if asylum := int(str(numbers[name].details.get("asylum") or 0)):
        said_not = f"{said_not} {label('asylum', 'front-remark', count=asylum)}"
    of = _("of {count}", count=number(numbers[name].n)) if word == "well" else ""
    return blocks.Number(numbers[name], says, of, said_not, behind, evidence=word not in ("notices", "named"))


def _actions(place: Selection, numbers: Estimates) -> Prose:
    """Show what a reader can take away: two files where there is no case."""
    has_case = any(numbers[name].value for name in ("cases.all", "cases.all_in_country"))
    names = ["brief", "report", "data", "compare"] if has_case else ["report", "data"]
    return Prose([label(name, "act", code=place.iso3) for name in names], "actions")


#: More cases than this are counted by year.
_MOST_MARKS = 24
#: Countries next to the strip that a page shows at once.
_MOST_HOSTS = 6
#: Recommendations on the first screen.
_MOST_ADVICE = 3
#: Cases from which on a title names where most people were.
_DRAWN = 3
#: Counts of what may have happened unseen, in which a dash says that none is known.
_NONE_KNOWN = parts.WAYS | dict.fromkeys(("people_held", "refused", "stopped"), lambda count: str(count or DASH))


def _cases_in_time(place: Selection, numbers: Estimates) -> Chart | blocks.Marks:
    """Show the cases in time, each with its name; of a country with many, counts by year."""
    rows = countries.in_time(place)
    if len(rows) > _MOST_MARKS:
        return parts.cases_chart(rows, place.name, place)
    note = _("Each mark is one case, in the year of its main event. A case is an allegation, not a verdict.")
    years = [int(year) for year in rows["year"].dropna()] or [released().year]
    columns = ["case_id", "year", "kind", "host_country", "effect", "oversight_outcome", "evidence_grade"]
    data = rows[columns].astype({"kind": str}).assign(incomplete_since=incomplete_since())
    late = incomplete_in_words(years)
    items = [
        blocks.Mark(None if pd.isna(year) else int(year), kind, name, label(kind, "mark"), f"../{case_pages()[key]}")
        for key, year, kind, name in zip(data["case_id"], data["year"], data["kind"],
            map(parts.case_name, records(rows)), strict=True)
    ]  # fmt: skip
    texts = f"{REGISTER}{place.years}", world.source("cases"), f"{note} {late}".rstrip()
    ends = min(years), max(years)
    (title,) = Prose([countries.headings(place, numbers)["cases"]]).texts()
    return blocks.Marks("cases_in_time", title, items, data, *ends, *texts, incomplete_since() if late else None)


def _hosts(place: Selection, by_host: pd.DataFrame) -> Table | None:
    if by_host.empty:
        return None
    where = [parts.country_link(code, "to") if code else "" for code in by_host["host_country"]]
    hosts = {_("Country where the person was"): [name or _("not known") for name in where]}
    return table(
        "hosts_of", by_host, hosts, "cases", *_some_known(by_host, "people_held"), first=_MOST_HOSTS,
        title=_where_title(place, by_host), counted=f"{THROUGH}{place.years}", source=world.source("cases"),
        note=_("We count arrests in the country of arrest. A dash means that we know of none."), ways=_NONE_KNOWN,
    )  # fmt: skip


def _some_known(rows: pd.DataFrame, *heads: str) -> list[str]:
    """Name the columns in which some are known."""
    return [head for head in heads if rows[head].any()]


def _where_title(place: Selection, by_host: pd.DataFrame) -> str:
    """Name the country in which most cases concern a person, if there is one and it has several."""
    first, *others = by_host[by_host["host_country"] != ""].to_dict("records") or [{"cases": 0}]
    if first["cases"] < _DRAWN or (others and others[0]["cases"] == first["cases"]):
        return _("Where the people sought by {state} were", state=place.called)
    host = country_name(str(first["host_country"]), with_article=True)
    return _("Requests by {state} most often concern people in {host} ({count} cases)", state=place.called, host=host,
        count=first["cases"])  # fmt: skip


def _caution(place: Selection, which: str) -> Prose:
    """Say what the numbers do not show and, where there are cases, that many sources were read in part."""
    says = N_("**These figures do not show how often {state} misuses INTERPOL.** Most notices are secret.")
    if which == "to":
        says = N_("**These figures do not show how {state} treats requests in general.** We know only cases that "
            "became public.")  # fmt: skip
    return Prose([_(says, state=place.called), text("beginning")], "caution")


#: Who can do something before a person is arrested or sent back.
_ACTORS = ("Interior and police",)


def _what_to_do(place: Selection, which: str, advice: pd.DataFrame) -> Section:
    """Describe what a ministry can do on a request: the first recommendations to the country where it arrives."""
    actions = advice[advice["actor"].isin(_ACTORS)]["recommendation"].head(_MOST_ADVICE)
    heading = _("What a ministry can do when {state} sends a request", state=place.called)
    if which == "to":
        heading = _("What authorities in {state} can do", state=place.called)
    return section(
        Prose([heading], "heading", f"do-{which}"),
        Prose([str(action) for action in actions], "list"),
        Prose([_("[What to do, step by step](../actions.html)")], "aside"),
    )


def _searched_in_vain(place: Selection, numbers: Estimates) -> Section:
    """Show what was searched without a result."""
    meaning = [searched.nothing_known(place)]
    if not place.is_member:
        meaning.append(_("{place} is not itself a member of INTERPOL.", place=place.opening))
    by_snapshot = _list_by_snapshot(place, notices.over_time(place), text("public"))
    heading = _("Where we looked and found nothing") if searched.is_searched(place) else _("What our lists show")
    return section(
        Prose(meaning, "caution"),
        Prose([heading], "heading", "searched"),
        Prose(searched.searches(place), "list"),
        folded(_("INTERPOL’s public list, snapshot by snapshot"), by_snapshot),
        _actions(place, numbers),
    )


def _list_by_snapshot(place: Selection, table: pd.DataFrame, note: str = "") -> Table:
    rows = columns(table, "snapshot_date", "nationals", "requested", "nationality_basis")
    title = _("{state} on INTERPOL’s public list, snapshot by snapshot", state=place.name)
    first, last = map(world.day, followed())
    universe = _("notices public on each date; for {last}, we know who requested a notice only if it was public on "
        "{first}", first=first, last=last)  # fmt: skip
    source = world.source("public_notices_by_requesting_country", "public_notices_by_nationality")
    return Table("on_the_list", title, table, rows, universe, source, note)


def _firmness(place: Selection, word: str) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    firm, tests = evidence.firmness(place), evidence.firmness_tests(place)
    if not tests:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in tests.items()])
    shown_rows = {
        _("Test"): list(tests),
        _("Result"): [chance(e.value) if e.name == "evidence.stays_coding" else value_of(e) for e in tests.values()],
        _("What it says"): [estimate.worded("bare").sentence for estimate in tests.values()],
    }
    title = _("How stable the rating “{word}” is", word=word)
    universe = f"{evidence.INPUTS}{place.inputs}"
    note = f"{text('firmness')} {_meanings([word, *firm.decisive.values()])}".strip()
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _left_out(place: Selection, word: str) -> Table:
    rows = evidence.without_each_input(place)
    heads = [_("Input"), _("Value for {place}", place=place.called), _("Rating without this input")]
    title = _("The inputs of the rating “{word}”, and the rating without each of them", word=word)
    shown_rows, note = rows.set_axis(heads, axis=1).astype(str), _meanings(rows["level_without_it"])
    universe, source = f"{evidence.INPUTS}{place.inputs}", world.source(*evidence.TABLES)
    return Table("evidence_inputs", title, rows, shown_rows, universe, source, note)


def _meanings(words: Iterable[str]) -> str:
    """Describe what each word means that must not stand alone."""
    words = set(words)
    met = [level for level in PUBLISHED.evidence_rule.levels if level.meaning and level.word in words]
    return " ".join(
        _("Some countries are rated “{word}”, {meaning}.", word=level.word, meaning=level.meaning) for level in met
    )


def cases(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show every case with its sources, folded where the strip names it."""
    if rows.empty:
        return section()
    every = _register(place, best_first(rows))
    if len(rows) <= _MOST_MARKS:
        return folded(_("All cases with their sources"), every)
    return section(Prose([countries.headings(place, numbers)["cases"]], "heading", "cases"), every)


def _compared_with_expected(place: Selection, numbers: Estimates) -> Section:
    """Show the cases of a country compared with the number expected, and how many countries could be first."""
    if not numbers["cases.count"].value:
        return section()
    if "cases.ratio" not in numbers:
        return section(Prose([text("no_exposure", place=place.called)]))
    whom, other = (EXPOSED[e] for e in sorted(EXPOSED, key=lambda exposure: exposure != place.exposure))
    ending = "_population" if place.exposure == "refugees" else "_refugees"
    labels = {
        "cases.count": place.heading,
        "evidence.cases_recoded": _("As two independent readers would count"),
    }
    labels |= {"cases.count_in_years": _("Of these, in years with data on {whom}", whom=whom)}
    for end, people in (("", whom), (ending, other)):
        labels[f"cases.person_years{end}"] = _("Person-years of {whom}", whom=people)
        labels[f"cases.expected{end}"] = _("Expected for {whom}", whom=people)
        labels[f"cases.ratio{end}"] = _("Times the expected number, {whom}", whom=people)
        if not end:
            near = "republics" if place.iso3 in world.former_republics() else "others"
            labels["cases.ratio_neighbours"] = _("The same, compared with {others}", others=label(near, "near"))
    compared = [(words, numbers[name]) for name, words in labels.items() if name in numbers]
    title = _("Cases requested by {place}, compared with the number expected", place=place.called)
    table = estimates_table("cases_rates", title, compared, f"{text('detection')} {text('exposure')}")
    too_narrow = _("In [tests on simulated data](../validation/index.html), some intervals were too narrow.")
    return section(table, Prose([*top_ten(place.replace(country=None)), too_narrow]))


def _register(place: Selection, ordered: pd.DataFrame) -> Table:
    """Show register rows with their sources."""
    data = [
        "case_id", "year", "host_country", "instrument", "target_profile", "charge_category", "effect",
        "oversight_outcome", "article_grounds", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
        "source_2_title", "source_2_url",
    ]  # fmt: skip
    return table(
        "cases_register", ordered[data], "case_id", "year", "instrument", "graded",
        {_("Sources"): list(map(parts.sources_of, records(ordered)))}, shown=ordered.assign(graded=graded(ordered)),
        title=_("All cases requested by {place}, well-documented ones first", place=place.called), first=_SHOWN,
        counted=f"{REGISTER}{place.years}", source=world.source("cases"), note=text("grades"),
    )  # fmt: skip


#: Rows of a long table that a page shows at once, of a list of cases, and of the longest list that it shows whole.
_MOST, _SHOWN, _WHOLE = 12, 5, 15


def as_host(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show the part on requests to a country: who asked, what happened there, and what INTERPOL and others decided."""
    begin = _panel(place, numbers, "to")
    if rows.empty:
        none = Prose([numbers["cases.all_in_country"]])
        return section(begin, none, _events(place), _actions(place, numbers), _END)
    title = _("Requests to {state} in four numbers", state=place.called)
    held = numbers["cases.people_held_in_country"]
    steps = decided.course(place, course(place), held)
    days = [numbers[name] for name in ("cases.median_days_held_in_country",) if name in numbers]
    beside = section(steps, Prose(days if steps else [held, *days]) if days or not steps else None)
    return section(
        begin, _caution(place, "to"), _figures(place, numbers, "front_to", title, _HERE), _actions(place, numbers),
        decided.by_country(place, numbers), blocks.side_by_side(beside, section(_requesters(place, rows))),
        _hosted(place, numbers, rows), _events(place), _what_to_do(place, "to", recommendations()), _END,
    )  # fmt: skip


def _requesters(place: Selection, rows: pd.DataFrame) -> Table:
    data = decisions.with_refusals(requesters(rows, place.iso3), place)
    return table(
        "requesters", data, "requesting_country", "cases", *_some_known(data, "people_held", "refused", "stopped"),
        title=_("Cases in {state}, counted by requesting country", state=place.called), counted=in_country(place),
        source=world.source("cases", "cases_effects", "cases_decisions"), first=_MOST_HOSTS,
        note=_("We count only arrests and refusals in {state}. A dash means that we know of none.", state=place.called),
        ways=_NONE_KNOWN,
    )  # fmt: skip


def _hosted(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show the cases that concern people in a country without a decision there; the page has the others above."""
    has_decision = rows["case_id"].isin(decisions.rows(place)["case_id"])
    others = rows[~has_decision].sort_values("year", ascending=False)
    if others.empty:
        return section()
    data = ["case_id", "year", "requesting_country", "effect", "held_days", "oversight_outcome", "evidence_grade",
        "claim_status"]  # fmt: skip
    cells = {label("case_id", "head"): list(map(parts.person_link, records(others)))}
    cells |= {label("outcome", "head"): list(map(outcome, records(others)))} | decided.by_interpol(others)
    heading = countries.headings(place, numbers)["host"]
    heading = _("Cases without a decision listed above") if has_decision.any() else heading
    return section(Prose([heading], "heading", "host"), table(
        "hosted", best_first(rows)[data], "year", cells, "status", shown=others.assign(status=graded(others)),
        title=_("Cases that concern people in {state}, without those above", state=place.called),
        first=_SHOWN * (len(others) > _WHOLE), counted=in_country(place), source=world.source("cases"),
        note=text("grades") + " " + _("Where no decision by INTERPOL is given, we know of none. The data have all."),
    ))  # fmt: skip


def _events(place: Selection) -> Section:
    """Show what courts, ministries, parliament and police of a country decided or said."""
    said = _("What else authorities in {state} decided or said", state=place.called)
    heading = Prose([said], "heading", "authorities")
    events = of_state(place.iso3)
    if events.empty:
        nothing = _("We found no decision or statement by authorities in {state}.", state=place.called)
        return section(heading, Prose([nothing]))
    title = _("Decisions and statements by authorities in {state}, newest first", state=place.called)
    universe, source = _("dated events that we found, for requests by any country"), world.source("oversight_timeline")
    return section(heading, Table("decisions", title, events, _dated(events), universe, source, first=3))


def _dated(events: pd.DataFrame) -> dict[str, object]:
    """Lay out events of the timeline by their edited texts."""
    what = [edited_text(description)[1] for description in events["description"]]
    return columns(events, "date", "actor") | {label("description", "head"): what} | columns(events, "source")


def background(place: Selection, numbers: Estimates, rating: Rating, programmes: pd.DataFrame) -> Section:
    """End the part on requests by a country: its public notices, law, sanctions, and how stable its rating is."""
    if searched.has_no_finding(place):
        return section(_END)
    by_snapshot, headings = notices.over_time(place), countries.headings(place, numbers)
    known = by_snapshot[["nationals", "requested"]].gt(0).any(axis=None)
    unseen = notices.number_or_none(visibility.with_bounds, place)
    single = [evidence.decisive_input(place).worded("short")] if rating.rests else []
    lines = [_sentence(name, headings[name]) for name in ("governance", "sanctions")]
    return section(
        Prose([_("Public notices, law and sanctions")], "heading", "public"),
        Prose([headings["public"], text("public"), *oversight.leaked(place), *lines], "list"),
        folded(
            _("For researchers: public notices, governance, sanctions, and how stable the rating is"),
            _statistics(place, numbers), _list_by_snapshot(place, by_snapshot) if known else None,
            _charges(place, numbers), Prose([unseen]) if unseen else None,
            _governance(place, numbers), _programmes(place, programmes) if len(programmes) else None,
            _compared_with_expected(place, numbers), Prose(single) if single else None,
            _firmness(place, rating.word), _left_out(place, rating.word),
        ),
        _END,
    )  # fmt: skip


#: Numbers of a country's public notices, with their words.
_NOTICES = {
    "notices.count": _("Public notices requested"),
    "notices.rate": _("Per million inhabitants"),
    "notices.rate_of_all": _("World, per million inhabitants"),
    "notices.own_national_share": _("Share against the country’s own nationals"),
    "notices.delisted_share": _("Share no longer on the list on the second date"),
}


def _statistics(place: Selection, numbers: Estimates) -> Table | None:
    rows = [(words, numbers[name]) for name, words in _NOTICES.items() if name in numbers]
    if place.snapshot and place.snapshot not in notices.snapshots_with_requesters():
        rows = [(_("Public notices that name nationals"), numbers["notices.nationals"])]
    elif "notices.count" not in numbers:
        return None
    note = f"{text('counted')} {text('left')} {text('inferred')} {notices.caution(place)}".strip()
    title = _("Public notices requested by {place}", place=place.called)
    return estimates_table("public_statistics", title, rows, note)


def _charges(place: Selection, numbers: Estimates) -> Section:
    """Show how far the charges in a country's public notices are Article 3-sensitive, and who else confirms them."""
    if "notices.sensitive_share" not in numbers:
        word = N_("In our snapshots of INTERPOL’s public list, we found no notice requested by {place}.")
        if charges.notices_of(place):
            word = N_("Of the notices public on both dates that we compare, we attribute fewer than five to {place}, "
                "so we do not publish their charges.")  # fmt: skip
        elif "notices.count" in numbers and numbers["notices.count"].value:
            word = N_("No notice requested by {place} was on INTERPOL’s public list on both dates that we compare.")
        return section(Prose([_(word, place=place.called)]))
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    title = _("Charges in public notices requested by {place}", place=place.called)
    rows: list[tuple[str, Estimate]] = []
    kinds = {"sensitive_share_strict": _("strict"), "sensitive_share": _("broad")}
    for name, kind in kinds.items():
        median = world_numbers()[f"notices.{name}_median"]
        rows.append((_("Charges sensitive under Article 3 ({kind} definition)", kind=kind), numbers[f"notices.{name}"]))
        rows.append((label("median", "over-states", states=int(median.n), kind=kind), median))
    if "sanctions.corroboration" in numbers:
        what = _("Share of those sought on security charges who are also sanctioned")
        rows.append((what, numbers["sanctions.corroboration"]))
    table = estimates_table("charge_statistics", title, rows, note)
    return section(Prose([text("charges")]), table)


def reactions(place: Selection, numbers: Estimates, measures: pd.DataFrame, mentions: pd.DataFrame) -> Section:
    """Show measures that concern a country, who accuses it and who complains, and where claims on it are checked."""
    headings, vain = countries.headings(place, numbers), searched.has_no_finding(place)
    found = {"measures": measures, "named": mentions}
    nothing = [headings[name] for name, rows in found.items() if rows.empty and not vain]
    complained = evidence.rating(place).inputs["complaints"]
    return section(
        None if measures.empty else _responses(place, headings["measures"], measures),
        _accusations(place, numbers, headings["named"], mentions) if not vain or complained else None,
        [Prose([_("What we did not find")], "heading", "nothing"), Prose(nothing, "list")] if nothing else None,
        Prose([_("[The founding article, claim by claim](../claims/index.html)")]) if place.iso3 == STATE else None,
    )


def _accusations(place: Selection, numbers: Estimates, heading: Estimate | str, mentions: pd.DataFrame) -> Section:
    """Show the documents that name a country, each with its kind of source, and complaints, as far as known."""
    known = [f"oversight.complaints{where}" for where in ("", "_outside_lists")]
    estimates = [numbers[name] for name in known if name in numbers]
    derived = _("We work out these limits from the Commission’s [top-ten lists](../methods.html#intervals).")
    complaints = Prose([*estimates, derived, text("complaints")])
    if mentions.empty:
        return folded(_("Complaints to INTERPOL’s Commission, as far as known"), complaints)
    lines = Prose([evidence.families_naming(place), text("mentions")])
    line = _("The documents, with their sources, and complaints to INTERPOL’s Commission")
    every = folded(line, _table(place, plain(mentions)), complaints)
    return section(Prose([heading], "heading", "named"), lines, every)


def _table(place: Selection, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "source_title"], ascending=[False, True])
    shown_rows = columns(ordered, "year", "family", "wording_category", "source")
    universe, source = _("documents that we found"), world.source("country_mentions")
    title = _("Documents that name {place}", place=place.called)
    return Table("mentions", title, ordered, shown_rows, universe, source)


def _governance(place: Selection, numbers: Estimates) -> Table | None:
    indices = [name for name in INDICES if f"countries.{name}" in numbers]
    latest = [(label(name, "governance-index"), numbers[f"countries.{name}"]) for name in indices]
    title = _("Latest values of governance indices for {place}", place=place.called)
    return estimates_table("governance_latest", title, latest, text("governance")) if latest else None


def _sentence(name: str, heading: Estimate | str) -> Estimate | str:
    return f"{heading}." if isinstance(heading, str) else heading.worded(f"countries.sentence_{name}")


def _responses(place: Selection, heading: Estimate | str, rows: pd.DataFrame) -> Section:
    """Show dated measures, rulings and reactions that concern a country, the newest first."""
    title = Prose([heading], "heading", "responses")
    universe, note = _("measures, rulings and reactions"), _("Nothing listed here is a verdict on a person.")
    caption = _("Measures, rulings and reactions that concern {state}, newest first", state=place.called)
    source = world.source("oversight_timeline")
    table = Table("measures", caption, plain(rows), _dated(plain(rows).iloc[::-1]), universe, source, note, first=2)
    return section(title, table)


def ending(place: Selection) -> Section:
    """Show what holds for both parts: what the numbers cannot show, their tables, refusals, and how to cite."""
    line = _("Sources, limits and how to cite")
    if searched.has_no_finding(place):
        return section(Prose([line], "heading", "sources-of"), Prose([text("limits_elsewhere")]), how_to_cite(place))
    more = Prose([text("refused"), _("More on [INTERPOL’s checks](../oversight/index.html).")])
    tables = blocks.on_screen(words.sources())
    cite = Prose([label(name, "act", code=place.iso3) for name in ("bibtex", "ris")])
    return folded(line, words.limits(), more, tables, Prose([text("about_tables")]), how_to_cite(place), cite)


def _programmes(place: Selection, data: pd.DataFrame) -> Table:
    kinds = [kind for kind in ("person", "entity", "vessel", "aircraft") if kind in data]
    shown_rows = {
        _("Authority"): [SENDERS[sender].split(",")[0] for sender in data["list"]],
        _("Programme"): data["programme"].map(shown),
        **{label(kind).capitalize(): data[kind].map(number) for kind in kinds},
        **columns(data, "all"),
        _("Years"): list(map(_span, data["first_year"], data["last_year"])),
    }
    title = _("Sanctions listings under programmes on {place}", place=place.called)
    source = world.source("designations_by_programme")
    return Table("programmes", title, data, shown_rows, DESIGNATIONS, source, text("sanctions"), first=_MOST)


def _span(first: object, last: object) -> str:
    low, high = shown(first), shown(last)
    return low if low in (DASH, high) else _("{low} to {high}", low=low, high=high)
