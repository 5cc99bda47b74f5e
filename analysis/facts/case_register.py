"""The case register: which cases it holds, who read them, and how much of what is documented it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, Unpack

import pandas as pd

from analysis.core import judgement
from analysis.core.judgement import read_evidence_rule
from analysis.core.messages import Nn_, _, _n, label, percent
from analysis.core.number_words import Details, phrase
from analysis.facts import world
from analysis.facts.selection import PUBLISHED, Kept, Selection, YearChoices, chosen, joined, meets
from analysis.stats.counts import counted_share, wilson
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Estimates, Kind, Subject, interval
from analysis.tables.library import plain
from analysis.tables.release import EFFECTS, incomplete_since, latest_source, source_delays

ROWS = _("cases in the register")
#: What is counted where INTERPOL had a part: every case but corrections.
THROUGH = phrase("cases._may_involve")


def clean_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Register rows with the types of the clean table, also where a join lost what `load` wrote on them."""
    named = rows.copy(deep=False)
    named.attrs = {**rows.attrs, "name": "cases"}
    return plain(named)


#: Which country of a case is meant: the one that asked, or one in which a person was sought.
Role = Literal["requesting", "host"]


@dataclass(frozen=True)
class Cases(Kept):
    """Cases of a country or of all, kept by pandas queries of ``load("cases")``, which count them too.

    Parameters
    ----------
    selection : Selection
        The country and the years; its other choices keep every case.
    role : {"requesting", "host"}
        Cases that the country requested, or without corrections those that other countries requested and that concern
        a person in it: a case counts for its ``host_country``, and for ``held_where`` unless ``linked`` is no.
    more : tuple of str
        Further queries that a case meets.
    """

    role: Role = "requesting"

    @staticmethod
    def table() -> pd.DataFrame:
        """Return the register."""
        return world.release()["cases"]

    @property
    def through(self) -> Cases:
        """Those that involved, or may have involved, INTERPOL: all but corrections."""
        return self if self.role == "host" else self.but(involves_interpol())

    @property
    def held(self) -> Cases:
        """Those in which people were held on a request through INTERPOL, in the country where it is the host."""
        if self.role == "requesting":
            return self.but(HELD).through
        return self.but(HELD, *([f"held_where == {self.selection.country!r}"] if self.selection.country else []))

    @property
    def conditions(self) -> tuple[str, ...]:
        """The queries that a case meets."""
        country = self.selection.country
        which = (f"requesting_country == {country!r}",) if country else ()
        if self.role == "host":
            concerned = f"(host_country == {country!r} or (held_where == {country!r} and linked != 'no'))"
            which = (*((concerned, f"requesting_country != {country!r}") if country else ()), involves_interpol())
        return (*which, *self.selection.in_years, *self.more)

    def count(
        self, word: str, *conditions: str, unit: str = "", universe: str = "", **details: object
    ) -> Estimate:  # fmt: skip
        """Count those that also meet some conditions; ``n`` is all of them, and details are what its words name."""
        place, count, whole = self.selection, len(self.but(*conditions)), len(self)
        query, within, name = joined(*conditions), self.query, named(word, self.role)
        unit, universe = unit or label(word, "cases-counted"), universe or f"{THROUGH}{place.years}"
        found = world.counted(count, unit, universe, *tables(query, within), n=float(whole))
        return found.named(name, place.country, query, within, **details)


#: The query of the cases in which someone was arrested or held on a request through INTERPOL, corrections aside.
HELD = "held == 'yes' and linked != 'no'"


def involves_interpol() -> str:
    """Return the query of the cases that are no corrections: in these, no type of notice of INTERPOL was found."""
    return f"instrument not in {read_evidence_rule().left_out}"


def named(word: str, role: Role) -> str:
    """Return the name of a number of cases."""
    return f"cases.{word}_in_country" if role == "host" else f"cases.{word}"


def tables(*queries: str) -> tuple[str, ...]:
    """Name the register, and what happened to the person if a query has a column of it."""
    happened = not EFFECTS.keys().isdisjoint(re.findall(r"\w+", " ".join(queries)))
    return ("cases", "cases_effects") if happened else ("cases",)


def cases_of(selection: Selection, role: Role = "requesting") -> pd.DataFrame:
    """Return the cases of the country and years: those it requested, or those of others in it (`Cases`)."""
    return Cases(selection, role).rows


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[meets(rows, involves_interpol())]


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort cases by year, those without a year last, in the types of the clean tables."""
    return clean_rows(rows).sort_values(["year", "case_id"], na_position="last", kind="stable")


def cases_subject(choices: Selection = PUBLISHED) -> Subject:
    """What a count of well-documented cases is about."""
    universe = phrase("cases._through", chosen=choices.label)
    about = world.about(_("well-documented cases"), universe, "cases")
    return replace(about, message=Nn_("{count} well-documented case", "{count} well-documented cases"))


#: Readers whose statuses the register counts, by release. The readers of the validation sample are not among them.
READERS = ("first", "second", "audit", "criteria", "blind", "blind_2")


def readings(country: str | Selection | None = None, **choices: Unpack[YearChoices]) -> pd.DataFrame:
    """Claim status that each reader gave to each case, and how many readers agree with the register.

    Choices: since, until.

    Returns
    -------
    DataFrame
        One row per case, in the order of the register: ``case_id``; a column per reader of `READERS` (the
        status by that reader; missing where the reader did not read the case); ``readers``;
        ``agreeing`` (readers who gave the status of the register); ``claim_status`` and ``summary`` (a sentence).

    Examples
    --------
    >>> print(readings("Belarus")["summary"].iloc[0])
    5 of 5 readers judged the case supported
    """
    cases = cases_of(chosen(country, choices, YearChoices))
    codes = world.release()["cases_readings"].pivot_table("claim_status", "case_id", "reader", aggfunc="first")
    codes = codes.reindex(index=cases["case_id"], columns=[*READERS])
    status = cases.set_index("case_id")["claim_status"]
    readers, agreeing = codes.notna().sum(axis=1), codes.eq(status, axis=0).sum(axis=1)
    summary = [
        _("{agreeing} of {readers} judged the case {status}", agreeing=agree,
            readers=_n("1 reader", "{count} readers", of), status=label(code, "readers-agree"))
        for agree, of, code in zip(agreeing, readers, status, strict=True)
    ]  # fmt: skip
    table = codes.assign(readers=readers, agreeing=agreeing, claim_status=status, summary=summary)
    return world.sourced(table.rename_axis(columns=None).reset_index(), "cases", "cases_readings")


def interpol_decisions() -> pd.DataFrame:
    """Days on which INTERPOL decided in cases, as the notes of the register state them; few decisions have one."""
    return _of_the_register(judgement.table("interpol_decisions.csv"))


def step_dates() -> pd.DataFrame:
    """Return the dates of steps of cases that the notes of the register state, such as the day of an arrest."""
    return _of_the_register(judgement.table("case_sentences.csv").query("date != ''"))


def _of_the_register(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["case_id"].isin(world.release()["cases"]["case_id"])]


def blind_status(column: Literal["status_by_rule", "status_judged"]) -> pd.Series[str]:
    """Return the status of each case by one blind reader with a written rule: as computed from the criteria, or judged.

    Cases of the validation sample have that of its first reader.
    """
    rows = world.release()["cases_rule"].query("reader in ['blind_2', 'validation_a']")
    return rows.set_index("case_id")[column].reindex(world.release()["cases"]["case_id"])


# How late cases become known, and which release of the data added them ------------------------------------------------

#: Past years at whose ends we count what was not yet known.
_PAST = 10
DATED = phrase("cases._dated")


def delays(country: str | Selection | None = None, **choices: Unpack[YearChoices]) -> pd.DataFrame:
    """Years from the main event of a case to its first source, over the cases that have both dates.

    Choices: since, until.

    Returns
    -------
    DataFrame
        One row per delay that occurs: ``delay`` in years (0: the source is of the same year or earlier), ``cases``,
        ``share`` of all these cases and ``so_far``, the share with this delay or a shorter one. Delays of recent years
        are cut off, so the shares of short ones are somewhat too high.

    Examples
    --------
    >>> delays().query("delay <= 1")["so_far"].round(3).tolist()
    [0.836, 0.909]
    """
    counts = source_delays(cases_of(chosen(country, choices, YearChoices))).value_counts().sort_index()
    share = counts / counts.sum()
    table = pd.DataFrame({"cases": counts, "share": share, "so_far": share.cumsum()})
    return world.sourced(table.rename_axis("delay").reset_index(), "cases")


def _missing_at_first() -> tuple[float, int]:
    """Share of the cases of the last years that past years lacked at their ends, and how many these cases are."""
    delays, span = source_delays(world.release()["cases"]), latest_source().year - incomplete_since()
    years = world.release()["cases"]["year"].loc[delays.index].astype(int)
    missing = cases = 0
    for end in range(incomplete_since() - _PAST, incomplete_since()):
        late = (years + delays)[years.between(end - span, end)] > end
        missing, cases = missing + int(late.sum()), cases + len(late)
    return missing / cases, cases


def reporting(selection: Selection) -> Iterator[Estimate]:
    """Share of cases whose first source is not later than the effect, and of cases that past years lacked."""
    if selection.country is not None:
        return
    counts, since = delays()["cases"], incomplete_since()
    about = world.about(phrase("cases._in_time"), DATED, "cases")
    years = [f"source_{one}_date.str[:4].astype('float')" for one in (1, 2)]
    query, within = (f"{years[0]} {test} or {years[1]} {test}" for test in ("<= year", "> 0"))
    share = counted_share(int(counts.iloc[0]), int(counts.sum()), about=about)
    yield share.named("cases.source_same_year", None, query=query, within=f"year > 0 and ({within})")
    missing, cases = _missing_at_first()
    details: Details = {
        "latest": latest_source(), "first": since - _PAST, "last": since - 1, "years": latest_source().year - since + 1,
    }  # fmt: skip
    for name, value, unit in (("incomplete_since", float(since), _("year")), ("missing_at_first", missing, "share")):
        made = about.estimate(value, "", _("delays of sources"), float(cases), unit=unit, kind=Kind.DERIVED)
        yield made.named(f"cases.{name}", None, **details)
    supported, through = "claim_status == 'supported'", Cases(selection).through
    earlier, late = through.but(f"year <= {since - 1}"), through.but(f"year >= {since}")
    for name, part in (("supported_late", late), ("supported_before", earlier)):
        yield part.count(name, supported, unit=_("supported cases"), since=since)


#: The last release whose cases were known when the findings were stated (``simulations/plan.md``).
PLANNED = 2


def with_release(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the release of the data that added each case."""
    added = world.release()["cases_changes"].query("column.isna()").set_index("case_id")["release"]
    return rows.assign(release=rows["case_id"].map(added).fillna(1).astype(int))


def recall(level: float = 0.95) -> Estimates:
    """Share of the cases on others' lists that the register has, with any status.

    The lists are those of ``data/hand/outside_lists.csv``: what could be read of them, matched by hand. Register and
    lists were read from the same stored pages, and lists name the best-known cases, so a share of all cases that are
    documented anywhere is probably smaller. It is no share of the cases that happened.

    Parameters
    ----------
    level : float
        Level of the intervals (Wilson 1927), as if the named cases were drawn from all that could be named.

    Returns
    -------
    Estimates
        ``cases.recall`` of all named cases, each once; ``cases.recall_elsewhere`` without those whose row in the
        register cites or mentions the publisher of a list that names them; and of the lists of a publisher (``pace``,
        ``fair_trials``) and of requesting countries (``post_soviet``, ``other``). ``n`` is the named cases; a part
        with fewer than 10 is left out.

    Examples
    --------
    >>> found = recall()["cases.recall"]
    >>> found.n, round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (30.0, 0.87, 0.7, 0.95)
    """
    rows = judgement.table("outside_lists.csv").query("reported != ''")
    case = rows["case_id"].where(rows["case_id"] != "", rows["list"] + rows["reported"])
    elsewhere = ~case.isin(case[rows["found_by_list"] == "yes"])
    soviet = rows["requesting_country"].isin(world.former_republics())
    parts = {"all": case != "", "post_soviet": soviet, "other": ~soviet}
    parts |= {name: rows["publisher"] == name for name in rows["publisher"].unique()}
    found = Estimates()
    for (name, part), group in product(parts.items(), ("recall", "recall-elsewhere")):
        kept = part if group == "recall" else part & elsewhere
        cases = case[kept].drop_duplicates()
        if len(cases) >= LEAST_FOR_PERCENT:
            stated = _recalled(int(cases.isin(rows["case_id"]).sum()), len(cases), level, group, name)
            found[stated.name] = stated
    return found


def _recalled(found: int, named: int, level: float, group: str, part: str) -> Estimate:
    ends, share, name = wilson(found, named, level), percent(found / named), f"cases.{group}_{part}".replace("-", "_")
    written = interval(*ends, level, write=percent)
    sentence = label(part, group, cases=named, found=found, share=share, ends=written)
    about = world.about(_("share"), phrase("cases._listed_by_others"), "cases")
    stated = about.estimate(
        found / named, sentence, "Wilson", float(named), ends=ends, level=level, unit="share", kind=Kind.SAMPLING,
    )  # fmt: skip
    return stated.named(name.removesuffix("_all"), None)


def recalled(selection: Selection) -> list[Estimate]:
    """Return the numbers of `recall`, which are of all countries."""
    return [] if selection.country else [*recall(selection.level).values()]
