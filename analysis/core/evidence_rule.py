"""The rule of the evidence level: what it looks at, its levels, and both in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Annotated, Any

import pydantic
from pydantic import Field

from analysis.core.hand_models import Entry, Input, Reasoned, Text
from analysis.core.messages import N_, Nn_, _, _n, label, listed


class RuleInput(Reasoned):
    """What the rule of evidence looks at, in words."""

    meaning: Text


class CasesInput(RuleInput):
    """Which cases of the register count."""

    claim_status: list[Text]
    evidence_grade: list[Text]
    leave_out_instruments: list[Text]

    def queries(self, statuses: Sequence[str] = (), grades: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the pandas queries that keep the cases that count, by other statuses and grades if there are any."""
        return (
            f"claim_status in {list(statuses or self.claim_status)}",
            f"evidence_grade in {list(grades or self.evidence_grade)}",
            f"instrument not in {self.leave_out_instruments}",
        )


class FamiliesInput(RuleInput):
    """Which kinds of source count."""

    wording_categories: list[Text]
    families: list[Text]


class RuleInputs(Entry):
    """What the rule of evidence looks at."""

    cases: CasesInput
    families: FamiliesInput
    complaints: RuleInput
    searched: RuleInput | None = None


class RuleLevel(Reasoned):
    """One word of the rule; meeting all minimums of any one of ``any_of`` earns it."""

    word: Text
    any_of: list[dict[Input, Annotated[int, Field(ge=1)]]] = Field(min_length=1)
    meaning: str = ""
    no_finding: bool = False


class EvidenceRule(Entry):
    """The whole rule: its inputs, and its levels from the strongest word to the one that is always earned."""

    inputs: RuleInputs
    levels: list[RuleLevel] = Field(min_length=1)

    @pydantic.model_validator(mode="after")
    def _ends(self) -> EvidenceRule:
        if all(self.levels[-1].any_of):
            raise ValueError(f"a last level that every country meets (any_of: [{{}}]), not {self.levels[-1].word!r}")
        return self

    @property
    def statuses(self) -> str:
        """The statuses of the well-documented cases, in words: ``supported``."""
        return either(self.inputs.cases.claim_status)

    @property
    def grades(self) -> str:
        """The grades of the well-documented cases, in words: ``A or B``."""
        return either(self.inputs.cases.evidence_grade)

    @property
    def chosen(self) -> str:
        """What the cases are, as a label: ``supported, grade A or B``."""
        return _("{statuses}, grade {grades}", statuses=self.statuses, grades=self.grades)

    @property
    def noun(self) -> str:
        """What the cases are, in a sentence: ``supported cases of grade A or B``."""
        return self._called(2)

    @property
    def singular(self) -> str:
        """One such case, in a sentence: ``supported case of grade A or B``."""
        return self._called(1)

    def _called(self, count: int) -> str:
        forms = Nn_("{statuses} case of grade {grades}", "{statuses} cases of grade {grades}")
        return _n(*forms, count, statuses=self.statuses, grades=self.grades)

    @property
    def findings(self) -> list[str]:
        """The words that say that some misuse is documented, strongest first."""
        return [level.word for level in self.levels if not level.no_finding]

    @property
    def nothing(self) -> list[str]:
        """The words for countries of which nothing was found, not even complaints: searched or not."""
        return [one.word for one in self.levels if not any({*needed} - {"searched"} for needed in one.any_of)]

    @property
    def left_out(self) -> list[str]:
        """The instruments of corrections, which are never well documented."""
        return self.inputs.cases.leave_out_instruments


def either(words: Sequence[str]) -> str:
    """Join alternatives in words: ``A``, ``A or B``, ``A, B or C``."""
    return listed(words, N_("{first} or {last}"))


def rule_in_words(rule: EvidenceRule) -> list[tuple[str, str]]:
    """Return each word of the rule, strongest first, with its conditions, such as ``named in the lists``."""
    return [(word, _any_of(conditions)) for word, conditions in alternatives(rule).items()]


def alternatives(rule: EvidenceRule) -> dict[str, list[str]]:
    """Return the conditions of each word of the rule, any one of which a country must meet."""
    return {level.word: [_condition(needed) for needed in level.any_of] for level in rule.levels}


def _any_of(conditions: Sequence[str]) -> str:
    return _("any one of: {list}", list="; ".join(conditions)) if conditions[1:] else conditions[0]


def _condition(needed: Mapping[Any, int]) -> str:
    conditions = [label(name, "condition", least=least) for name, least in needed.items()]
    if not conditions:
        return _("otherwise")
    return reduce(lambda first, second: _("{first} and {second}", first=first, second=second), conditions)
