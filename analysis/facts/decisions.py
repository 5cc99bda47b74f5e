"""What courts and authorities decided on people sought through INTERPOL: how often they refused, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Unpack, get_args

import pandas as pd

from analysis.core.country_names import suggestion
from analysis.core.errors import InputError, some
from analysis.core.judgement import read_evidence_rule
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import world
from analysis.facts.selection import Kept, Selection, YearChoices, chosen, joined
from analysis.stats.estimate import Estimate

__all__ = ["by_country", "by_ground", "count", "rows"]

#: Which country of a decision is meant: the one that decided, or the one that requested the person.
Role = Literal["deciding", "requesting"]
#: What a final decision comes to.
Outcome = Literal["refused", "granted_not_carried_out", "handed_over"]

#: Outcome -> the final decisions that come to it; asylum is final where it ended a surrender.
OUTCOMES: dict[Outcome, list[str]] = {
    "refused": ["extradition_refused", "asylum_granted"],
    "granted_not_carried_out": ["extradition_granted"],
    "handed_over": ["handed_over"],
}
#: Grounds of human rights: one of them is enough.
RIGHTS = ("political_motive", "persecution_or_refugee_status", "torture_or_ill_treatment", "unfair_trial")
#: The ground of a decision of which we could read none.
NO_GROUND = "not_stated"

COUNTED = phrase("decisions._counted")
#: What the decisions cannot show, wherever they are counted.
LIMIT = phrase("decisions._limit")

TABLES = ("cases_decisions", "cases", "cases_effects")
#: Columns of the case that each decision carries -> their names there.
_OF_CASE = {
    "requesting_country": "requesting_country", "instrument": "instrument", "linked": "linked",
    "claim_status": "claim_status", "evidence_grade": "evidence_grade", "oversight_outcome": "oversight_outcome",
    "year": "case_year", "target_profile": "target_profile",
}  # fmt: skip
#: The country of a decision by its role.
_COUNTRY: dict[Role, str] = {"deciding": "country", "requesting": "requesting_country"}


@cache
def steps() -> pd.DataFrame:
    """Every decision of ``cases_decisions``, with what its case is, the newest first; else by the year of its case."""
    release = world.release()
    of_case = release["cases"].set_index("case_id")[list(_OF_CASE)].rename(columns=_OF_CASE)
    joined = release["cases_decisions"].join(of_case, on="case_id")
    outcome = joined["decision"].map({code: outcome for outcome, codes in OUTCOMES.items() for code in codes})
    joined = joined.assign(outcome=outcome.where(joined["final"] == "yes").fillna("").astype(str))
    when = joined["date"].fillna(joined["year"].fillna(joined["case_year"]).astype("string")).astype("string")
    return joined.loc[when.sort_values(ascending=False, na_position="last", kind="stable").index]


@dataclass(frozen=True)
class Decisions(Kept):
    """Final decisions of a country or of all, kept by pandas queries of ``cases_decisions`` joined with its cases."""

    role: Role = "deciding"

    @staticmethod
    def table() -> pd.DataFrame:
        """Return every decision, the newest first."""
        return steps()

    @property
    def conditions(self) -> tuple[str, ...]:
        """The pandas queries that a decision meets."""
        counted = f"instrument not in {read_evidence_rule().left_out}", "linked != 'no'"
        return ("final == 'yes'", *counted, *self.place_and_years, *self.more)

    @property
    def place_and_years(self) -> tuple[str, ...]:
        """Those for the country and the years."""
        selection = self.selection
        return (
            *([f"{_COUNTRY[self.role]} == {selection.country!r}"] if selection.country else []),
            *([f"case_year >= {selection.since}"] if selection.since else []),
            *([f"case_year <= {selection.until}"] if selection.until else []),
        )

    @property
    def of(self) -> str:
        """The name of a number of these decisions begins with it."""
        return "decisions." if self.role == "deciding" else "decisions.requests_"

    def count(self, name: str, unit: str, *conditions: str, **details: object) -> Estimate:
        """Count those of the decisions that meet further conditions; ``n`` is all, details are what its words name."""
        number, n = len(self.but(*conditions)), float(len(self))
        universe, country = f"{COUNTED}{self.selection.years}", self.selection.country
        found = world.counted(number, unit, universe, *TABLES, n=n)
        role = self.role if country else "world"
        return found.named(f"{self.of}{name}", country, joined(*conditions), self.query, role=role, **details)


def _is(outcome: Outcome) -> str:
    return f"decision in {OUTCOMES[outcome]}"


ON_RIGHTS = f"ground.str.contains('{'|'.join(RIGHTS)}')"
_SUPPORTED = "claim_status == 'supported'"


def _checked(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise InputError(f"{what} {given!r}", f"one of {some(known)}", suggestion(given, known))


def _decisions(country: str | Selection | None, role: Role, choices: YearChoices) -> Decisions:
    _checked("role", role, get_args(Role))
    return Decisions(chosen(country, choices, YearChoices), role)


def rows(
    country: str | Selection | None = None, *, role: Role = "deciding", **choices: Unpack[YearChoices]
) -> pd.DataFrame:
    """Final decisions of courts and authorities, the newest first.

    A final decision is the last one on handing a person over of a country in a case. Corrections, in which no INTERPOL
    notice was found, and cases that are not linked to INTERPOL are excluded.

    Choices: since, until (the years of the cases).

    Parameters
    ----------
    role : {"deciding", "requesting"}
        Decisions by the country, or on its requests.

    Returns
    -------
    DataFrame
        The columns of ``load("cases_decisions")``; ``outcome`` ("refused", "granted_not_carried_out" or "handed_over");
        and of the case its ``requesting_country``, ``instrument``, ``linked``, ``claim_status``, ``evidence_grade``,
        ``oversight_outcome``, ``case_year`` and ``target_profile``. ``attrs["excluded"]`` counts the other final
        decisions of the country and years, by the reason why they are excluded.

    Examples
    --------
    >>> rows("France")["outcome"].value_counts().to_dict()
    {'refused': 6}
    """
    decisions = _decisions(country, role, choices)
    found = world.sourced(decisions.rows.reset_index(drop=True), *TABLES)
    found.attrs["excluded"] = apart(decisions.place_and_years)["reason"].value_counts().to_dict()
    return found


def count(
    country: str | Selection | None = None,
    *,
    role: Role = "deciding",
    decision: Outcome = "refused",
    **choices: Unpack[YearChoices],
) -> Estimate:
    """Number of final decisions that refused a request, granted it in vain, or ended in a handover.

    Choices: since, until (the years of the cases).

    Parameters
    ----------
    role : {"deciding", "requesting"}
        Decisions by the country, or on its requests.
    decision : {"refused", "granted_not_carried_out", "handed_over"}
        What the decision comes to; asylum counts as refused where it ended a surrender.

    Returns
    -------
    Estimate
        A complete count of the decisions that we know; ``n`` is all final decisions. Decisions were searched only in
        cases where one was known, so the two give no share of requests that are refused.

    Examples
    --------
    >>> found = count("Türkiye", role="requesting")
    >>> found.value, found.n
    (18.0, 20.0)
    """
    decisions = _decisions(country, role, choices)
    _checked("decision", decision, get_args(Outcome))
    return _counted(decisions, decision)


def by_ground(
    country: str | Selection | None = None, *, role: Role = "deciding", **choices: Unpack[YearChoices]
) -> pd.DataFrame:
    """Refusals by the ground that they state, the most frequent first; a refusal can state several.

    Choices: since, until (the years of the cases).

    Parameters
    ----------
    role : {"deciding", "requesting"}
        Decisions by the country, or on its requests.

    Returns
    -------
    DataFrame
        One row per ground: ``ground``; ``refused`` and ``refused_supported`` (refusals, and those in supported cases).
        ``not_stated``, in the last row, means that we could read no ground, not that it was a formal one.

    Examples
    --------
    >>> by_ground("Spain").head(1).to_numpy().tolist()
    [['political_motive', 4, 4]]
    """
    decisions = _decisions(country, role, choices)
    refused = _marked(decisions).query("refused == 1")
    each = refused.assign(ground=refused["ground"].astype(str).str.split(";")).explode("ground")
    counts = each.groupby("ground")[["refused", "refused_supported"]].sum().reset_index()
    counts["ground"] = counts["ground"].astype(str)
    last = counts.assign(last=counts["ground"] == NO_GROUND)
    order = last.sort_values(["last", "refused", "ground"], ascending=[True, False, True]).index
    return world.sourced(counts.loc[order].reset_index(drop=True), *TABLES)


def by_country(
    country: str | Selection | None = None, *, role: Role = "deciding", **choices: Unpack[YearChoices]
) -> pd.DataFrame:
    """Final decisions by country, most refusals first.

    Choices: since, until (the years of the cases).

    Parameters
    ----------
    country : str or Selection, optional
        Marked in ``attrs["focus"]``; all countries are in the table.
    role : {"deciding", "requesting"}
        Whether decisions are counted by the country that decided or by the one that requested the person.

    Returns
    -------
    DataFrame
        One row per country: ``country`` (blank, in the last row, where no country is named); ``refused`` and
        ``refused_supported``, ``granted_not_carried_out``, ``handed_over``, and ``decisions`` (all of them).

    Examples
    --------
    >>> by_country()[["country", "refused", "refused_supported"]].head(2).to_numpy().tolist()
    [['ESP', 13, 10], ['ITA', 12, 9]]
    """
    decisions = _decisions(country, role, choices)
    everywhere = replace(decisions, selection=decisions.selection.replace(country=None))
    table = _grouped(_marked(everywhere), _COUNTRY[role]).rename(columns={_COUNTRY[role]: "country"})
    ordered = table.assign(unnamed=table["country"] == "", name=world.names(table["country"])).sort_values(
        ["unnamed", "refused", "decisions", "name"], ascending=[True, False, False, True]
    )
    found = world.sourced(ordered[table.columns].reset_index(drop=True), *TABLES)
    found.attrs.update(focus=decisions.selection.country, counted=COUNTED)
    return found


#: What is counted by country or pair.
_MARKS = ["refused", "refused_supported", "granted_not_carried_out", "handed_over", "decisions"]


def _marked(decisions: Decisions) -> pd.DataFrame:
    """Mark of each decision what it comes to, as numbers that can be summed."""
    found = decisions.rows
    marks = {outcome: (found["outcome"] == outcome).astype(int) for outcome in OUTCOMES}
    supported = marks["refused"] * (found["claim_status"] == "supported").astype(int)
    return found.assign(**marks, refused_supported=supported, decisions=1)


def _grouped(marked: pd.DataFrame, *by: str) -> pd.DataFrame:
    keys = {column: marked[column].astype(object).fillna("").astype(str) for column in by}
    return marked.assign(**keys).groupby(list(by), sort=False)[_MARKS].sum().reset_index()


def pairs(selection: Selection) -> pd.DataFrame:
    """Final decisions by requesting and deciding country, as `by_country` counts them."""
    everywhere = Decisions(selection.replace(country=None))
    return world.sourced(_grouped(_marked(everywhere), "requesting_country", "country"), *TABLES)


def with_refusals(requesters: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Add to the cases of a country by requesting country how many requests of each it refused; most cases first."""
    refused = pairs(selection).query("country == @selection.iso3")[["requesting_country", "refused"]]
    counts = requesters.drop(columns=["host_country", "held_and_refused"])
    both = counts.merge(refused, how="outer", on="requesting_country").set_index("requesting_country")
    named = both.fillna(0).astype(int).reset_index().sort_values("requesting_country", key=world.names)
    return named.sort_values("cases", ascending=False, kind="stable", ignore_index=True)


@cache
def refused_by() -> dict[str, list[str]]:
    """Return by case which countries refused to hand the person over, the first to do so first."""
    refused = Decisions(Selection()).but(_is("refused")).rows.dropna(subset="country").sort_values("sequence")
    return {str(case): list(map(str, of_case)) for case, of_case in refused.groupby("case_id")["country"]}


def apart(conditions: Sequence[str] = ()) -> pd.DataFrame:
    """Final decisions that meet some conditions and are not counted, each with the reason."""
    final = steps().query(joined("final == 'yes'", *conditions))
    correction = final["instrument"].isin(read_evidence_rule().left_out)
    reason = pd.Series(_("not linked to INTERPOL"), index=final.index).mask(correction, _("no INTERPOL notice found"))
    return final.assign(reason=reason)[correction | (final["linked"] == "no")]


# What pages state of decisions -------------------------------------------------------------------------------------


def _counted(decisions: Decisions, outcome: Outcome) -> Estimate:
    """Count the decisions that come to something."""
    found = decisions.but(_is(outcome)).rows
    countries = found["country"].nunique()
    form = "apart" if found.empty and len(apart(decisions.place_and_years)) else ""
    if decisions.role == "requesting" and not form:
        form = "by_unnamed" if found["country"].hasnans else "by_one" if countries == 1 else ""
    return decisions.count(outcome, label(outcome, "decisions-unit"), _is(outcome), form=form,
        supported=_supported(found), asylum=int((found["decision"] == "asylum_granted").sum()),
        countries=countries, unnamed=int(found["country"].isna().sum()))  # fmt: skip


def _supported(found: pd.DataFrame) -> Details:
    """Return in how many of the decisions the case is supported, for the words."""
    status = found["claim_status"]
    only = status.iloc[0] if len(found) == 1 else ""
    return {"value": int((status == "supported").sum()), "n": len(found), "status": only}


def _grounds(refused: Decisions) -> Iterator[Estimate]:
    """Count the refusals that name human rights grounds, and those of which we could read no ground."""
    parts = {"refused_on_rights": ON_RIGHTS, "refused_without_ground": f"ground == '{NO_GROUND}'"}
    for name, condition in parts.items():
        yield refused.count(name, label(name, "decisions-unit"), condition)


def _by_role(selection: Selection) -> Iterator[Estimate]:
    """Count what a country decided, and what others decided on its requests."""
    for role in get_args(Role) if selection.country else ("deciding",):
        decisions = Decisions(selection, role)
        refused = decisions.but(_is("refused"))
        yield _counted(decisions, "refused")
        if len(decisions):
            yield from (_counted(decisions, outcome) for outcome in OUTCOMES if outcome != "refused")
        if len(refused):
            unit = _("{what}, {status} cases", what=label("refused", "decisions-unit"), status=label("supported"))
            yield decisions.count("refused_supported", unit, _is("refused"), _SUPPORTED)
            yield from _grounds(refused)


def _everywhere(selection: Selection) -> Iterator[Estimate]:
    """Count over all countries in how many cases one refused, whether after an arrest, and what is not counted."""
    if selection.country is not None:
        return
    decisions = Decisions(selection)
    refused = decisions.but(_is("refused"))
    countries, unit = int(refused.rows["country"].nunique()), label("countries", "decisions-unit")
    made = world.counted(countries, unit, COUNTED, *TABLES, n=float(len(refused)))
    yield made.named("decisions.countries", None)
    for name, condition in _PARTS.items():
        yield refused.count(name, label(name, "decisions-unit"), condition)
    number, unit = int(refused.rows["case_id"].nunique()), label("cases_refused", "decisions-unit")
    made = world.counted(number, unit, COUNTED, *TABLES, n=float(len(refused)))
    yield made.named("decisions.cases_refused", None)
    final, unit = float((steps()["final"] == "yes").sum()), label("apart", "decisions-unit")
    made = world.counted(len(apart()), unit, phrase("decisions._final"), *TABLES, n=final)
    left_out = f"instrument in {read_evidence_rule().left_out} or linked == 'no'"
    yield made.named("decisions.apart", None, left_out, "final == 'yes'")


#: Part of the refusals of all countries -> the pandas query that keeps it.
_PARTS = {
    "refused_linked": "linked == 'yes'",
    "refused_by_asylum": "decision == 'asylum_granted'",
    "refused_after_arrest": "order_known == 'yes'",
    "refused_without_arrest": "order_known == 'no'",
    "refused_arrest_unknown": "order_known == 'unknown'",
}

SUMMARY = (_by_role, _everywhere)
