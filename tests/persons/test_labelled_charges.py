"""Agreement with charge texts that were labelled by reading, and speed on texts as published."""

import csv
from collections import Counter

import pytest

from analysis.core import judgement
from analysis.persons.offences import classify, sensitivity

COUNTED_FROM = 5


@pytest.fixture(scope="module")
def labelled(source_files):
    path = source_files / "notices" / "charges_labelled_dev_220.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["charge"], set(row["labels"].split(";"))) for row in csv.DictReader(stream)]


def _counts(pairs):
    hits, extra, missed = Counter(), Counter(), Counter()
    for text, stated in pairs:
        given = set(classify(text))
        hits.update(given & stated)
        extra.update(given - stated)
        missed.update(stated - given)
    return hits, extra, missed


def _f1(hits, extra, missed):
    return 2 * hits / (2 * hits + extra + missed)


def test_agreement_over_all_labels(labelled):
    assert _f1(*(count.total() for count in _counts(labelled))) >= 0.97


def test_agreement_label_by_label(labelled):
    hits, extra, missed = _counts(labelled)
    common = [label for label in hits if hits[label] + missed[label] >= COUNTED_FROM]
    scores = [_f1(hits[label], extra[label], missed[label]) for label in common]
    assert len(common) >= 10
    assert sum(scores) / len(scores) >= 0.95


def test_errors_of_the_lexicon_are_those_of_the_labelled_charges(labelled):
    for row in judgement.table("lexicon_errors.csv").to_dict("records"):
        sensitive = {"strict": {"strict"}, "broad": {"strict", "broad"}}[row["kind"]]
        pairs = [
            (sensitivity(stated) in sensitive, sensitivity(classify(text)) in sensitive) for text, stated in labelled
        ]
        counts = Counter(pairs)
        assert counts[True, True] + counts[True, False] == int(row["sensitive"])
        assert counts[False, True] + counts[False, False] == int(row["others"])
        assert (counts[True, False], counts[False, True]) == (int(row["missed"]), int(row["wrong"]))
