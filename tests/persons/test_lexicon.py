"""The lexicon as shipped is sound, and a broken one is refused with its row."""

import pytest

from analysis.core.errors import InputError
from analysis.core.hand_models import OFFENCES
from analysis.core.judgement import table
from analysis.persons.offences import Words, find_phrase, load_lexicon, load_sensitive, parse_phrase, split_words

HEADER = "label,effect,language,pattern,reason\n"
WORDS = "word,role,reason\nof,function,x\nand,conjunction,x\n"


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def _spoken(entry):
    """Write a text that an entry's pattern describes."""
    parts = []
    for step in entry.phrase:
        parts.append(", " if step.across and step.reach == 1 else " ")
        parts.append(step.word.split("|")[0].replace("*", ""))
    return "".join(parts).strip()


def test_every_label_but_unspecified_has_entries(lexicon):
    assert {entry.label for entry in lexicon.entries if entry.effect == "states"} == set(OFFENCES) - {"unspecified"}


def test_every_entry_can_match(lexicon):
    dead = []
    for entry in lexicon.entries:
        words = split_words(_spoken(entry), lexicon.function, lexicon.conjunction)
        meanings = [lexicon.meaning(word).steps for word in words.words]
        if not words.words or find_phrase(entry.phrase, 0, meanings, words) != len(words.words) - 1:
            dead.append((entry.row, entry.pattern))
    assert dead == []


def test_no_entry_of_one_word_bars_its_own_label_outright(lexicon):
    bars = {(e.label, e.pattern) for e in lexicon.entries if e.effect == "bars" and len(e.phrase) == 1}
    states = {(e.label, e.pattern) for e in lexicon.entries if e.effect == "states"}
    assert not bars & states


def test_the_languages_asked_for_are_there(lexicon_languages):
    assert {"en", "es", "fr", "pt", "ru", "ar", "de", "it", "pl", "tr", "uk"} <= lexicon_languages


@pytest.fixture
def lexicon_languages():
    return set(table("offence_lexicon.csv")["language"])


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("murdre,states,en,murder,r", "'murdre' in field 'label'"),
        ("unspecified,states,en,nothing,r", "'unspecified' in field 'label'"),
        ("homicide,stats,en,murder,r", "'stats' in field 'effect'"),
        ("homicide,states,en,mur*der,r", "an outer *"),
        ("homicide,states,en,(murder,r", "only letters, digits"),
        ("homicide,states,en,.. murder,r", "a gap before the first word"),
        ("homicide,states,en,murder ..,r", "no word after a gap"),
        ("homicide,states,en,of,r", "no word with a meaning"),
        ("homicide,states,en,murder of,r", "write only that word"),
        ("homicide,states,en,*,r", "an outer *"),
        ("homicide,states,en,kill,", "'' in field 'reason'"),
        ("homicide,states,en,murder,r", "twice"),
    ],
)
def test_a_broken_entry_is_refused_with_its_row(tmp_path, row, complaint):
    entries, words = tmp_path / "lexicon.csv", tmp_path / "words.csv"
    entries.write_text(f"{HEADER}homicide,states,en,murder,r\n{row}\n", encoding="utf-8")
    words.write_text(WORDS, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_lexicon(entries, words)
    assert complaint in refused.value.got
    assert refused.value.row == 3
    assert str(refused.value.file).endswith("lexicon.csv")


def test_no_entry_of_the_lexicon_stands_twice_in_other_letters():
    entries = load_lexicon().entries
    assert len({(entry.label, entry.effect, entry.phrase) for entry in entries}) == len(entries)


@pytest.mark.parametrize("content", ["", "label,pattern\nhomicide,murder\n", HEADER + "a,b,c,d,e,f,g\n"])
def test_another_table_is_refused(tmp_path, content):
    entries, words = tmp_path / "lexicon.csv", tmp_path / "words.csv"
    entries.write_text(content, encoding="utf-8")
    words.write_text(WORDS, encoding="utf-8")
    with pytest.raises(InputError):
        load_lexicon(entries, words)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [("x,odd,r", "'odd' in field 'role'"), ("of,function,r", "twice"), ("x,legal,", "'' in field 'reason'")],
)
def test_a_broken_word_is_refused(tmp_path, row, complaint):
    entries, words = tmp_path / "lexicon.csv", tmp_path / "words.csv"
    entries.write_text(HEADER, encoding="utf-8")
    words.write_text(f"{WORDS}{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=complaint) as refused:
        load_lexicon(entries, words)
    assert refused.value.row == 4


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("abuse of office", "abuse of office", True),
        ("abuse .. office", "abuse public high office", True),
        ("abuse .. office", "abuse a b c d office", True),
        ("abuse .. office", "abuse a b c d e office", False),
        ("abuse .. office", "abuse, office", False),
        ("abuse ... office", "abuse, office", True),
        ("abuse ... office", "abuse; office", False),
        ("abuse office", "abuse and office", False),
        ("abuse and office", "abuse, office", True),
        ("abuse and office", "abuse office", True),
        ("gun|rifle* shot*", "rifles shots", True),
    ],
)
def test_the_pattern_language(pattern, text, found):
    phrase = parse_phrase(pattern, {"of"}, {"and"})
    words = split_words(text, {"of"}, {"and"})
    meanings = [
        frozenset(
            step.word
            for step in phrase
            if any(word == c.strip("*") or (c.endswith("*") and word.startswith(c[:-1])) for c in step.word.split("|"))
        )
        for word in words.words
    ]
    assert (find_phrase(phrase, 0, meanings, words) >= 0) is found


def test_words_are_numbered_by_clause_and_sentence():
    assert split_words("theft, arson; 1) murder and rape", {"of"}, {"and"}) == Words(
        ["theft", "arson", "murder", "rape"], [0, 1, 3, 4], [0, 0, 2, 2]
    )


@pytest.mark.parametrize(
    "content",
    [
        "strict: {labels: [public_order]}\n",
        "[]\n",
        "strict: {labels: [gossip]}\nbroad: {labels: [gossip]}\n",
        "strict: {labels: [public_order]}\nbroad: {labels: [terrorism]}\n",
    ],
)
def test_broken_sets_are_refused(tmp_path, content):
    path = tmp_path / "sets.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        load_sensitive(path)
