"""What each file of human judgement may hold: the model of a row of each csv, and of the document of each yml."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Literal, get_args

import pycountry
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from analysis.core.files import HAND, csv_as_text
from analysis.core.messages import _, _n

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Universe = Literal["in_force", "issued", "public", "refused", "complaints"]
Family = Literal["governments", "parliaments", "ngos", "press"]
Form = Literal["year-first", "day-first", "month-first"]
Offence = Literal[
    "terrorism",
    "armed_formation",
    "extremism_speech",
    "state_security",
    "public_order",
    "organised_crime",
    "homicide",
    "violence",
    "kidnapping",
    "sexual",
    "human_trafficking",
    "drugs",
    "weapons",
    "property",
    "fraud_economic",
    "corruption",
    "tax_customs",
    "cybercrime",
    "international_crimes",
    "traffic",
    "justice",
    "family",
    "environment",
    "other",
    "unspecified",
]
#: The labels of the taxonomy, in its order.
OFFENCES: tuple[str, ...] = get_args(Offence)


@cache
def _column(file: str, column: str) -> frozenset[str]:
    return frozenset(csv_as_text(HAND / file)[column])


@cache
def _codes() -> frozenset[str]:
    listed = (*pycountry.countries, *pycountry.historic_countries)
    return frozenset(country.alpha_3 for country in listed) | _column("country_names.csv", "iso3")


def _country(code: str) -> str:
    if code not in _codes():
        raise ValueError("an ISO 3166-1 alpha-3 code, or one of data/hand/country_names.csv")
    return code


def _listed_in(file: str, column: str) -> Callable[[str], str]:
    def known(value: str) -> str:
        if value not in _column(file, column):
            raise ValueError(f"a {column} of data/hand/{file}")
        return value

    return known


def _sender(code: str) -> str:
    known = list(csv_as_text(HAND / "senders.csv")["list"]) if code not in _column("senders.csv", "list") else [code]
    if code not in known:
        raise ValueError(f"one of {', '.join(map(repr, known))}, the senders of data/hand/senders.csv")
    return code


def _one_of(*known: str) -> Callable[[str], str]:
    def among(value: str) -> str:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return value

    return among


def _expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        raise ValueError(f"a regular expression ({fault})") from None
    return pattern


Input = Annotated[str, AfterValidator(_one_of("cases", "families", "complaints"))]
Iso3 = Annotated[str, AfterValidator(_country)]
List = Annotated[str, AfterValidator(_sender)]
Iso3OrBlank = Annotated[str, AfterValidator(lambda code: code and _country(code))]


class Row(BaseModel):
    """A row of a csv: every cell is text, and a number is read from it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Entry(BaseModel):
    """A part of a yml, whose values have the kind that yml gives them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class BilateralRequest(Row):
    """A register row whose note tells of a request from state to state."""

    case_id: Text
    reason: Text


class CodeWithoutState(Row):
    """A code that stands for no state."""

    code: Text
    meaning: Text
    reason: Text


class ConflictRule(Row):
    """Whether one of several conflicting figures is preferred."""

    conflict_group: Text
    indicator: Text
    country: Text
    date_text: Text
    figure: Text
    preferred: Literal["yes", "no"]
    rule: Annotated[str, AfterValidator(_listed_in("preference_rules.csv", "rule"))]
    reason: Text


class Correction(Row):
    """A change or doubt of one cell of a shipped table."""

    table: Text
    key: Text
    column: Text
    action: Literal["replace", "doubt", "drop"]
    expect: str
    new_value: str
    reason: Text
    source: Text
    status: Text


class CountryAlias(Row):
    """A name or code that ISO 3166-1 does not know."""

    alias: Text
    iso3: Iso3
    reason: Text


class CountryName(Row):
    """The display name of a country."""

    iso3: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|WORLD)$")]
    name: Text
    article: Literal["the", ""]


class Demonym(Row):
    """An adjective of nationality."""

    demonym: Text
    iso3: Iso3OrBlank
    reason: Text


class EntityType(Row):
    """A kind of designated subject as a list writes it."""

    list: List
    written: Text
    entity_type: Literal["person", "entity", "vessel", "aircraft"]
    reason: Text


class FileOfJudgement(Row):
    """A file of judgement and what it holds."""

    file: Text
    holds: Text


class Indicator(Row):
    """A series of the oversight statistics."""

    indicator: Text
    universe: Universe | Literal[""]
    meaning: Text


class Member(Row):
    """A member of INTERPOL."""

    iso3: Iso3
    basis: Text


class LeftOut(Row):
    """An entity of a country-year source that is left out."""

    source: Text
    entity: Text
    reason: Text


class MapArea(Row):
    """An area that the map gives to the state that holds it."""

    area: Text
    drawn_as: Iso3
    part_of: Iso3
    west: float
    south: float
    east: float
    north: float
    reason: Text
    source: Url


class MapName(Row):
    """A name of the map geometry without a numeric code."""

    map_name: Text
    iso3: Iso3OrBlank
    reason: Text


class MonthName(Row):
    """The name of a month in a language of a source."""

    name: Text
    month: Annotated[int, Field(ge=1, le=12)]
    reason: Text


class NameReading(Row):
    """Reading in Latin letters of a given name in Arabic or Hebrew writing."""

    written: Text
    reading: Text
    language: Literal["Arabic", "Hebrew"]
    reason: Text


class NameVariant(Row):
    """Variants of a given name."""

    name: Text
    variants: Text
    kind: Literal["diminutive", "spelling"]
    reason: Text


class NameWord(Row):
    """The role of a word in names."""

    word: Text
    role: Literal[
        "title", "particle", "noise", "younger", "elder", "second", "third", "fourth", "given", "family"
    ]  # fmt: skip
    reason: Text


class LexiconEntry(Row):
    """A phrase of charges: it ``states`` its offence, or ``bars`` entries of the label within it."""

    label: Annotated[str, AfterValidator(_one_of(*OFFENCES[:-1]))]
    effect: Literal["states", "bars"]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    pattern: Text
    reason: Text


class OffenceWord(Row):
    """A word of charges that states no offence of its own."""

    word: Text
    role: Literal["function", "conjunction", "legal", "negation", "known", "target"]
    reason: Text


class PreferenceRule(Row):
    """A rule by which one of several figures is preferred."""

    rule: Text
    text: Text


class Region(Row):
    """Region and sub-region of a country."""

    iso3: Iso3
    region: Literal["Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania"]
    subregion: str
    basis: Text


class Discrepancy(Row):
    """A difference between rounds of sanctions and a sender's list."""

    sender: List
    year: int
    kind: Literal["persons", "entities"]
    difference: int
    reason: Text


class Programme(Row):
    """A sanctions programme and the state it is about."""

    list: List
    programme: Text
    iso3: Iso3OrBlank
    reason: Text


class Sender(Row):
    """Who sends sanctions: its code and name, whether its designations are counted and linked, and what holds them."""

    list: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    name: Text
    shown: Literal["yes", "no"]
    collections: str  # OpenSanctions' data sets of it, by name and by title, parted by ;
    reason: Text


class SexWritten(Row):
    """How a source writes sex."""

    written: Text
    sex: Literal["M", "F", ""]
    reason: Text


class SourceFamily(Row):
    """The family of a source, known by a part of its title."""

    contains: Text
    family: Family
    reason: Text


class UncountedSource(Row):
    """A source that may name a country as an abuser and is not counted, with the reason."""

    iso3: Iso3
    family: Family
    title: Text
    url: Url
    reason: Text


class OffenceSet(Entry):
    """Offences that are sensitive under Article 3."""

    labels: list[Offence]
    reason: Text


class SensitiveOffences(Entry):
    """The two sets, the broad one holding the strict one."""

    strict: OffenceSet
    broad: OffenceSet

    @model_validator(mode="after")
    def _nested(self) -> SensitiveOffences:
        if not set(self.strict.labels) <= set(self.broad.labels):
            raise ValueError("a broad set that holds the strict one")
        return self


class CaseGroup(Entry):
    """Codes of the register that are counted together."""

    group: Text
    codes: list[Text]
    reason: Text


def _each_once(groups: list[CaseGroup]) -> list[CaseGroup]:
    codes = [code for group in groups for code in group.codes]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"one group a code; {twice!r} stands in two groups")
    return groups


Groups = Annotated[list[CaseGroup], AfterValidator(_each_once)]


class CaseGroups(Entry):
    """The groups of three columns of the register."""

    target_profile: Groups
    charge_category: Groups
    instrument: Groups


class CodingRule(Entry):
    """A rule of the case register that ties one code to others."""

    rule: Text
    where: dict[Text, list[Text]] = Field(min_length=1)
    then: dict[Text, list[Text]] = {}
    sources: int = 0
    reason: Text


class ComplaintLists(Entry):
    """What is known of the yearly complaint lists."""

    lists: int
    reason: Text
    in_every_list: list[Iso3]
    in_every_list_reason: Text
    largest_sums_reason: Text


class CasesInput(Entry):
    """Which cases of the register count."""

    meaning: Text
    claim_status: list[Text]
    evidence_grade: list[Text]
    leave_out_instruments: list[Text]
    reason: Text


class FamiliesInput(Entry):
    """Which families of sources count."""

    meaning: Text
    wording_categories: list[Text]
    families: list[Text]
    reason: Text


class ComplaintsInput(Entry):
    """What complaints say."""

    meaning: Text
    reason: Text


class RuleInputs(Entry):
    """What the rule of evidence looks at."""

    cases: CasesInput
    families: FamiliesInput
    complaints: ComplaintsInput


class RuleLevel(Entry):
    """One word of the rule; meeting all minimums of any one of ``any_of`` earns it."""

    word: Text
    any_of: list[dict[Input, Annotated[int, Field(ge=1)]]] = Field(min_length=1)
    meaning: str = ""
    no_finding: bool = False
    reason: Text


class Estimator(Row):
    """A function of statistics, by which estimators of the tables of simulations it is tried, or why it need not be."""

    function: Annotated[str, StringConstraints(pattern=r"^(stats|facts)\.\w+\.\w+$")]
    kind: Annotated[str, AfterValidator(_one_of("tried", "part", "complete", "bounds", "closed form", "published"))]
    tried_as: str
    reason: Text


class EvidenceRule(Entry):
    """The whole rule: its inputs, and its levels from the strongest word to the one that is always earned."""

    inputs: RuleInputs
    levels: list[RuleLevel] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends(self) -> EvidenceRule:
        if all(self.levels[-1].any_of):
            raise ValueError(f"a last level that is always earned (any_of: [{{}}]), not {self.levels[-1].word!r}")
        return self

    @property
    def statuses(self) -> str:
        """The statuses of the cases that count, in words: ``supported``."""
        return either(self.inputs.cases.claim_status)

    @property
    def grades(self) -> str:
        """The grades of the cases that count, in words: ``A or B``."""
        return either(self.inputs.cases.evidence_grade)

    @property
    def chosen(self) -> str:
        """What the cases that count are, as a label: ``supported, grade A or B``."""
        return _("{statuses}, grade {grades}", statuses=self.statuses, grades=self.grades)

    @property
    def heading(self) -> str:
        """The same as the head of a column: ``Supported, grade A or B``."""
        return self.chosen[0].upper() + self.chosen[1:]

    @property
    def noun(self) -> str:
        """What the cases that count are, in a sentence: ``supported cases of grade A or B``."""
        return _n(
            "{statuses} case of grade {grades}", "{statuses} cases of grade {grades}", 2, statuses=self.statuses,
            grades=self.grades,
        )  # fmt: skip

    @property
    def singular(self) -> str:
        """One such case, in a sentence: ``supported case of grade A or B``."""
        return _n(
            "{statuses} case of grade {grades}", "{statuses} cases of grade {grades}", 1, statuses=self.statuses,
            grades=self.grades,
        )  # fmt: skip

    @property
    def findings(self) -> list[str]:
        """The words that say that some misuse is documented, strongest first."""
        return [level.word for level in self.levels if not level.no_finding]

    @property
    def left_out(self) -> list[str]:
        """The instruments of corrections, which never count."""
        return self.inputs.cases.leave_out_instruments


def either(words: Sequence[str]) -> str:
    """Join words that each suffice.

    Examples
    --------
    >>> either(["A"]), either(["A", "B"]), either(["A", "B", "C"])
    ('A', 'A or B', 'A, B or C')
    """
    if len(words) == 1:
        return words[0]
    return _("{first} or {last}", first=", ".join(words[:-1]), last=words[-1])


class Forbidden(Entry):
    """A pattern that no report may hold."""

    pattern: Annotated[Text, AfterValidator(_expression)]
    reason: Text


class Allowed(Entry):
    """A phrase that a pattern would forbid."""

    phrase: Text
    reason: Text


class ForbiddenWording(Entry):
    """Wording that no report may use of its own accord."""

    forbidden: list[Forbidden]
    allowed: list[Allowed]


NoticeField = Annotated[
    str,
    AfterValidator(
        _one_of(
            "notice_id", "forename", "name", "birth_date", "age", "sex", "nationalities", "requesters", "charges",
            "posterior", "confidence",
        )
    ),
]  # fmt: skip


class NoticeMapping(Entry):
    """How the columns of a collected table say what a notice says; each field is explained in the file itself."""

    name: Text
    reason: Text
    delimiter: Text | Literal["\t"] | list[str]
    columns: dict[NoticeField, Text | list[Text]]
    quote: str | None = '"'
    encodings: list[Text] = ["utf-8"]
    optional: list[Text] = []
    ignored: list[Text] = []
    separators: str = ""
    language: Text = "en"
    date_form: Form = "year-first"
    id_form: Text = "interpol"
    requester: Text = "stated"
    missing: list[Text] = []
    joined_by: str = ""


DesignationField = Literal[
    "designation_id",
    "name",
    "aliases",
    "scripts",
    "entity_type",
    "programmes",
    "birth_dates",
    "nationalities",
    "listed_on",
]


class SanctionsMapping(Entry):
    """How the columns of a sanctions list say what a designation says; each field is explained in the file itself."""

    name: Text
    reason: Text
    sender: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    delimiter: Text | Literal["\t"] | list[str]
    columns: dict[DesignationField, Text | list[Text]]
    encodings: list[Text] = ["utf-8"]
    optional: list[Text] = []
    ignored: list[Text] = []
    separators: str = ""
    id_pattern: Annotated[str, AfterValidator(_expression)] = ""
    entity_types: dict[str, Literal["person", "entity", "vessel", "aircraft"]] = Field(min_length=1)
    programmes: dict[Text, Iso3OrBlank] = {}
    programme: str = ""
    date_form: Form = "year-first"
    missing: list[Text] = []

    @model_validator(mode="after")
    def _whole(self) -> SanctionsMapping:
        if not {"designation_id", "name"} <= set(self.columns):
            raise ValueError("columns for designation_id and name")
        return self


WHOLE = "most of the list"


class Snapshot(Entry):
    """One collection of the public list: what it holds, and how it can mislead (``reason``)."""

    file: Text
    date: datetime.date
    coverage: Text
    requester: bool
    nationality: Text
    charges: bool
    reason: str

    @property
    def whole(self) -> bool:
        """Whether it is a collection of the list, not a letter or a sample of it."""
        return self.coverage == WHOLE


class Followed(Entry):
    """The snapshots between which notices are followed."""

    from_: datetime.date = Field(alias="from")
    also: list[datetime.date]
    to: datetime.date
    reason: Text


class Reference(Entry):
    """The snapshot that rates are computed from, and who was never asked for in it."""

    date: datetime.date
    never_asked: list[Iso3]
    reason: Text


class Inference(Entry):
    """Which confidences of an inferred requesting country are weak."""

    weak: list[Text]
    reason: Text


class NoticeSnapshots(Entry):
    """The collections that the figures of public notices are computed from."""

    snapshots: list[Snapshot]
    samples: list[Snapshot]
    followed: Followed
    reference: Reference
    inference: Inference


class Specification(Entry):
    """An option of a choice behind a headline comparison, what it keeps or leaves out, and why it is defensible."""

    choice: Literal["grades", "statuses", "instruments", "period", "exposure", "model", "index"]
    option: Text
    keeps: list[Text] = []
    leaves_out: list[Text] = []
    since: int | None = None
    until: int | None = None
    column: Text | None = None
    better: Literal["up", "down"] = "up"
    headline: bool = True
    reason: Text

    @model_validator(mode="after")
    def _known(self) -> Specification:
        known = _COMPUTED.get(self.choice, [self.option])
        if self.option not in known:
            raise ValueError(f"an option that is computed: {', '.join(known)}")
        if self.choice in ("grades", "statuses") and not self.keeps:
            raise ValueError(f"what the option {self.option!r} keeps, as a list of codes")
        if self.choice == "index" and self.column is None:
            raise ValueError(f"the column of the index {self.option!r}")
        return self


#: Choice of a `Specification` -> the options for which there is code.
_COMPUTED = {
    "exposure": ["refugees", "population", "refugees and population"],
    "model": ["negative binomial, shrunken", "negative binomial", "Poisson", "in proportion"],
}


class SeriesBreak(Entry):
    """A day after which a published figure counts something else; the first three fields name a row of the timeline."""

    date: Date
    actor: Text
    measure_type: Text
    universes: list[Universe]
    label: Text
    effect: Text
    reason: Text


class PeerGroup(Entry):
    """States that are compared with one another."""

    name: Text
    countries: list[Iso3]
    codes: list[Iso3]
    subregions: list[Text]
    reason: Text


class PeerGroups(Entry):
    """With whom a case study compares a country."""

    rule: Text
    rule_reason: Text
    groups: list[PeerGroup]
    autocracies: list[int]


class Recommendation(Entry):
    """What an actor can do, the statistic that supports it, and whether a host state's authorities do it."""

    actor: Text
    recommendation: Text
    reason: Text
    statistic: Text
    as_host: bool = False


class ReformLane(Entry):
    """Kinds of event that stand in one lane."""

    label: Text
    reason: Text
    kinds: list[Text]


class KindsLeftOut(Entry):
    """Kinds of event that stand in no lane."""

    reason: Text
    kinds: list[Text]


class ReformLanes(Entry):
    """The lanes of the timeline of reforms."""

    lanes: list[ReformLane]
    left_out: KindsLeftOut


class DataRelease(Entry):
    """Number, date and authors of the data release."""

    version: Text
    date: datetime.date
    title: Text
    authors: Text
    address: Text


class EarlierCell(Entry):
    """A cell that a later release changed without a row in the table of changes."""

    key: Text
    column: Text
    old: str
    new: str
    reason: Text


class EarlierRelease(Entry):
    """A table of an earlier data release: its number and day, its hashes, and the cells whose change has no row."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    date: datetime.date
    table: Text
    file_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    rows_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    cells: list[EarlierCell]


class SanctionsRelease(Entry):
    """One file, or folder, of a sanctions list: what it is, and how it can mislead (``reason``)."""

    file: Text
    list: List
    date: Annotated[Date, BeforeValidator(lambda day: day.isoformat() if isinstance(day, datetime.date) else day)]
    reason: Text


class SanctionsReleases(Entry):
    """The releases that the figures of designations are computed from."""

    releases: list[SanctionsRelease]


class TimelineLane(Entry):
    """The lane of measures whose actor begins with one of some words."""

    lane: Text
    begins: list[Text]
    reason: Text


class Basis(Entry):
    """A source."""

    title: Text
    url: Url


class Unpublished(Entry):
    """What INTERPOL does not publish and would be needed."""

    item: Text
    why: Text
    question: Text
    holder: Text
    exists: Text
    figures: list[Text]
    basis: list[Basis] = Field(min_length=1)
