"""What courts and authorities decided on people sought through INTERPOL: how often they refused, and on which ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Unpack, get_args

import pandas as pd

from analysis.core.country_names import country_name, suggestion
from analysis.core.errors import InputError, some
from analysis.core.judgement import read_evidence_rule
from analysis.core.messages import _, _n, label
from analysis.facts import world
from analysis.facts.selection import Selection, YearChoices, chosen
from analysis.stats.estimate import Estimate
from analysis.tables.schemas import schema_of

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

COUNTED = _("final decisions on handing a person over, one for each country in each case that may involve INTERPOL")
#: What the decisions cannot show, wherever they are counted.
LIMIT = _("This does not show how often extradition is refused. We searched for decisions only where one was known.")

_TABLES = ("cases_decisions", "cases", "cases_effects")
#: Columns of the case that each decision carries -> their names there.
_OF_CASE = {
    "requesting_country": "requesting_country", "instrument": "instrument", "linked": "linked",
    "claim_status": "claim_status", "evidence_grade": "evidence_grade", "oversight_outcome": "oversight_outcome",
    "year": "case_year",
}  # fmt: skip
#: The country of a decision by its role.
_COUNTRY: dict[Role, str] = {"deciding": "country", "requesting": "requesting_country"}


@cache
def steps() -> pd.DataFrame:
    """Every decision of ``cases_decisions``, in the order of each case, with what its case is."""
    release = world.release()
    of_case = release.cases.set_index("case_id")[list(_OF_CASE)].rename(columns=_OF_CASE)
    joined = release.cases_decisions.join(of_case, on="case_id")
    outcome = joined["decision"].map({code: outcome for outcome, codes in OUTCOMES.items() for code in codes})
    return joined.assign(outcome=outcome.where(joined["final"] == "yes").fillna("").astype(str))


@cache
def _keeps(condition: str) -> pd.Series[bool]:
    """Return which decisions a pandas query keeps, each condition evaluated once."""
    return steps().eval(condition).fillna(False).astype(bool)


@dataclass(frozen=True)
class Decisions:
    """Final decisions of a country or of all, kept by pandas queries of ``cases_decisions`` joined with its cases."""

    selection: Selection
    role: Role = "deciding"
    more: tuple[str, ...] = ()

    def but(self, *conditions: str) -> Decisions:
        """Return those that meet further conditions."""
        return replace(self, more=(*self.more, *conditions))

    @property
    def conditions(self) -> list[str]:
        """The pandas queries that a decision meets."""
        selection = self.selection
        return [
            "final == 'yes'",
            f"instrument not in {read_evidence_rule().left_out}",
            "linked != 'no'",
            *([f"{_COUNTRY[self.role]} == {selection.country!r}"] if selection.country else []),
            *([f"case_year >= {selection.since}"] if selection.since else []),
            *([f"case_year <= {selection.until}"] if selection.until else []),
            *self.more,
        ]

    @property
    def rows(self) -> pd.DataFrame:
        """The decisions, the newest first; those without a date are last."""
        kept = pd.concat([_keeps(condition) for condition in self.conditions], axis=1).all(axis=1)
        return newest_first(steps()[kept])

    @property
    def of(self) -> str:
        """The name of a number of these decisions begins with it."""
        return "decisions." if self.role == "deciding" else "decisions.requests_"

    def count(self, name: str, unit: str, sentence: str, *conditions: str) -> Estimate:
        """Count those of the decisions that meet further conditions; ``n`` is all of them."""
        number, n = len(self.but(*conditions).rows), float(len(self.rows))
        universe = f"{COUNTED}{self.selection.years}"
        found = world.counted(number, unit, universe, sentence, *_TABLES, n=n)
        query, within = " and ".join(conditions), " and ".join(self.conditions)
        return found.named(f"{self.of}{name}", self.selection.country, query, within)


def newest_first(decisions: pd.DataFrame) -> pd.DataFrame:
    """Sort decisions by date or year, the newest first; those of which neither is known come last."""
    when = decisions["date"].fillna(decisions["year"].astype("Int64").astype("string")).astype("string")
    order = when.sort_values(ascending=False, na_position="last", kind="stable").index
    return decisions.loc[order]


def _is(outcome: Outcome) -> str:
    return f"decision in {OUTCOMES[outcome]}"


_ON_RIGHTS = f"ground.str.contains('{'|'.join(RIGHTS)}')"
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
        ``oversight_outcome`` and ``case_year``. ``attrs["excluded"]`` counts the final decisions that are excluded.

    Examples
    --------
    >>> rows("France")["outcome"].value_counts().to_dict()
    {'refused': 6}
    """
    decisions = _decisions(country, role, choices)
    found = world.sourced(decisions.rows.reset_index(drop=True), *_TABLES)
    found.attrs["excluded"] = apart()["reason"].value_counts().to_dict()
    return found


def count(
    country: str | Selection | None = None,
    *,
    role: Role = "deciding",
    decision: Outcome = "refused",
    status: str = "",
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
    status : str
        Only decisions in cases with this claim status, such as "supported"; by default all.

    Returns
    -------
    Estimate
        A complete count of the decisions that we know; ``n`` is all final decisions. Decisions were searched only in
        cases where one was known, so the two give no share of requests that are refused.

    Examples
    --------
    >>> found = count("Türkiye", role="requesting")
    >>> found.value, found.n
    (18.0, 19.0)
    """
    decisions = _decisions(country, role, choices)
    _checked("decision", decision, get_args(Outcome))
    if status:
        _checked("status", status, tuple(schema_of("cases").columns["claim_status"].metadata["values"]))
    return _counted(decisions, decision, status)


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
    [['persecution_or_refugee_status', 6, 5]]
    """
    decisions = _decisions(country, role, choices)
    refused = _marked(decisions).query("refused == 1")
    each = refused.assign(ground=refused["ground"].astype(str).str.split(";")).explode("ground")
    counts = each.groupby("ground")[["refused", "refused_supported"]].sum().reset_index()
    counts["ground"] = counts["ground"].astype(str)
    last = counts.assign(last=counts["ground"] == NO_GROUND)
    order = last.sort_values(["last", "refused", "ground"], ascending=[True, False, True]).index
    return world.sourced(counts.loc[order].reset_index(drop=True), *_TABLES)


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
    found = world.sourced(ordered[table.columns].reset_index(drop=True), *_TABLES)
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
    return world.sourced(_grouped(_marked(everywhere), "requesting_country", "country"), *_TABLES)


def apart() -> pd.DataFrame:
    """Final decisions that are not counted, each with the reason."""
    final = steps().query("final == 'yes'")
    correction = final["instrument"].isin(read_evidence_rule().left_out)
    reason = pd.Series(_("not linked to INTERPOL"), index=final.index).mask(correction, _("no INTERPOL notice found"))
    return newest_first(final.assign(reason=reason)[correction | (final["linked"] == "no")])


# What pages state of decisions -------------------------------------------------------------------------------------


def _counted(decisions: Decisions, outcome: Outcome, status: str = "") -> Estimate:
    """Count the decisions that come to something, in cases of one status or of all."""
    conditions = [_is(outcome), *([f"claim_status == {status!r}"] if status else [])]
    name, unit = f"{outcome}_{status}" if status else outcome, label(outcome, "decisions-unit")
    if status:
        unit = _("{what}, {status} cases", what=unit, status=label(status))
    sentence = _sentence(decisions, outcome, decisions.but(*conditions).rows, status)
    return decisions.count(name, unit, sentence, *conditions)


def _sentence(decisions: Decisions, outcome: Outcome, found: pd.DataFrame, status: str) -> str:
    """Say how many decisions came to something, by whom or on whose request."""
    selection, count = decisions.selection, len(found)
    where = "world" if selection.country is None else decisions.role
    words = {"state": selection.called if selection.country else "", "countries": found["country"].nunique()}
    if not count:
        known = "none" if len(decisions.rows) else "nothing"
        return label(f"{known}-{where}", f"decisions-{outcome}", **words)
    if status:
        counted = _n("one known decision", "{count} known decisions", count)
        return label(outcome, "decisions-status", number=counted, status=label(status))
    group = "one" if words["countries"] == 1 and where == "requesting" else "many"
    said = label(f"{group}-{where}", f"decisions-{outcome}", count=count, **words)
    return f"{said} {_supported(found)}" if outcome == "refused" else said


def _supported(found: pd.DataFrame) -> str:
    """Say in how many of the decisions the case is supported."""
    supported = int((found["claim_status"] == "supported").sum())
    if len(found) == 1:
        return _("The case is {status}.", status=label(found["claim_status"].iloc[0]))
    if not supported:
        return _("None of these cases is supported.")
    if supported == len(found):
        return _("All of these cases are supported.")
    return _n("One of these decisions concerns a supported case.",
        "{count} of these decisions concern supported cases.", supported)  # fmt: skip


def _grounds(decisions: Decisions) -> Iterator[Estimate]:
    """Count the refusals that state a ground of rights, and those of which we read no ground."""
    refused = decisions.but(_is("refused"))
    whole = len(refused.rows)
    for name, condition in {"refused_on_rights": _ON_RIGHTS, "refused_without_ground": f"ground == '{NO_GROUND}'"}.items():
        number, unit = len(refused.but(condition).rows), label(name, "decisions-unit")
        sentence = label(name if number else f"no-{name}", "decisions-ground", count=number, whole=whole)
        yield refused.count(name, unit, sentence, condition)
    rights = refused.but(_SUPPORTED)
    sentence = label("supported", "decisions-ground", count=len(rights.but(_ON_RIGHTS).rows), whole=len(rights.rows))
    yield rights.count("refused_on_rights_supported", label("refused_on_rights", "decisions-unit"), sentence, _ON_RIGHTS)


def _by_role(selection: Selection) -> Iterator[Estimate]:
    """Count what a country decided, and what others decided on its requests."""
    for role in get_args(Role) if selection.country else ("deciding",):
        decisions = Decisions(selection, role)
        yield _counted(decisions, "refused")
        if len(decisions.rows):
            yield _counted(decisions, "refused", "supported")
            for outcome in ("granted_not_carried_out", "handed_over"):
                yield _counted(decisions, outcome)
            yield from _grounds(decisions)
        countries = decisions.but(_is("refused")).rows[_COUNTRY["deciding" if role == "requesting" else "requesting"]]
        yield from [] if not selection.country else [_countries(decisions, int(countries.nunique()))]


def _countries(decisions: Decisions, number: int) -> Estimate:
    """Count the countries on the other side of the refusals."""
    role = "requesting" if decisions.role == "deciding" else "deciding"
    sentence = label(role, "decisions-countries", count=number)
    found = world.counted(number, label(role, "decisions-sides"), COUNTED, sentence, *_TABLES)
    return found.named(f"{decisions.of}countries", decisions.selection.country)


def _everywhere(selection: Selection) -> Iterator[Estimate]:
    """Count in all countries who refused, in how many cases, whether after an arrest, and what is not counted."""
    if selection.country is not None:
        return
    decisions = Decisions(selection)
    refused = decisions.but(_is("refused"))
    found = refused.rows
    for outcome in ("refused", "granted_not_carried_out", "handed_over"):
        if outcome != "refused":
            yield _counted(decisions, outcome, "supported")
    for name, column in {"countries": "country", "cases_refused": "case_id"}.items():
        number = int(found[column].nunique())
        sentence = label(name, "decisions-world", count=number)
        made = world.counted(number, label(name, "decisions-unit"), COUNTED, sentence, *_TABLES, n=float(len(found)))
        yield made.named(f"decisions.{name}", None)
    parts = {
        "refused_not_named": "country.isna() or country == ''",
        "refused_after_arrest": "order_known == 'yes'",
        "refused_without_arrest": "order_known == 'no'",
        "refused_arrest_unknown": "order_known == 'unknown'",
    }
    for name, condition in parts.items():
        number = len(refused.but(condition).rows)
        sentence = label(name, "decisions-world", count=number, whole=len(found))
        yield refused.count(name, label(name, "decisions-unit"), sentence, condition)
    excluded = apart()
    made = world.counted(len(excluded), label("apart", "decisions-unit"), _("final decisions on handing a person over"),
        label("apart", "decisions-world", count=len(excluded)), *_TABLES, n=float((steps()["final"] == "yes").sum()))  # fmt: skip
    left_out = f"(instrument in {read_evidence_rule().left_out} or linked == 'no')"
    yield made.named("decisions.apart", None, left_out, "final == 'yes'")


def named_countries(codes: pd.Series[str], most: int = 3) -> str:
    """Name the first countries of a list with their counts, to follow a finding."""
    counts = codes.dropna().value_counts().head(most)
    return ", ".join(f"{country_name(str(code))} {number}" for code, number in counts.items())


SUMMARY = (_by_role, _everywhere)
