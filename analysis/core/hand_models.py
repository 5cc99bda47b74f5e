"""Models of the files of judgement in ``data/hand``: what an entry, a row and a cell of each may hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Annotated, Literal, get_args

import pycountry
import pydantic
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from analysis.core.files import HAND, csv_as_text

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Universe = Literal["in_force", "issued", "public", "refused", "complaints"]
Family = Literal["governments", "parliaments", "ngos", "press"]
Form = Literal["year-first", "day-first", "month-first"]
Offence = Literal[
    "terrorism", "armed_formation", "extremism_speech", "state_security", "public_order", "organised_crime", "homicide",
    "violence", "kidnapping", "sexual", "human_trafficking", "drugs", "weapons", "property", "fraud_economic",
    "corruption", "tax_customs", "cybercrime", "international_crimes", "traffic", "justice", "family", "environment",
    "other", "unspecified",
]  # fmt: skip
#: The labels of the taxonomy, in its order.
OFFENCES: tuple[str, ...] = get_args(Offence)


@cache
def _column(file: str, column: str) -> dict[str, None]:
    return dict.fromkeys(csv_as_text(HAND / file)[column])


@cache
def _codes(*others: str) -> frozenset[str]:
    every = (*pycountry.countries, *pycountry.historic_countries)
    return frozenset(country.alpha_3 for country in every).union(_column("country_names.csv", "iso3"), others)


def _among(known: Callable[[], Collection[str]], expected: str = "one of {known}") -> AfterValidator:
    """Refuse a text outside a collection."""

    def check(value: str) -> str:
        if value not in known():
            raise ValueError(expected.format(known=", ".join(known()), quoted=", ".join(map(repr, known()))))
        return value

    return AfterValidator(check)


def _expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        raise ValueError(f"a regular expression ({fault})") from None
    return pattern


_COUNTRY = "an ISO 3166-1 alpha-3 code, or one of data/hand/country_names.csv"
Iso3 = Annotated[str, _among(_codes, _COUNTRY)]
Iso3OrBlank = Annotated[str, _among(lambda: _codes(""), _COUNTRY)]
List = Annotated[str, _among(lambda: _column("senders.csv", "list"), "one of {quoted}, from data/hand/senders.csv")]
Input = Annotated[str, _among(lambda: ("cases", "families", "complaints", "searched"))]
NoticeField = Literal[
    "notice_id", "forename", "name", "birth_date", "age", "sex", "nationalities", "requesters", "charges",
    "posterior", "confidence",
]  # fmt: skip
DesignationField = Literal[
    "designation_id", "name", "aliases", "scripts", "entity_type", "programmes", "birth_dates", "nationalities",
    "listed_on",
]  # fmt: skip
EntityType = Literal["person", "entity", "vessel", "aircraft"]


class Row(BaseModel):
    """A row of a csv: every cell is text, and a number is read from it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Entry(BaseModel):
    """A part of a yml; values keep their type in yml."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Reasoned(Entry):
    """A judgement and its reason; those that become tables of a report state it where its column is."""

    reason: Text


class OffenceSet(Reasoned):
    """Offences that are sensitive under Article 3."""

    labels: list[Offence]


class SensitiveOffences(Entry):
    """The two sets, the broad one holding the strict one."""

    strict: OffenceSet
    broad: OffenceSet

    @pydantic.model_validator(mode="after")
    def _nested(self) -> SensitiveOffences:
        if not set(self.strict.labels) <= set(self.broad.labels):
            raise ValueError("a broad set that holds the strict one")
        return self


class CaseGroup(Reasoned):
    """Codes of the register that are counted together."""

    group: Text
    codes: list[Text]


def _each_once(groups: list[CaseGroup]) -> list[CaseGroup]:
    codes = [code for group in groups for code in group.codes]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"one group for each code; {twice!r} is in two groups")
    return groups


Groups = Annotated[list[CaseGroup], AfterValidator(_each_once)]


class CaseGroups(Entry):
    """The groups of three columns of the register."""

    target_profile: Groups
    charge_category: Groups
    instrument: Groups


class CodingRule(Reasoned):
    """A rule of the case register that ties one code to others."""

    rule: Text
    where: dict[Text, list[Text]] = Field(min_length=1)
    then: dict[Text, list[Text]] = {}
    sources: int = 0


class Expectation(Entry):
    """One thing that a good release of a source shows."""

    measure: Literal["rows", "countries", "missing"]  # ``missing``: share of blank rows
    otherwise: Literal["stop", "warn"]  # refuse the release, or warn
    low: float | None = None  # inclusive, as ``high``
    high: float | None = None
    column: str = ""


class ListMapping(Reasoned):
    """How the columns of a table say what a list says; each field is explained in the file itself."""

    name: Text
    delimiter: Text | Literal["\t"] | list[str]
    encodings: list[Text] = ["utf-8"]
    optional: list[Text] = []
    ignored: list[Text] = []
    separators: str = ""
    date_form: Form = "year-first"
    missing: list[Text] = []
    max_reject_share: float = 1.0
    expectations: list[Expectation] = []


class NoticeMapping(ListMapping):
    """How the columns of a collected table say what a notice says."""

    columns: dict[NoticeField, Text | list[Text]]
    quote: str | None = '"'
    language: Text = "en"
    id_form: Text = "interpol"
    requester: Text = "stated"
    joined_by: str = ""


class SanctionsMapping(ListMapping):
    """How the columns of a sanctions list say what a designation says."""

    sender: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    columns: dict[DesignationField, Text | list[Text]]
    id_pattern: Annotated[str, AfterValidator(_expression)] = ""
    entity_types: dict[str, EntityType] = Field(min_length=1)
    programmes: dict[Text, Iso3OrBlank] = {}
    programme: str = ""

    @pydantic.model_validator(mode="after")
    def _whole(self) -> SanctionsMapping:
        if not {"designation_id", "name"} <= set(self.columns):
            raise ValueError("columns for designation_id and name")
        return self


WHOLE = "most of the list"


class Snapshot(Entry):
    """One collection of the public list: what is in it, and how it can mislead (``reason``)."""

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


class Specification(Reasoned):
    """An option of a choice behind a main comparison: what it keeps or excludes, and why it is defensible."""

    choice: Literal["grades", "statuses", "instruments", "period", "exposure", "codes", "line", "model", "index"]
    option: Text
    keeps: list[Text] = []
    leaves_out: list[Text] = []
    since: int | None = None
    until: int | None = None
    column: Text | None = None
    better: Literal["up", "down"] = "up"
    reader: Text | None = None

    @pydantic.model_validator(mode="after")
    def _known(self) -> Specification:
        known = _COMPUTED.get(self.choice, [self.option])
        if self.option not in known:
            raise ValueError(f"one of the options {', '.join(known)}")
        if self.choice in ("grades", "statuses") and not self.keeps:
            raise ValueError(f"what the option {self.option!r} keeps, as a list of codes")
        if self.choice == "index" and self.column is None:
            raise ValueError(f"the column of the index {self.option!r}")
        return self


#: Choice of a `Specification` -> the options for which there is code.
_COMPUTED = {
    "exposure": ["refugees", "population", "refugees and population"],
    "line": ["exposure alone", "regions", "V-Dem liberal democracy"],
    "model": ["negative binomial, shrunken", "negative binomial", "Poisson", "in proportion"],
}


#: Name of a type in ``hand.yml`` -> what a cell of it must be.
TYPES: dict[str, object] = {
    "text": Text,
    "any": str,
    "whole": int,
    "number": float,
    "month": Annotated[int, Field(ge=1, le=12)],
    "day": datetime.date,
    "snapshot": Snapshot,
    "date": Date,
    "date or day": Annotated[
        Date, BeforeValidator(lambda day: day.isoformat() if isinstance(day, datetime.date) else day)
    ],
    "url": Url,
    "expression": Annotated[Text, AfterValidator(_expression)],
    "country": Iso3,
    "country or blank": Iso3OrBlank,
    "sender": List,
    "entity type": EntityType,
    "family": Family,
    "universe": Universe,
    "universe or blank": Universe | Literal[""],
    "offence": Annotated[str, _among(lambda: OFFENCES[:-1])],
    "preference rule": Annotated[
        str, _among(lambda: _column("preference_rules.csv", "rule"), "a rule of data/hand/preference_rules.csv")
    ],
}
