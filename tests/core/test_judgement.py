"""The types of judgement: what each accepts, what it refuses, and that it says which."""

import datetime
import itertools
from typing import Any

import pycountry
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from analysis.core import hand_models, judgement
from analysis.core.evidence_rule import EvidenceRule, either
from analysis.core.files import HAND, csv_as_text
from analysis.core.hand_models import (
    OFFENCES,
    CaseGroup,
    CaseGroups,
    Date,
    Entry,
    Iso3,
    Iso3OrBlank,
    OffenceSet,
    Row,
    SensitiveOffences,
    Snapshot,
    Text,
    Url,
)
from analysis.core.judgement import FILES

#: Type -> texts that it takes, and texts that it refuses.
TYPES: dict[Any, tuple[list[str], list[str]]] = {
    Text: (["a", " a "], ["", " ", "\n"]),
    Date: (["2001", "2001-02", "2001-02-03"], ["", "01", "2001-2", "2001-02-03-04", "in 2001"]),
    Url: (["https://example.org/a?b", "http://example.org"], ["example.org", "ftp://example.org", "https://a b"]),
    Iso3: (["BLR", "XKX"], ["", "blr", "QQQ", "BY"]),
    Iso3OrBlank: (["BLR", ""], ["QQQ", " "]),
}


@pytest.mark.parametrize(("number", "text"), [(n, text) for n, (good, _) in enumerate(TYPES.values()) for text in good])
def test_a_type_takes_what_it_is_for(number: int, text: str) -> None:
    assert TypeAdapter(list(TYPES)[number]).validate_python(text) == text


@pytest.mark.parametrize(("number", "text"), [(n, text) for n, (_, bad) in enumerate(TYPES.values()) for text in bad])
def test_a_type_refuses_what_it_is_not_for(number: int, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(list(TYPES)[number]).validate_python(text)


def test_every_country_of_the_standard_is_a_code() -> None:
    kind = TypeAdapter(Iso3)
    assert all(kind.validate_python(country.alpha_3) for country in pycountry.countries)


def models(of: type[BaseModel]) -> list[type[BaseModel]]:
    return [held for held in vars(judgement).values() if isinstance(held, type) and issubclass(held, of)]


DESCRIBED = [spec.model for spec in FILES.values()]


def test_every_model_is_documented_frozen_and_takes_no_unknown_field(subtests: pytest.Subtests) -> None:
    for model in [*DESCRIBED, *models(Row), *models(Entry)]:
        with subtests.test(model.__name__):
            assert model.__doc__ or issubclass(model, Row)
            assert model.model_config["frozen"]
            assert model.model_config["extra"] == "forbid"
            with pytest.raises(ValidationError) as caught:
                model.model_validate({"mood": "x"})
            assert "extra_forbidden" in {error["type"] for error in caught.value.errors()} or model in {Row, Entry}


def test_a_cell_gives_its_number_and_an_entry_takes_no_text_for_one() -> None:
    """A csv knows only text; a yml knows numbers, so that a text in place of one is a slip."""
    row = FILES["month_names.csv"].model.model_validate({"name": "mai", "month": "5", "reason": "x"})
    assert row.model_dump()["month"] == 5
    with pytest.raises(ValidationError, match="valid integer"):
        FILES["complaint_lists.yml"].model.model_validate({"lists": "5"})


@pytest.mark.parametrize("month", ["0", "13", "-1", "May", "5.5"])
def test_a_month_is_one_of_twelve(month: str) -> None:
    with pytest.raises(ValidationError):
        FILES["month_names.csv"].model.model_validate({"name": "mai", "month": month, "reason": "x"})


def offences(*labels: str) -> OffenceSet:
    return OffenceSet(labels=list(labels), reason="x")  # type: ignore[arg-type]


def test_the_broad_set_holds_the_strict_one() -> None:
    held = SensitiveOffences(strict=offences("terrorism"), broad=offences("terrorism", "drugs"))
    assert set(held.strict.labels) < set(held.broad.labels)
    with pytest.raises(ValidationError, match="a broad set that holds the strict one"):
        SensitiveOffences(strict=offences("terrorism", "drugs"), broad=offences("drugs"))


def test_a_code_stands_in_one_group() -> None:
    one, other = (CaseGroup(group=name, codes=codes, reason="x") for name, codes in (("a", ["p"]), ("b", ["q", "p"])))
    assert CaseGroups(target_profile=[one], charge_category=[other], instrument=[])
    with pytest.raises(ValidationError, match="'p' is in two groups"):
        CaseGroups(target_profile=[one, other], charge_category=[], instrument=[])


def rule(*levels: list[dict[str, int]]) -> dict[str, Any]:
    cases = {
        "meaning": "x",
        "claim_status": ["supported"],
        "evidence_grade": ["A", "B"],
        "leave_out_instruments": ["none_found"],
        "reason": "x",
    }
    families = {"meaning": "x", "wording_categories": ["named_abuser"], "families": ["press"], "reason": "x"}
    inputs = {"cases": cases, "families": families, "complaints": {"meaning": "x", "reason": "x"}}
    told = [
        {"word": f"word {number}", "any_of": any_of, "reason": "x", "no_finding": not all(any_of)}
        for number, any_of in enumerate(levels)
    ]
    return {"inputs": inputs, "levels": told}


def test_a_rule_says_in_words_what_counts() -> None:
    held = EvidenceRule.model_validate(rule([{"cases": 4}], [{"cases": 1}, {"families": 2}], [{}]))
    assert (held.statuses, held.grades) == ("supported", "A or B")
    assert held.chosen == "supported, grade A or B"
    assert (held.noun, held.singular) == ("supported cases of grade A or B", "supported case of grade A or B")
    assert held.findings == ["word 0", "word 1"]
    assert held.left_out == ["none_found"]


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([[{"cases": 4}]], "a last level that every country meets"),
        ([[{"fame": 4}], [{}]], "one of cases, families, complaints"),
        ([[{"cases": 0}], [{}]], "greater than or equal to 1"),
        ([[], [{}]], "at least 1 item"),
        ([], "at least 1 item"),
    ],
)
def test_a_rule_that_decides_nothing_is_refused(levels: list[list[dict[str, int]]], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        EvidenceRule.model_validate(rule(*levels))


@pytest.mark.parametrize("count", range(1, 6))
def test_words_that_each_suffice_are_joined(count: int) -> None:
    words = [f"w{number}" for number in range(count)]
    said = either(words)
    assert said.replace(" or ", ", ").split(", ") == words
    assert said.count(" or ") == (count > 1)
    assert said.count(", ") == max(0, count - 2)


@pytest.mark.parametrize(("pattern", "good"), [(r"\bguilty\b", True), ("(open", False), ("*", False), ("[a", False)])
def test_a_forbidden_pattern_must_be_an_expression(pattern: str, good: bool) -> None:
    wording = {"forbidden": [{"pattern": pattern, "reason": "x"}], "plain": [], "allowed": []}
    model = FILES["forbidden_wording.yml"].model
    if good:
        assert model.model_validate(wording).model_dump() == wording
        return
    with pytest.raises(ValidationError, match="a regular expression"):
        model.model_validate(wording)


def test_a_whole_snapshot_is_one_of_most_of_the_list() -> None:
    told = {
        "file": "a.csv", "date": "2024-05-06", "requester": True, "nationality": "x", "charges": False, "reason": "x",
    }  # fmt: skip
    date = {"date": datetime.date(2024, 5, 6)}
    assert Snapshot.model_validate({**told, **date, "coverage": hand_models.WHOLE}).whole
    assert not Snapshot.model_validate({**told, **date, "coverage": "a letter"}).whole
    with pytest.raises(ValidationError, match="valid date"):
        Snapshot.model_validate({**told, "coverage": "a letter"})  # a date in quotation marks is a text


@pytest.mark.parametrize("written", ["2024", "2024-05", "2024-05-06"])
def test_a_release_may_be_dated_as_precisely_as_is_known(written: str) -> None:
    held = FILES["sanctions_releases.yml"].model.model_validate(
        {"file": "a", "list": "UN", "date": written, "reason": "x"}
    )
    assert held.model_dump()["date"] == written


def test_the_taxonomy_names_each_offence_once_and_ends_with_what_is_not_told() -> None:
    assert len(set(OFFENCES)) == len(OFFENCES)
    assert OFFENCES[-2:] == ("other", "unspecified")
    labels = set(csv_as_text(HAND / "offence_lexicon.csv")["label"])
    assert labels <= set(OFFENCES[:-1])


def test_a_rule_named_by_a_decision_is_a_listed_one() -> None:
    known = set(csv_as_text(HAND / "preference_rules.csv")["rule"])
    model = FILES["conflict_rules.csv"].model
    row = dict.fromkeys(model.model_fields, "x") | {"preferred": "yes"}
    for name in itertools.islice(sorted(known), 3):
        assert model.model_validate(row | {"rule": name}).model_dump()["rule"] == name
    with pytest.raises(ValidationError, match=r"a rule of data/hand/preference_rules\.csv"):
        model.model_validate(row | {"rule": "whim"})
