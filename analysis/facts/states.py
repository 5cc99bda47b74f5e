"""All states side by side, and the numbers of one state's page: what is documented, public, searched and not found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from analysis.core.countries import country_name, fold, members
from analysis.core.judgement import reference, released
from analysis.core.messages import _, _n, label
from analysis.facts import cases, evidence, indices, notices, world
from analysis.facts.cases import ROWS
from analysis.facts.world import Place, day, open_place
from analysis.stats.estimate import Estimate, listed, number
from analysis.tables.release import FAMILIES
from analysis.tables.shipped import Ring
from analysis.tables.shipped import world as outlines

__all__ = ["finding", "found_around", "front", "headings", "in_time", "neighbours", "on_the_list", "recent", "searched"]

#: What stands for a number that is not known.
WITHOUT = "–"


@cache
def overview() -> pd.DataFrame:
    """Return one row a state or territory: level, cases, families, host rows and region."""
    table, words = evidence.evidence_table(), evidence.evidence_words()
    register = world.release().cases
    supported = register.query("claim_status == 'supported'")["requesting_country"].value_counts()
    detained = register[cases.with_people_held(register)]
    refused = detained[detained["extradition"] == "refused"]
    held_by, refused_by = (rows["requesting_country"].value_counts().to_dict() for rows in (detained, refused))
    by_host = cases.counted_by_host(register).set_index("host_country")
    hosted, held_in = by_host["cases"].to_dict(), by_host["people_held"].to_dict()
    regions = world.release().regions.set_index("iso3")["region"]
    order = {word: place for place, word in enumerate(evidence.words_in_order())}
    codes = [str(code) for code in table.index]
    found = pd.DataFrame(
        {
            "iso3": codes,
            "name": [country_name(code) for code in codes],
            "region": [str(regions.get(code, "")) for code in codes],
            "member": [Place(code).is_member for code in codes],
            "level": [str(words[code]) for code in codes],
            "order": [order[str(words[code])] for code in codes],
            "strong": table["S"].astype(int).to_list(),
            "supported": supported.reindex(codes, fill_value=0).astype(int).to_list(),
            "rows": register["requesting_country"].value_counts().reindex(codes, fill_value=0).astype(int).to_list(),
            "families": table["F"].astype(int).to_list(),
            "people_held": [held_by.get(code, 0) for code in codes],
            "held_and_refused": [refused_by.get(code, 0) for code in codes],
            "hosted": [hosted.get(code, 0) for code in codes],
            "held_here": [held_in.get(code, 0) for code in codes],
        }
    )
    return found.sort_values("name", key=lambda names: names.map(fold), ignore_index=True)


def profile(country: str | Place, level: float | None = None) -> dict[str, Estimate | str]:
    """Return what can be set side by side of two states, each with its universe."""
    place = world.open_place(country, level)
    rows = cases.cases_of(place)
    expected = cases.expected(place.level)
    return {
        "level": evidence.level(place.iso3).word,
        "strong": cases.count(place),
        "rows": cases.register_rows(place),
        "ratio": expected.model.ratios.estimates.get(place.iso3, WITHOUT),
        "instruments": _by_kind(rows, "instrument"),
        "held": cases.people_held(place),
        "refused": cases.held_and_refused(place),
        "hosted": cases.taken_effect(place),
        "held_here": cases.people_held(place, role="host"),
        "decisions": _by_kind(cases.without_corrections(rows), "oversight_outcome"),
        "notices": notices.count(place) or WITHOUT,
        "families": evidence.families_naming(place),
        "sources": evidence.sources_naming(place),
    }


@cache
def worldwide() -> dict[str, Estimate]:
    """Numbers of the home page."""
    rows = world.release().cases
    through = cases.without_corrections(rows)
    refused = cases.held_cases().query("extradition == 'refused' and claim_status == 'supported'")
    stopped = through[through["oversight_outcome"].isin(cases.REFUSED)]
    return {
        "strong": cases.register(),
        "held": cases.people_held(),
        "held_supported": _of_register(
            _supported_held(), len(through), _("supported cases in which someone was arrested or held")
        ),
        "held_unknown": _of_register(
            int((rows["held"] == "unknown").sum()), len(rows), _("cases that do not say whether anyone was arrested")
        ),
        "held_and_refused": cases.held_and_refused(),
        "refused_supported": _of_register(
            len(refused), len(through), _("supported cases in which someone was arrested and extradition was refused")
        ),
        **({"days": days} if (days := cases.days_held()) else {}),
        "hosts": _of_register(len(cases.hosts()), len(through), _("countries where a case took effect")),
        "stopped": _of_register(
            len(stopped), len(through), _("cases in which INTERPOL refused, deleted or blocked the request")
        ),
    }


def _of_register(count: int, whole: int, what: str) -> Estimate:
    sentence = _("{what}: {count}, in {rows} cases of the register.", count=count, what=what, rows=whole)
    return world.counted(count, what, cases.THROUGH, sentence, "cases", n=float(whole))


def _by_kind(rows: pd.DataFrame, column: str) -> str:
    counts = cases.breakdown(rows, column)
    kinds = zip(counts["value"], counts["cases"], strict=True)
    return "; ".join(_("{kind}: {count}", kind=label(kind), count=count) for kind, count in kinds) or WITHOUT


SUPPORTED = _("supported cases of every grade")


#: Years before that of the release from which a case is recent.
_RECENT = 5


def _of(count: int, place: Place, unit: str, universe: str = SUPPORTED, whole: int | None = None) -> Estimate:
    """Count rows of a state's register; ``n`` is what they are part of."""
    sentence = _("{place}, {unit}: {count}.", place=place.name, unit=unit, count=count)
    n = None if whole is None else float(whole)
    return world.counted(count, unit, f"{universe}{place.choices.years}", sentence, "cases", n=n)


def front(country: str | Place) -> dict[str, Estimate]:
    """Return the numbers of the first screen of a state's page.

    Cases it requested: ``rows``, ``supported``, ``strong`` (well documented), ``contested`` and ``unsupported``;
    without corrections: ``held`` (people held), ``held_supported``, ``held_hosts`` (countries of arrest, named in the
    sentence), ``refused`` (and extradition refused), ``over`` (handed over), ``rejected`` (refused, deleted or blocked
    by INTERPOL), ``unknown`` and ``pending`` (its decision). ``named`` (sources that name the country), ``families``,
    ``hosted`` (cases that took effect in it), ``held_here``, ``refused_here``, ``level`` (what the rating rests on),
    and ``notices`` where its public notices can be counted.

    Examples
    --------
    >>> found = front("Belarus")
    >>> int(found["supported"].value), int(found["supported"].n), int(found["strong"].value)
    (12, 18, 10)
    """
    return dict(_front(open_place(country)))


@cache
def _front(place: Place) -> dict[str, Estimate]:
    rows = cases.cases_of(place)
    through = cases.without_corrections(rows)
    status = rows["claim_status"].value_counts().to_dict()
    decided = through["oversight_outcome"].fillna("unknown")

    def of_cases(count: int, unit: str) -> Estimate:
        return _of(count, place, unit, ROWS, len(rows))

    def of_through(count: int, unit: str) -> Estimate:
        return _of(count, place, unit, cases.THROUGH, len(through))

    found = {
        "rows": cases.register_rows(place),
        "supported": of_cases(status.get("supported", 0), _("supported cases")),
        "strong": replace(cases.count(place), n=float(len(rows))),
        "contested": of_cases(status.get("contested", 0), _("disputed cases")),
        "unsupported": of_cases(status.get("unsupported", 0), _("cases that are not supported")),
        "held": cases.people_held(place),
        "held_supported": _of(_supported_held(place), place, _("supported cases with people arrested"), cases.THROUGH),
        "held_hosts": _hosts_in_words(place, rows),
        "refused": replace(cases.held_and_refused(place), unit=_("Of these, extradition refused")),
        "over": replace(cases.returned(place), unit=_("handed over to the requesting country")),
        "rejected": of_through(
            int(decided.isin(cases.REFUSED).sum()), _("cases refused, deleted or blocked by INTERPOL")
        ),
        "unknown": of_through(int((decided == "unknown").sum()), _("cases without a known decision of INTERPOL")),
        "pending": of_through(int((decided == "pending").sum()), _("cases with a decision pending")),
        "named": evidence.sources_naming(place),
        "families": evidence.families_naming(place),
        "hosted": cases.taken_effect(place),
        "held_here": cases.people_held(place, role="host"),
        "refused_here": cases.held_and_refused(place, role="host"),
    }
    found["level"] = _level_hangs(place)
    public = notices.statistics(place)
    return found | ({"notices": public[0][1]} if public else {})


def _supported_held(country: Place | None = None) -> int:
    return int((cases.held_cases(country)["claim_status"] == "supported").sum())


def _level_hangs(place: Place) -> Estimate:
    inputs = {name: int(value) for name, value in evidence.level(place).inputs.items()}
    count, families = inputs["cases"], inputs["families"]
    sentence = _(
        "{cases_words}; {families_words}{complaints_words}.",
        cases_words=_n("One well-documented case", "{count} well-documented cases",
            count) if count else _("No well-documented case"),
        families_words=_n("accused by one of four kinds of source", "accused by {count} of four kinds of source",
            families) if families else _("accused by no kind of source"),
        complaints_words=_("; among the ten countries with the most complaints") if inputs["complaints"] else "",
    )  # fmt: skip
    return replace(evidence.stated(place), sentence=sentence)


#: Host states that are named beside the number of cases with a detention.
_HOSTS_NAMED = 5


def _hosts_in_words(place: Place, rows: pd.DataFrame) -> Estimate:
    """Count the countries of arrest of some cases; the sentence names the first, with their cases."""
    table = cases.counted_by_host(rows)
    known = table[(table["host_country"] != "") & (table["people_held"] > 0)]
    known = known.sort_values("people_held", ascending=False, kind="stable")
    shown, more = known.head(_HOSTS_NAMED), known.iloc[_HOSTS_NAMED:]
    named = [
        _("{host} {count}", host=country_name(str(x.host_country)), count=x.people_held) for x in shown.itertuples()
    ]
    named += [_("elsewhere {count}", count=int(more["people_held"].sum()))] if len(more) else []
    counted = _of(len(known), place, _("countries of arrest"), cases.THROUGH)
    return replace(counted, sentence=", ".join(named) or place.name)


def finding(country: str | Place) -> Estimate:
    """Say in one line what was found on a state: the title of its page.

    The count that the line begins with: well-documented cases; else cases that took effect in the country where these
    are more than those it requested; else all cases it requested, else sources that name it.

    Examples
    --------
    >>> finding("Belarus").sentence
    'Belarus: ten well-documented cases, people arrested in twelve cases, five requests refused or deleted by INTERPOL'
    """
    place, numbers = open_place(country), front(country)
    as_host = not numbers["strong"].value and numbers["hosted"].value > numbers["rows"].value
    order = ("hosted",) if as_host else ("strong", "rows", "named", "hosted")
    first = next(name for name in order if numbers[name].value or name == "hosted")
    after = {"strong": ("held", "rejected"), "rows": ("held", "rejected"), "hosted": ("held_here", "refused_here")}
    parts = [first, *(name for name in after.get(first, ()) if numbers[name].value)]
    counts = [(name.replace("_", "-"), int(numbers[name].value), int(numbers[name].n)) for name in parts]
    clauses = [
        label(name if n else "nothing", "finding", count=n, spelled=_in_words(n), whole=whole)
        for name, n, whole in counts
    ]
    title = ", ".join(clauses)
    return replace(numbers[first], sentence=_("{state}: {told}", state=place.name, told=title))


def _in_words(count: float) -> str:
    return label(int(count), "word-for", count=int(count))


#: Kinds of cases on the strip of time, from the strongest evidence to none.
KINDS = ("strong", "single", "contested", "unsupported")


def in_time(country: str | Place) -> pd.DataFrame:
    """Return a state's register rows in time, each with how well it is shown.

    The rows of `analysis.cases.cases_of` by year, those without one last, with ``kind``: ``strong`` (it counts by the
    evidence rule), ``single`` (supported all the same), ``contested`` or ``unsupported``.

    Examples
    --------
    >>> in_time("Belarus")["kind"].value_counts()["strong"].item()
    10
    """
    place = open_place(country)
    rows = cases.in_order(cases.cases_of(place))
    kind = rows["claim_status"].astype(str).replace("supported", "single")
    return rows.assign(kind=kind.mask(place.choices.counts(rows), "strong"))


def recent(country: str | Place) -> Estimate:
    """Count the supported cases of the last years before the release, of all supported ones.

    A complete count of the register, without an interval.

    Examples
    --------
    >>> recent("Belarus").sentence
    '8 of the 12 supported cases date from 2021 or later'
    """
    place = open_place(country)
    rows, since = cases.cases_of(place), released().year - _RECENT
    supported = rows[rows["claim_status"] == "supported"]
    late = int((supported["year"] >= since).fillna(False).sum())
    counted = _of(
        late,
        place,
        _("supported cases of the last years"),
        _("supported cases of every grade, since {since}", since=str(since)),
        len(supported),
    )
    sentence = (
        _n(
            "{count} of the {supported} supported cases dates from {since} or later",
            "{count} of the {supported} supported cases date from {since} or later",
            late,
            supported=len(supported),
            since=str(since),
        )
        if late
        else _("No supported case since {since}", since=str(since))
    )
    return replace(counted, sentence=sentence if len(supported) else _("Cases by year"))


def headings(country: str | Place, governance: str = "vdem_rule_of_law") -> dict[str, Estimate | str]:
    """Return the heading of each section of a state's page: its finding.

    ``cases``, ``host``, ``public``, ``measures``, ``named``, ``governance`` and ``sanctions``; a text where nothing can
    be counted.

    Parameters
    ----------
    governance : str
        The index that the heading of governance states.

    Examples
    --------
    >>> headings("Belarus")["cases"].sentence
    '12 of the 18 cases requested by Belarus are supported'
    """
    place, numbers = open_place(country), front(country)
    events = _events(place)
    senders = int(world.release().programmes.query("programme_country == @place.iso3")["list"].nunique())
    counts = {name: int(numbers[name].value) for name in ("rows", "supported", "named", "hosted", "held_here")}
    sections = {
        "cases": (numbers["supported"], _cases_heading(place.called, counts["rows"], counts["supported"])),
        "host": (numbers["hosted"], _host_heading(place.called, counts["hosted"], counts["held_here"])),
        "measures": (events, _measures_heading(place.called, int(events.value))),
        "named": (numbers["named"], _named_heading(place.called, counts["named"])),
        "sanctions": (_designated(place, senders), _sanctions_heading(place.called, senders)),
    }
    found: dict[str, Estimate | str] = {
        name: replace(estimate, sentence=_opening(sentence)) for name, (estimate, sentence) in sections.items()
    }
    return found | {"public": _public_heading(place, numbers), "governance": _governance_heading(place, governance)}


def _cases_heading(state: str, rows: int, supported: int) -> str:
    if not supported:
        return _n(
            "The one case requested by {state} is not supported",
            "None of the {count} cases requested by {state} is supported", rows, state=state,
        )  # fmt: skip
    if rows == 1:
        return _("The one case requested by {state} is supported", state=state)
    return _n(
        "{count} of the {rows} cases requested by {state} is supported",
        "{count} of the {rows} cases requested by {state} are supported", supported, rows=rows, state=state,
    )  # fmt: skip


def _host_heading(state: str, hosted: int, arrested: int) -> str:
    if not hosted:
        return _("No case is known to have taken effect in {state}", state=state)
    none = _("no arrest on a request through INTERPOL is known")
    return _(
        "{rows_words}; {held_words}",
        rows_words=_n("One case took effect in {state}", "{count} cases took effect in {state}", hosted, state=state),
        held_words=_n("someone was arrested in one", "people were arrested in {count}", arrested) if arrested else none,
    )


def _measures_heading(state: str, count: int) -> str:
    if not count:
        return _("We found no measure, ruling or reaction that concerns {state}", state=state)
    return _n(
        "One measure, ruling or reaction concerns {state}", "{count} measures, rulings and reactions concern {state}",
        count, state=state,
    )  # fmt: skip


def _named_heading(state: str, count: int) -> str:
    if not count:
        return _("We found no source that says that {state} misuses INTERPOL", state=state)
    return _n(
        "One source says that {state} misuses INTERPOL", "{count} sources say that {state} misuses INTERPOL", count,
        state=state,
    )  # fmt: skip


def _sanctions_heading(state: str, count: int) -> str:
    if not count:
        return _("We found no programme of sanctions on {state}", state=state)
    return _n(
        "One authority has sanctioned somebody under a programme on {state}",
        "{count} authorities have sanctioned somebody under a programme on {state}", count, state=state,
    )  # fmt: skip


def _opening(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _events(place: Place) -> Estimate:
    events = world.release().oversight_timeline
    count = int((events["country_concerned"] == place.iso3).sum())
    unit, universe = _("measures, rulings and reactions"), _("measures, rulings and reactions that we found")
    sentence = _opening(
        _n("One of the {events} dated measures, rulings and reactions that we found concerns {state}.",
            "{count} of the {events} dated measures, rulings and reactions that we found concern {state}.", count,
            events=len(events),
            state=place.called) if count else _("None of the {events} dated measures, rulings and reactions that we "
            "found concerns {state}.", events=len(events), state=place.called),
    )  # fmt: skip
    return world.counted(count, unit, universe, sentence, "oversight_timeline", n=float(len(events)))


def _designated(place: Place, count: int) -> Estimate:
    sentence = _(
        "{place}: {count} authorities have designations under programmes on it.", place=place.name, count=count
    )
    return world.counted(
        count,
        _("authorities"),
        _("persons, entities, vessels and aircraft on the lists of the authority under a programme on the country"),
        sentence,
        "designations_by_programme",
    )


def _public_heading(place: Place, numbers: Mapping[str, Estimate]) -> Estimate | str:
    when = place.choices.snapshot or reference()[0].isoformat()
    if "notices" not in numbers or when not in notices.snapshots_with("requester"):
        summary = notices.in_short(place)
        return replace(summary, sentence=summary.sentence.rstrip(".")) if isinstance(summary, Estimate) else summary
    count = int(numbers["notices"].value)
    sentence = (
        _n(
            "{day}: one public Red Notice requested by {state}",
            "{day}: {count} public Red Notices requested by {state}",
            count,
            state=place.called,
            day=day(date.fromisoformat(when)),
        )
        if count
        else _(
            "No public Red Notice requested by {state} was found on {day}",
            state=place.called,
            day=day(date.fromisoformat(when)),
        )
    )
    return replace(numbers["notices"], sentence=sentence)


def _governance_heading(place: Place, column: str) -> Estimate | str:
    index, year = indices.latest(place, column, title=_("rule of law (V-Dem)")), indices.latest_year(place, column)
    if index is None:
        table = world.release().governance.query("iso3 == @place.iso3")
        other = table.filter(regex="^(vdem|wgi|pts)_").notna().any(axis=None)
        if other:
            return _("{state}: not in V-Dem; what other indices say", state=place.name)
        return _("No governance index covers {state}", state=place.called)
    sentence = _(
        "{state}: rule of law {value} of one in {year} (V-Dem)", state=place.name, value=number(index.value),
        year=str(year),
    )  # fmt: skip
    return replace(index, sentence=sentence)


def is_searched_in_vain(country: str | Place) -> bool:
    """Return whether nothing was found on a country's requests: no case, and no source that accuses it."""
    place = open_place(country)
    return not len(cases.cases_of(place.iso3)) and not evidence.level(place).inputs["families"]


def searched(country: str | Place) -> list[Estimate]:
    """Describe what was searched for a state's requests, and what was found there of it.

    The register, the sources that name states, the lists of complaints, the timeline, and the snapshots of the public
    list; each a complete count of what was read.

    Examples
    --------
    >>> [found.unit for found in searched("Tuvalu")][:2]
    ['cases', 'sources']
    """
    place = open_place(country)
    found = [_register_searched(place), _sources_searched(place), _complaints_searched(place), _events(place)]
    return [*found, _snapshots_searched(place)]


def _stating(estimate: Estimate, sentence: str) -> Estimate:
    return replace(estimate, sentence=_opening(sentence))


@cache
def _register_searched(place: Place) -> Estimate:
    rows = world.release().cases
    states = int(rows["requesting_country"].nunique())
    estimate = world.counted(len(rows), _("cases"), ROWS, "", "cases")
    sentence = _(
        "The register has {rows} cases, requested by {states} countries. None was requested by {state}.",
        state=place.called, rows=len(rows), states=states,
    )  # fmt: skip
    return _stating(replace(estimate, n=float(states)), sentence)


@cache
def _sources_searched(place: Place) -> Estimate:
    mentions = world.release().country_mentions
    naming = mentions.query("wording_category == 'named_abuser'")
    sources, named = int(mentions["source_title"].nunique()), int(naming["country"].nunique())
    families = [family for family in FAMILIES if (naming["family"] == family).any()]
    estimate = world.counted(
        sources,
        _("sources"),
        _("lists of governments, parliaments, organisations and the press that we found"),
        "",
        "country_mentions",
    )
    sentence = _(
        "None of the {sources} sources that we read accuses {state} of misusing INTERPOL; those that accuse one of "
        "{named} other countries belong to {families} kinds: {which}.", state=place.called, named=named,
        sources=sources, families=_in_words(len(families)), which=listed(label(family) for family in families),
    )  # fmt: skip
    return _stating(replace(estimate, n=float(named)), sentence)


@cache
def _complaints_searched(place: Place) -> Estimate:
    complained = evidence.evidence_table()["K"].astype(bool)
    among, count = bool(complained[place.iso3]), int(complained.sum())
    estimate = world.counted(
        count,
        _("states"),
        _("countries in the yearly lists of the Commission for the Control of INTERPOL's Files, as summed"),
        "",
        "oversight_statistics",
    )
    if among:
        sentence = _(
            "{state} is among the {count} countries whose complaints to the Commission were summed in published lists. "
            "A "
            "complaint is no finding of misuse.", state=place.called, count=count,
        )  # fmt: skip
    else:
        sentence = _(
            "The Commission’s published lists of the countries with the most complaints do not name {state}.",
            state=place.called,
        )  # fmt: skip
    return _stating(estimate, sentence)


def _snapshots_searched(place: Place) -> Estimate:
    table = _on_the_list(place)
    most, days = (
        int(table["nationals"].max()),
        [date.fromisoformat(str(estimate)) for estimate in table["snapshot_date"]],
    )
    unit = _("public notices that name a national")
    universe = _(
        "notices public on the days of {count} snapshots from {first} to {last}, by nationality as each snapshot gives "
        "it",
        count=len(days), first=day(days[0]), last=day(days[-1]),
    )  # fmt: skip
    estimate = world.counted(
        most, unit, universe, "", "public_notices_by_nationality", "public_notices_by_requesting_country"
    )
    asked = table["requested"].dropna()
    nationals = _n(
        "at most one notice that names one of its nationals", "at most {count} notices that name its nationals", most
    ) if most else _("no notice that names one of its nationals")  # fmt: skip
    requested = _("no snapshot shows which notices it requested.")
    if len(asked):
        count = int(asked.max())
        notices_ = _n("at most one notice that it requested", "at most {count} notices that it requested", count)
        requested = _(
            "{notices} in the {telling} that show who requested them.", telling=len(asked),
            notices=notices_ if count else _("no notice that it requested"),
        )  # fmt: skip
    sentence = _(
        "{state} in {snapshots} snapshots of the public list, from {first} to {last}: {nationals}; {requested}",
        state=place.called, snapshots=len(table), first=day(days[0]), last=day(days[-1]), nationals=nationals,
        requested=requested,
    )  # fmt: skip
    return _stating(replace(estimate, n=float(len(table))), sentence)


def on_the_list(country: str | Place) -> pd.DataFrame:
    """Count a state's public notices at every snapshot, those with none too.

    One row a snapshot: ``snapshot_date``, ``nationals`` (notices that name its nationals), ``nationality_basis`` (which
    nationality is counted) and ``requested`` (missing where the snapshot tells no requesting country, or where the
    state was never asked for).

    Examples
    --------
    >>> on_the_list("Tuvalu")["nationals"].sum().item()
    0
    """
    return _on_the_list(open_place(country)).copy()


@cache
def _on_the_list(place: Place) -> pd.DataFrame:
    release = world.release()
    bases = release.nationalities.drop_duplicates("snapshot_date").sort_values("snapshot_date")
    days = [str(value) for value in bases["snapshot_date"]]
    asked = place.is_member and place.iso3 not in reference()[1]
    requested = [
        notices.count(Place(place.iso3, place.level), when)
        if asked and when in notices.snapshots_with("requester") else None
        for when in days
    ]  # fmt: skip
    return pd.DataFrame(
        {
            "snapshot_date": days,
            "nationals": [int(_nationals(place.iso3, when)) for when in days],
            "nationality_basis": bases["nationality_basis"].to_list(),
            "requested": pd.array([None if e is None else int(e.value) for e in requested], dtype="Int64"),
        }
    )


def _nationals(iso3: str, when: str) -> float:
    found = notices.count(Place(iso3), when, by="nationality")
    return 0.0 if found is None else found.value


#: States that stand beside one without evidence, and kilometres in a radius of the globe.
_NEAREST, _RADIUS = 6, 6371.0


@cache
def _outlines() -> dict[str, tuple[Ring, frozenset[tuple[float, ...]]]]:
    """Return of each country on the map the middle of its largest land as a unit vector, and its border points."""
    found = {}
    for shape in outlines():
        longitude, latitude = np.radians(shape.largest.mean(axis=0))
        across = np.cos(latitude)
        middle = np.array([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)])
        found[shape.iso3] = middle, frozenset(tuple(point) for ring in shape.rings for point in ring.round(4).tolist())
    return found


def _nearest(country: str | Place) -> tuple[str, ...]:
    """Name the members of INTERPOL nearest to a state: those at its borders first, then by distance between middles."""
    place = open_place(country)
    drawn = _outlines()
    if place.iso3 not in drawn:
        return _of_its_part(place)
    own, points = drawn[place.iso3]
    away = {
        iso3: (len(points & others) < 2, round(float(np.arccos(np.clip(own @ middle, -1, 1))) * _RADIUS), iso3)
        for iso3, (middle, others) in drawn.items()
        if iso3 != place.iso3 and iso3 in members()
    }
    return tuple(sorted(away, key=lambda iso3: away[iso3])[:_NEAREST])


def _of_its_part(place: Place) -> tuple[str, ...]:
    """Name the members in the same part of the world as a place that the map is too coarse to show."""
    parts = world.release().regions.set_index("iso3")["subregion"]
    same = [str(iso3) for iso3 in parts.index[parts == parts.get(place.iso3)]]
    return tuple(iso3 for iso3 in same if iso3 in members() and iso3 != place.iso3)


def neighbours(country: str | Place) -> pd.DataFrame:
    """Return the countries nearest to a state with their evidence level and cases.

    The rows of `overview` of the nearest states, in the order of their names.

    Examples
    --------
    >>> "Spain" in set(neighbours("Portugal")["name"])
    True
    """
    table = overview()
    return table[table["iso3"].isin(_nearest(country))].reset_index(drop=True)


def found_around(country: str | Place) -> Estimate:
    """Number of the nearest countries with a well-documented case or a source that names them.

    A complete count of the states nearest to it.

    Examples
    --------
    >>> found_around("Portugal").n
    6.0
    """
    place, table = open_place(country), neighbours(country)
    count = int(table["level"].isin(evidence.evidence_rule().findings).sum())
    drawn = place.iso3 in _outlines()
    around = (
        _("countries nearest to {state}", state=place.called)
        if drawn
        else _("other countries in the same part of the world as {state}", state=place.called)
    )
    unit, universe = (
        _("states"),
        (
            _("members of INTERPOL nearest to the country, by borders and distance")
            if drawn
            else _("members of INTERPOL in the same part of the world (United Nations subregion)")
        ),
    )
    sentence = (
        _n(
            "We found something for one of the {all} {around}.",
            "We found something for {count} of the {all} {around}.",
            count,
            all=len(table),
            around=around,
        )
        if count
        else _("We found nothing for any of the {all} {around} either.", all=len(table), around=around)
    )
    return world.counted(count, unit, universe, sentence, *evidence.TABLES, n=float(len(table)))
