"""What every shipped table must look like: columns, types, units, allowed values and keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from analysis.core.errors import InputError, some
from analysis.core.files import relative
from analysis.core.hand import OFFENCES
from analysis.core.private import SHOWN

ISO3 = r"[A-Z]{3}"


URL = r"https?://\S+"


KINDS = {"Int64": "a whole number", "Float64": "a number", "str": "text", "bool": "True or False"}


Values = Mapping[str, str] | Iterable[str]


def column(
    dtype: str,
    description: str,
    *,
    values: Values | None = None,
    between: tuple[float, float] | None = None,
    pattern: str | None = None,
    unit: str = "",
    required: bool = False,
    role: str = "",
    derived: bool = False,
) -> pa.Column:
    """Describe one column.

    Parameters
    ----------
    dtype : str
        Type after cleaning.
    description : str
        What it holds.
    values : mapping or iterable of str, optional
        The allowed values, with their meanings where they need one.
    between : tuple of float, optional
        Least and greatest allowed value.
    pattern : str, optional
        Regular expression that the whole text must match.
    unit : str
        What one unit is.
    required : bool
        Whether a blank is refused.
    role : {"", "country", "date"}
        ``country``: harmonised to ISO3. ``date``: a date of day, month or year precision.
    derived : bool
        Added by cleaning, so absent from the raw file.

    Returns
    -------
    pandera.Column
        It coerces to the type and checks every value.
    """
    allowed = dict(values) if isinstance(values, Mapping) else dict.fromkeys(values or (), "")
    checks = [pa.Check.isin(list(allowed))] if allowed else []
    checks += [pa.Check.in_range(*between)] if between else []
    checks += [pa.Check.str_matches(f"^(?:{pattern})$")] if pattern else []
    held = {
        "values": allowed,
        "between": between,
        "pattern": pattern,
        "unit": unit,
        "role": role,
        "derived": derived,
        "dtype": dtype,
    }
    return pa.Column(dtype, checks, nullable=not required, coerce=True, description=description, metadata=held)


def text(description: str, **options: object) -> pa.Column:
    """Describe a column of text; the options are those of :func:`column`."""
    return column("str", description, **options)  # type: ignore[arg-type]


def country(description: str, *, required: bool = True, pattern: str = ISO3) -> pa.Column:
    """Describe a column of countries, harmonised to ISO 3166-1 alpha-3."""
    return column("str", f"{description} (ISO 3166-1 alpha-3)", pattern=pattern, required=required, role="country")


def partial_date(description: str, *, required: bool = False) -> pa.Column:
    """Describe a date as precise as its source: YYYY, YYYY-MM or YYYY-MM-DD."""
    form = f"{description}: YYYY, YYYY-MM or YYYY-MM-DD"
    return column("str", form, pattern=r"\d{4}(-\d{2}){0,2}", role="date", required=required)


def integer(description: str, low: float, high: float, **options: object) -> pa.Column:
    """Describe a column of whole numbers between two bounds."""
    return column("Int64", description, between=(low, high), **options)  # type: ignore[arg-type]


def number(description: str, low: float, high: float, **options: object) -> pa.Column:
    """Describe a column of numbers between two bounds."""
    return column("Float64", description, between=(low, high), **options)  # type: ignore[arg-type]


def precision_of(name: str) -> dict[str, pa.Column]:
    """Describe the two columns that cleaning adds to a date: how precise it is, and its first day."""
    values = {
        "day": "known to the day",
        "month": "known to the month",
        "year": "known to the year",
        "unknown": "not known",
    }
    return {
        f"{name}_precision": text(f"Precision of {name}", values=values, required=True, derived=True),
        f"{name}_first": column("datetime64[ns]", f"First day that {name} can mean", derived=True),
    }


CORRECTION = {"correction": text("What a declared correction or doubt says about the row", derived=True)}


UNIVERSES = {
    "issued": "alerts published in a year",
    "in_force": "alerts valid on a day",
    "public": "notices shown on INTERPOL's website on a day",
    "refused": "requests refused before, or alerts cancelled after, publication",
    "complaints": "requests to the CCF",
}


def table(name: str, columns: dict[str, pa.Column], key: list[str]) -> pa.DataFrameSchema:
    """Describe one table: its columns, no other, and the key that names each row once."""
    return pa.DataFrameSchema(columns, strict=True, unique=key, name=name, report_duplicates="exclude_first")


CASES = table(
    "cases",
    {
        "case_id": text("Requesting country, year and a short name", pattern=r"[a-z]{3}-[a-z0-9-]+", required=True),
        "requesting_country": country("State that asked INTERPOL, or is said to have asked"),
        "host_country": country("Where the person was when the effect, if any, came", required=False),
        "year": integer("Year of the main known effect: arrest, refusal or deletion", 1990, 2030),
        "year_notice": integer("Year in which the notice was requested or issued", 1990, 2030),
        "instrument": text(
            "INTERPOL instrument by which the person was sought",
            values={
                "red_notice": "a source says Red Notice",
                "diffusion": "a diffusion, sent by the bureau itself",
                "unspecified_interpol": "INTERPOL is named, the instrument is not; or a request with no known answer",
                "request_refused": "requested, and refused by INTERPOL or stopped by the state's own bureau",
                "slTD_passport": "an entry in the database of stolen and lost travel documents",
                "interstate_wanted_list": "the list of the Commonwealth of Independent States, not INTERPOL's",
                "none_found": "no INTERPOL instrument is shown",
            },
            required=True,
        ),
        "target_profile": text(
            "Main public role of the person; serving politicians, clerics and soldiers are other",
            values=[
                "academic",
                "activist",
                "artist",
                "businessperson",
                "former_official",
                "human_rights_defender",
                "journalist",
                "lawyer",
                "opposition_politician",
                "other",
                "refugee_or_asylum_seeker",
                "religious_or_ethnic_minority",
            ],
            required=True,
        ),
        "public_figure_name": text("Name, only of people who spoke publicly or are widely reported"),
        "charge_category": text(
            "Class of the charge",
            values=[
                "corruption",
                "defamation_speech",
                "drugs",
                "extremism",
                "fraud_economic",
                "incitement",
                "mass_unrest",
                "other",
                "tax",
                "terrorism",
                "treason_state_security",
                "unknown",
                "violent_crime",
            ],
            required=True,
        ),
        "charge_as_reported": text("The charge in the words of the source, shortened; an allegation", required=True),
        "effect": text(
            "Main known effect on the person",
            values={
                "none_known": "none read",
                "travel_blocked": "travel blocked",
                "asylum_affected": "asylum affected",
                "detained": "arrested or detained",
                "extradition_refused": "extradition refused",
                "extradited_or_rendered": "handed over",
            },
            required=True,
        ),
        "oversight_outcome": text(
            "What INTERPOL decided",
            values={
                "unknown": "not read",
                "pending": "not yet decided",
                "refused_by_ndtf": "refused inside INTERPOL (nearest code for any organ)",
                "deleted_by_general_secretariat": "deleted; General Secretariat",
                "deleted_by_ccf": "deleted; CCF",
                "blocked_provisionally": "access blocked until a decision",
                "withdrawn_by_requesting_state": "withdrawn by the state that asked; no decision of INTERPOL",
                "upheld": "kept",
            },
            required=True,
        ),
        "article_grounds": text(
            "Article of INTERPOL's Constitution cited",
            values={
                "art2": "human rights",
                "art3": "political, military, religious or racial character",
                "both": "both",
                "other": "refugee policy, data quality, disproportion, immunity and the like",
                "unknown": "not read",
            },
            required=True,
        ),
        "evidence_grade": text(
            "Grade of the evidence on what happened at INTERPOL or in court, not on the charge",
            values={
                "A": "decision or statement by INTERPOL, the CCF, a court, or a state authority about such a decision",
                "B": "two independent reputable sources",
                "C": "one source, or two of one origin",
                "D": "unverified",
                "X": "contradicted",
            },
            required=True,
        ),
        "claim_status": text(
            "Whether the claim of misuse stands",
            values={
                "supported": "sources agree on INTERPOL's part and on a rights concern",
                "contested": "charge credible, sources conflict, or INTERPOL's part unsettled",
                "unsupported": "no part of INTERPOL shown, or denied",
            },
            required=True,
        ),
        "source_1_title": text("First source", required=True),
        "source_1_url": text("Its address", pattern=URL, required=True),
        "source_1_date": partial_date("Its date"),
        "source_2_title": text("Second source"),
        "source_2_url": text("Its address", pattern=URL),
        "source_2_date": partial_date("Its date"),
        "note": text("What else must be known"),
        "year_precision": text(
            "Precision of year, from the cautions of cases_flags",
            values={"year": "as read", "approximate": "approximate", "unread": "not read", "unknown": "blank"},
            required=True,
            derived=True,
        ),
        **precision_of("source_1_date"),
        **precision_of("source_2_date"),
        **CORRECTION,
    },
    ["case_id"],
)


CASES_FLAGS = table(
    "cases_flags",
    {
        "case_id": text("Row of the case register", required=True),
        "flag": text(
            "The caution",
            values=[
                "copy_read",
                "group_row",
                "oversight_body_inferred",
                "refusal_organ_nearest_code",
                "reversed_or_contradicted_later",
                "single_source",
                "sources_not_independent",
                "year_approximate",
                "year_unread",
            ],
            required=True,
        ),
        "explanation": text("The caution in words", required=True),
    },
    ["case_id", "flag"],
)


CASES_CHANGES = table(
    "cases_changes",
    {
        "release": integer("Data release that made the change", 2, 99, required=True),
        "case_id": text("Row of the case register", required=True),
        "column": text("Column of the register; blank where the whole row was added"),
        "old": text("What it held before"),
        "new": text("What it holds since; row added where the row is new"),
        "why": text("Why it was changed", required=True),
        "source_url": text("Address of the source that shows it", pattern=URL, required=True),
    },
    ["case_id", "column", "new"],
)


def _coding(which: str) -> dict[str, pa.Column]:
    """Describe the codes of one of two codings: those of the register, blank where a round did not code them."""
    codes = {"grade": "evidence_grade", "outcome": "oversight_outcome"}
    held: dict[str, pa.Column] = {
        "requesting_country": country(f"Requesting country, {which} coding", required=False),
        "host_country": country(f"Host country, {which} coding", required=False),
        "year": integer(f"Year, {which} coding", 1990, 2030),
    }
    for name in ("instrument", "grade", "claim_status", "effect", "outcome"):
        values = CASES.columns[codes.get(name, name)].metadata["values"]
        held[name] = text(f"{name.replace('_', ' ').capitalize()}, {which} coding", values=values, required=True)
    return {f"{which}_{name}": told for name, told in held.items()}


CASES_SECOND_CODING = table(
    "cases_second_coding",
    {
        "case_id": text("Row of the case register", required=True),
        "round": text(
            "Round of the second coding",
            values={"1": "40 rows drawn at random from release 1", "2": "50 rows, at least 20 strongly supported"},
            required=True,
        ),
        **_coding("first"),
        **_coding("second"),
        "note": text("What else must be known"),
    },
    ["case_id", "round"],
)


CASE_CONFLICTS = table(
    "case_conflicts",
    {
        "case_id": text("Row of the case register", required=True),
        "conflict": text("What the sources say against each other", required=True),
        "column": text(
            "Column of the register that the conflict bears on",
            values=["claim_status", "evidence_grade", "instrument", "oversight_outcome"],
            required=True,
        ),
        "coded": text("How the register codes it", required=True),
    },
    ["case_id"],
)


COUNTRY_MENTIONS = table(
    "country_mentions",
    {
        "country": country("State named"),
        "year": integer("Year of the list", 2000, 2030, required=True),
        "source_title": text("The list", required=True),
        "source_url": text("Its address", pattern=URL, required=True),
        "wording_category": text(
            "How the state is named",
            values={"named_abuser": "as one that abuses INTERPOL", "case_mentioned": "only a case of it is reported"},
            required=True,
        ),
        "family": text(
            "Family of the source, by data/hand/source_families.csv",
            values={
                "governments": "governments",
                "parliaments": "parliaments and intergovernmental bodies",
                "ngos": "non-governmental organisations",
                "press": "the investigative press",
            },
            required=True,
            derived=True,
        ),
    },
    ["country", "year", "source_title"],
)


OVERSIGHT_STATISTICS = table(
    "oversight_statistics",
    {
        "indicator": text("What is counted; its meaning stands in data/hand/indicators.csv", required=True),
        "country": country(
            "State concerned; WORLD, XIC (ICC) and XIR (IRMCT) also stand here", pattern=f"{ISO3}|WORLD"
        ),
        "year": integer("Year; the last one of a period", 1956, 2030, required=True),
        "value": number("The figure; blank where value_text holds it", 0, 1e7),
        "unit": text("Unit of value", required=True),
        "source_title": text("Who published it", required=True),
        "source_url": text("Address", pattern=URL, required=True),
        "note": text("What else must be known"),
        "value_text": text("The figure in words where it is no single number"),
        "date_text": text("Date or period as the source gives it", required=True),
        "basis": text("Universe; blank for rows outside the five", values=UNIVERSES),
        "reliability": text(
            "Kind of source",
            values={
                "primary": "text of INTERPOL, or a captured total of its site or API",
                "secondary": "a report, law blog or parliamentary source citing it",
                "tertiary": "an aggregator or undated page",
            },
            required=True,
        ),
        "conflict_group": text("Group of figures that conflict", pattern=r"C\d\d_[a-z0-9_]+"),
        "date_precision": text(
            "Precision of date_text",
            values={
                "day": "one day",
                "month": "one month",
                "year": "one year",
                "period": "more than one year",
                "approximate": "estimated",
            },
            required=True,
            derived=True,
        ),
        "preferred": column("bool", "Whether the rules of preference choose it", required=True, derived=True),
        "preferred_reason": text("Rule and reason, within conflict groups", derived=True),
        **CORRECTION,
    },
    ["indicator", "country", "date_text", "unit", "source_url"],
)


CCF_DECISIONS = table(
    "ccf_decisions",
    {
        "decision_id": text("Number, or U and a number where none is known", required=True),
        "decision_no": integer("Number within the year", 1, 99),
        "year": integer("Year of the excerpt or decision", 2000, 2030),
        "session": text("Session of the CCF"),
        "data_type": text("Notice or other data at issue", required=True),
        "tags": text("Tags of the excerpt"),
        "grounds_coded": text("Tags split into Article 2, Article 3 and others"),
        "art2": integer("1 if a tag names Article 2 or human rights", 0, 1, required=True),
        "art3": integer("1 if a tag names Article 3 or political character", 0, 1, required=True),
        "outcome": text("Outcome in the words of the source"),
        "outcome_code": text(
            "Outcome",
            values={
                "compliant": "data comply with the rules",
                "compliant_with_update": "comply once changed",
                "not_compliant": "do not comply",
            },
        ),
        "country": country("Source of the data, where known", required=False),
        "issue_own_words": text("What it was about", required=True),
        "issue_basis": text("What the previous column rests on", required=True),
        "source_kind": text(
            "Kind of row",
            values={
                "published_excerpt": "excerpt published by the CCF",
                "excerpt_summary": "summary of an excerpt by others",
                "reported_case": "decision reported by the press, a helper or a party",
            },
            required=True,
        ),
        "possible_duplicate_of": text("Excerpt that it may summarise"),
        "source_url": text("Address", pattern=URL, required=True),
        "note": text("What else must be known"),
        **CORRECTION,
    },
    ["decision_id"],
)


MEASURES = {
    "civil_society_appeal": "appeal of a non-governmental body",
    "cooperation_review": "a state asks for, or makes, extra checks",
    "cooperation_suspended": "a state suspends legal aid",
    "court_opinion": "the opinion of an advocate general of a court",
    "court_refusal": "a court refuses extradition",
    "court_ruling": "a court rules on notices in general",
    "denial": "INTERPOL denies a report",
    "detention_on_request": "a person is held on a request",
    "diplomatic_demarche": "a government asks INTERPOL or its members to act",
    "draft_resolution": "a draft for the General Assembly",
    "extradition_refused": "a government refuses extradition",
    "internal_reform": "INTERPOL changes its rules or practice",
    "investigation": "a journalistic investigation",
    "leaked_document": "a document of an authority that was leaked",
    "membership_review": "the General Assembly studies the suspension of members",
    "national_law": "a law or bill",
    "national_policy": "an instruction of a national authority",
    "ncb_access_suspended": "a bureau loses access",
    "ncb_corrective_measure": "a corrective measure on a bureau",
    "ncb_measure_lifted": "such a measure is lifted",
    "ncb_measure_relaxed": "such a measure is relaxed",
    "ncb_supervision_measure": "a bureau is put under supervision",
    "notice_deleted": "a notice is deleted",
    "notice_modified": "a notice is changed or limited",
    "parliamentary_answer": "a government answers a parliament",
    "parliamentary_debate": "a debate",
    "parliamentary_inquiry": "an inquiry",
    "parliamentary_question": "a question",
    "parliamentary_report": "a report",
    "parliamentary_resolution": "a resolution or recommendation",
    "parliamentary_study": "a study made for a parliament",
    "press_report": "a report of the press",
    "regional_office": "an office of INTERPOL in a region",
    "release": "a person is released",
    "request_declined": "INTERPOL declines to act on a member",
    "request_refused": "INTERPOL refuses a request",
    "request_upheld": "INTERPOL finds a request in line with its rules",
    "resources": "money or staff",
    "transparency": "a publication of rules or figures",
    "warning": "a warning to a bureau",
}


OVERSIGHT_TIMELINE = table(
    "oversight_timeline",
    {
        "date": partial_date("When"),
        "date_precision": text(
            "Precision of date as coded",
            values=["day", "month", "year", "unknown"],
            required=True,
        ),
        "actor": text("Who acted", required=True),
        "country_concerned": country("State concerned", required=False),
        "measure_type": text("Kind of event", values=MEASURES, required=True),
        "description": text("What happened", required=True),
        "source_title": text("Source", required=True),
        "source_url": text("Its address", pattern=URL, required=True),
        "date_first": column("datetime64[ns]", "First day that date can mean", derived=True),
        **CORRECTION,
    },
    ["actor", "description"],
)


BELARUS_SANCTIONS = table(
    "belarus_sanctions_timeline",
    {
        "date": partial_date("Date of the round", required=True),
        "sender": text(
            "Who imposes", values={"EU": "European Union", "UK": "United Kingdom", "US": "United States"}, required=True
        ),
        "round": text("Name of the round or legal basis", required=True),
        "persons_added": integer("Persons added", 0, 1000, unit="persons"),
        "entities_added": integer("Entities added", 0, 1000, unit="entities"),
        "source_url": text("Address", pattern=URL, required=True),
        "count_basis": text(
            "Where the counts come from",
            values={
                "press or official release": "the release",
                "official list copy": "entries with that date on a later copy of the list",
            },
            required=True,
        ),
        "persons_on_list_copy": integer("Persons with that date on a later copy", 0, 1000, unit="persons"),
        "entities_on_list_copy": integer("Entities with that date on a later copy", 0, 1000, unit="entities"),
        "total_persons_after": integer("Persons listed in all afterwards, as published", 0, 10000, unit="persons"),
        "total_entities_after": integer("Entities listed in all afterwards, as published", 0, 10000, unit="entities"),
        "discrepancy": text("Where release and list copy differ"),
        "list_copy_url": text("Address of the list copy", pattern=URL),
        "note": text("What else must be known"),
        **precision_of("date"),
        **CORRECTION,
    },
    ["date", "sender", "round"],
)


FOUNDING_CLAIMS = table(
    "founding_claims",
    {
        "claim_id": text("Number of the claim", pattern=r"FA\d\d", required=True),
        "claim": text("The claim, in other words", required=True),
        "verdict": text(
            "What the evidence says of it",
            values={
                "supported": "sources bear it out",
                "contested": "borne out in part, or sources differ",
                "unsupported": "no source bears it out, or sources say otherwise",
                "not_assessed": "no evidence either way was gathered",
            },
            required=True,
        ),
        "evidence": text("What the sources show", required=True),
        "would_change": text("What would change the verdict", required=True),
        "case_ids": text("Rows of the case register, separated by semicolons"),
        "sources": text("Addresses, or tables of this release, separated by semicolons", required=True),
        "note": text("What else must be known"),
    },
    ["claim_id"],
)


SCORE = "1 (least) to 5 (most political terror)"


GOVERNANCE = table(
    "governance_country_year",
    {
        "iso3": country("Country or territory"),
        "year": integer("Year", 2000, 2025, required=True),
        "vdem_rule_of_law": number("V-Dem rule of law index", 0, 1, unit="0 (worst) to 1"),
        "vdem_freedom_of_expression": number("V-Dem freedom of expression index", 0, 1, unit="0 (worst) to 1"),
        "vdem_liberal_democracy": number("V-Dem liberal democracy index", 0, 1, unit="0 (worst) to 1"),
        "vdem_regime": integer(
            "Regimes of the World: 0 closed, 1 electoral autocracy; 2 electoral, 3 liberal democracy",
            0,
            3,
        ),
        "wgi_rule_of_law": number("WGI rule of law", -4, 4, unit="standard normal units, higher is better"),
        "wgi_rule_of_law_se": number("Its standard error", 0, 2, unit="standard normal units"),
        "pts_amnesty": integer("Political Terror Scale after Amnesty International", 1, 5, unit=SCORE),
        "pts_hrw": integer("Political Terror Scale after Human Rights Watch", 1, 5, unit=SCORE),
        "pts_state": integer("Political Terror Scale after the US State Department", 1, 5, unit=SCORE),
        "population": integer("Inhabitants at mid-year", 1, 2e9, unit="persons"),
        "refugees_by_origin": integer("Refugees from the country at the end of the year", 0, 1e8, unit="persons"),
        "asylum_seekers_by_origin": integer(
            "Asylum seekers from the country at the end of the year", 0, 1e8, unit="persons"
        ),
    },
    ["iso3", "year"],
)


REFUGEES = table(
    "refugees_by_origin_host",
    {
        "year": integer("Year", 2000, 2025, required=True),
        "origin": country("State that the persons left"),
        "host": country("State that they are in"),
        "refugees": integer("Refugees at the end of the year", 0, 1e8, unit="persons", required=True),
        "asylum_seekers": integer("Asylum seekers at the end of the year", 0, 1e8, unit="persons", required=True),
    },
    ["year", "origin", "host"],
)


SNAPSHOT = "Day on which the public list was collected"


BASIS = {
    "stated": "by the source",
    "inferred": "from the order in which the site was asked, one requesting country after the other",
    "missing": "not known",
}


SMALL = "fewer than 3 are shown as <3, and a count that leaves fewer than 3 as > the least that it can be"


PUBLIC_NOTICES = table(
    "public_notices_by_requesting_country",
    {
        "snapshot_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
        "requesting_country": country(
            "State that requested the notices; blank where the source does not tell", required=False
        ),
        "requester_basis": text("How the requesting country is known", values=BASIS, required=True),
        "notices": integer("Red Notices public that day", 1, 1e5, unit="notices", required=True),
        "weakly_inferred": integer(
            "Those of them whose requester is inferred with medium or low confidence, or by a person's reading",
            0,
            1e5,
            unit="notices",
            required=True,
        ),
        "expected": number(
            "Sum of the probabilities that they are the requester's; blank where these are not known",
            0,
            1e5,
            unit="notices",
        ),
        "low": integer("Low end of the 95 % interval of the inference", 0, 1e5, unit="notices"),
        "high": integer("High end of the 95 % interval of the inference", 0, 1e5, unit="notices"),
        "nationality_stated": integer(
            "Those of them whose nationality is stated", 0, 1e5, unit="notices", required=True
        ),
        "own_national": text(
            f"Those of them against a national of the requester; {SMALL}; blank without a requester", pattern=SHOWN
        ),
    },
    ["snapshot_date", "requesting_country", "requester_basis"],
)


INFERENCE = table(
    "public_notices_inference",
    {
        "snapshot_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
        "requesting_country": country("State that requested the notices (inferred)"),
        "statistic": text(
            "What is counted",
            values={
                "requested": "notices that it requested, of those assigned to it",
                "left": "notices that left the list by the last look, of those that it requested",
                "own_national": "notices against own nationals, of those of stated nationality",
                "strict": "notices with a strictly sensitive charge, of those that state a charge",
                "broad": "notices with a broadly sensitive charge, of those that state a charge",
            },
            required=True,
        ),
        "count": integer("An outcome of the count", 0, 1e5, unit="notices", required=True),
        "of": integer("The whole that goes with it", 1, 1e5, unit="notices", required=True),
        "probability": number("How probable count and whole are together", 0, 1, required=True),
    },
    ["requesting_country", "statistic", "count", "of"],
)


NATIONALITIES = table(
    "public_notices_by_nationality",
    {
        "snapshot_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
        "nationality": country("Nationality of the person; blank where none is stated", required=False),
        "nationality_basis": text("Whose nationality the source states", required=True),
        "notices": integer("Red Notices public that day", 1, 1e5, unit="notices", required=True),
    },
    ["snapshot_date", "nationality"],
)


EXITS = table(
    "public_notices_exits",
    {
        "requesting_country": country("State that requested the notices (inferred)"),
        "public_first": integer("Red Notices public on first_date", 1, 1e5, unit="notices", required=True),
        "still_public": integer(
            "Those of them public on last_date or in the snapshot eight days before",
            0,
            1e5,
            unit="notices",
            required=True,
        ),
        "person_again": integer(
            "Those that left whose name and birth date stand in the last snapshots under a new id",
            0,
            1e5,
            unit="notices",
            required=True,
        ),
        "first_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
        "last_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
    },
    ["requesting_country"],
)


COVERAGE = {
    "most of the list": "a snapshot",
    "names that begin with A": "a sample that describes itself, not the list",
}


def _of_collection() -> dict[str, pa.Column]:
    """Describe the columns that say which notices of which requester are counted."""
    return {
        "snapshot_date": text(SNAPSHOT, pattern=r"\d{4}-\d\d-\d\d", required=True),
        "coverage": text("How much of the list the collection holds", values=COVERAGE, required=True),
        "requesting_country": country(
            "State that requested the notices; WORLD for all such together; blank where the source does not tell",
            required=False,
            pattern=rf"{ISO3}|WORLD",
        ),
        "requester_basis": text("How the requesting country is known", values=BASIS, required=True),
    }


OFFENCE_KEY = ["snapshot_date", "requesting_country", "requester_basis", "offence"]


BY_OFFENCE = table(
    "public_notices_by_offence",
    _of_collection()
    | {
        "offence": text("Offence that the charge states", values=OFFENCES, required=True),
        "notices": text(f"Red Notices public that day with the offence; {SMALL}", pattern=SHOWN, required=True),
    },
    OFFENCE_KEY,
)


SENSITIVE = table(
    "public_notices_sensitive",
    _of_collection()
    | {
        "notices": text(
            "Red Notices public that day; fewer than 3 are shown as <3 in a sample", pattern=r"<3|\d+", required=True
        ),
        "charged": text(f"Those of them whose charge states an offence; {SMALL}", pattern=SHOWN, required=True),
        "strict": text(
            f"Those of them whose every offence is extremism_speech, state_security or public_order; {SMALL}",
            pattern=SHOWN,
            required=True,
        ),
        "broad": text(
            "Those of them whose every offence is one of these, terrorism or armed_formation; holds the strict ones; "
            f"{SMALL}",
            pattern=SHOWN,
            required=True,
        ),
    },
    OFFENCE_KEY[:3],
)


def _designated(by: str) -> pa.Column:
    return text(f"Those of them designated by {by}; {SMALL}", pattern=SHOWN, required=True)


CORROBORATION = table(
    "public_notices_corroboration",
    _of_collection()
    | {
        "security": text(
            f"Persons charged with terrorism or an armed formation; {SMALL}", pattern=SHOWN, required=True
        ),
        "designated": _designated("the UN, the EU, the UK or the US"),
        "designated_un": _designated("the UN"),
        "designated_eu": _designated("the EU"),
        "designated_uk": _designated("the UK"),
        "designated_us": _designated("the US"),
    },
    OFFENCE_KEY[:3],
)


def _of_designation() -> dict[str, pa.Column]:
    """Describe the columns that say which designations are counted."""
    return {
        "entity_type": text("Kind of subject", values=["person", "entity", "vessel", "aircraft"], required=True),
        "year": integer("Year of listing; blank where it is not known", 1990, 2100),
        "listed_on_basis": text(
            "How the year is known",
            values={
                "stated": "by the list",
                "first_seen": "the first release of the list that held the designation",
                "censored": "listed on the day of the first release that is known, or before: belongs to no year",
                "unknown": "the list states no day, or none that can be read",
            },
            required=True,
        ),
        "designations": integer("Designations in force at the release", 1, 1e5, unit="designations", required=True),
    }


SENDER = text("Who designated", values=["UN", "EU", "UK", "US"], required=True)


TARGET = country("State that the programme is about; blank for conduct or a region", required=False)


WHEN = ["entity_type", "year", "listed_on_basis"]


BY_TARGET = table(
    "designations_by_target_country",
    {"programme_country": TARGET, "list": SENDER, **_of_designation()},
    ["programme_country", "list", *WHEN],
)


BY_PROGRAMME = table(
    "designations_by_programme",
    {
        "list": SENDER,
        "programme": text("Programme, as the list writes it", required=True),
        "programme_country": TARGET,
        **_of_designation(),
    },
    ["list", "programme", *WHEN],
)


INTERVAL_COVERAGE = table(
    "interval_coverage",
    {
        "estimator": text("What the interval is of", required=True),
        "world": text("Where the simulated data come from", required=True),
        "units": text(
            "Which states are counted", values=["all", "smallest fifth by exposure", "with an event"], required=True
        ),
        "level": number("Level that the interval states", 0, 1, required=True),
        "coverage": number("Share of the intervals that held the truth", 0, 1, required=True),
        "first": number("The same in the first five simulations, for a quick check", 0, 1, required=True),
        "simulations": integer("Simulated data sets", 1, 1e6, required=True),
        "intervals": integer("Intervals in them", 1, 1e9, required=True),
        "seed": integer("Seed of the simulation", 0, 1e12, required=True),
    },
    ["estimator", "world", "units"],
)


REGIONS = table(
    "regions",
    {
        "iso3": country("Country or territory"),
        "region": text(
            "Region of the UN's M49 standard",
            values=["Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania"],
            required=True,
        ),
        "subregion": text("Sub-region of the UN's M49 standard", required=True),
        "basis": text("M49, or why it stands there", required=True),
    },
    ["iso3"],
)


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    schema.name: schema
    for schema in (
        CASES,
        CASES_FLAGS,
        CASES_CHANGES,
        CASES_SECOND_CODING,
        CASE_CONFLICTS,
        COUNTRY_MENTIONS,
        OVERSIGHT_STATISTICS,
        CCF_DECISIONS,
        OVERSIGHT_TIMELINE,
        BELARUS_SANCTIONS,
        FOUNDING_CLAIMS,
        GOVERNANCE,
        REFUGEES,
        PUBLIC_NOTICES,
        NATIONALITIES,
        EXITS,
        INFERENCE,
        BY_OFFENCE,
        SENSITIVE,
        CORROBORATION,
        BY_TARGET,
        BY_PROGRAMME,
        INTERVAL_COVERAGE,
        REGIONS,
    )
}


def schema_of(name: str) -> pa.DataFrameSchema:
    """Give the schema of a table.

    Raises
    ------
    InputError
        If no table of that name is described.
    """
    if name not in SCHEMAS:
        fix = "correct the name, or describe the table in analysis/tables/schemas.py"
        raise InputError(f"no table {name!r}", f"one of {some(sorted(SCHEMAS), 30)}", fix)
    return SCHEMAS[name]


def with_role(schema: pa.DataFrameSchema, role: str) -> list[str]:
    """List the columns of a schema that play a role, for example ``country``."""
    return [name for name, held in schema.columns.items() if held.metadata["role"] == role]


def raw_columns(schema: pa.DataFrameSchema) -> list[str]:
    """List the columns that the raw file must have, in order: all but those that cleaning adds."""
    return [name for name, held in schema.columns.items() if not held.metadata["derived"]]


def expect_columns(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Check that a raw table has the columns of its schema, and no other.

    Raises
    ------
    InputError
        If a column is unknown or missing; it names them.
    """
    wanted = raw_columns(schema)
    new = [name for name in frame.columns if name not in wanted]
    gone = [name for name in wanted if name not in frame.columns]
    if not new and not gone:
        return
    got = " and ".join([f"the unknown column {some(new)}"] * bool(new) + [f"no column {some(gone)}"] * bool(gone))
    fix = "remove it, or describe it in analysis/tables/schemas.py" if new else "restore it"
    raise InputError(got, f"the columns {some(wanted, 30)}", fix, file=relative(file), row=1)


def refuse_blanks(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Check that the columns of a raw table that may not be blank are not; missing values are NaN.

    Raises
    ------
    InputError
        At the first blank, in order of the columns; the index holds the rows of the file.
    """
    for name in raw_columns(schema):
        blank = frame.index[frame[name].isna()]
        if len(blank) and not schema.columns[name].nullable:
            got = f"a blank in column {name!r}"
            expected = expectation(schema.columns[name])
            raise InputError(got, expected, "complete the row", file=relative(file), row=int(blank[0]))


def validate(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> pd.DataFrame:
    """Coerce a table to its schema and check every value.

    Parameters
    ----------
    frame : DataFrame
        Text, missing values as NaN; the index holds the rows of the file.
    schema : pandera.DataFrameSchema
        What it must look like.
    file : Path
        The file it comes from, for the message.

    Returns
    -------
    DataFrame
        The typed table, columns in the order of the schema.

    Raises
    ------
    InputError
        At the first value, in order of the file, that the schema refuses.
    """
    try:
        checked = schema.validate(frame[list(schema.columns)], lazy=True)
    except pa.errors.SchemaErrors as refused:
        raise _first_failure(refused.failure_cases, frame, schema, file) from None
    return pd.DataFrame(checked)


def _first_failure(cases: pd.DataFrame, frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> InputError:
    placed = cases.dropna(subset=["index"])
    case = (placed if not placed.empty else cases).sort_values("index", kind="stable").iloc[0]
    row = None if pd.isna(case["index"]) else int(case["index"])
    if case["check"] == "multiple_fields_uniqueness":
        key = ", ".join(f"{name} {frame[name].get(row)!r}" for name in schema.unique)
        return InputError(
            f"{key} a second time", "each key once", "remove one of the rows", file=relative(file), row=row
        )
    name = str(case["column"])
    value = frame[name].get(row)
    got = f"a blank in column {name!r}" if pd.isna(value) else f"{value!r} in column {name!r}"
    return InputError(got, expectation(schema.columns[name]), "correct the value", file=relative(file), row=row)


def expectation(held: pa.Column) -> str:
    """Say in words what a column accepts."""
    told = held.metadata
    if told["values"]:
        return f"one of {some(told['values'], 30)}"
    if told["role"] == "country":
        return f"a country ({held.description})"
    kind = KINDS.get(told["dtype"], told["dtype"])
    span = f" from {told['between'][0]:.10g} to {told['between'][1]:.10g}" if told["between"] else ""
    shape = f" like {told['pattern']}" if told["pattern"] else ""
    return f"{kind}{span}{shape} ({held.description})"
