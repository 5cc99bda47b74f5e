"""Names compared by phenomenon, and properties that hold for all names. All persons are invented."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.persons.name_letters import (
    MOST_WORDS,
    abjad_skeleton,
    is_short_form,
    key,
    known_reading,
    prepare,
    roles,
    skeleton,
    spelling_groups,
    token,
    tokens,
)
from analysis.persons.name_score import LEAST_AGREEMENT, THRESHOLD, agree, compare, log_odds, logistic, score

SAME_PERSON = {
    "order": ("Zorana Feldkirk", "FELDKIRK, Zorana"),
    "middle name left out": ("Dalia Inez Morrowind", "Dalia Morrowind"),
    "patronymic left out": ("Taras Bogdanovich Velikoy", "Velikoy Taras"),
    "initials": ("T. B. Velikoy", "Taras Bogdanovich Velikoy"),
    "title": ("Dr. Dalia Morrowind", "Dalia Morrowind"),
    "title before a lone name": ("Hafiz Sarwandi", "Hafiz Basheer Sarwandi"),
    "accents": ("Jürgen Brêmholt", "Juergen Bremholt"),
    "Cyrillic": ("Евгений Щербинкин", "Yevgeny Shcherbinkin"),
    "Cyrillic in German": ("Евгений Щербинкин", "Jewgenij Schtscherbinkin"),
    "Ukrainian and Russian": ("Volodymyr Hryhorenkov", "Vladimir Grigorenkov"),
    "Belarusian and Russian": ("Siarhei Ramanchau", "Sergei Romanchov"),
    "Latin letters inside Cyrillic": ("Taras CАТИН", "Тарас Сатин"),
    "Arabic": ("خالد الزرعوني", "Khaled al-Zarouni"),
    "Arabic article glued": ("Samir Alzarouni", "Samir al-Zarouni"),
    "Abd in two words": ("Abd al-Rahim Zarouni", "Abdurrahim Zarouni"),
    "Abd glued in Arabic": ("عبدالرحيم زرعوني", "Abdul Rahim Zarouni"),
    "din": ("Saif al-Din Zarouni", "Seifeddine Zarouni"),
    "Mohammed": ("Mohamed Tawfiqi", "Muhammad Tawfiqi"),
    "ibn and bin": ("Samir ibn Tarek Zarouni", "Samir bin Tariq Zarouni"),
    "Hebrew": ("משה ברקן", "Moshe Barkan"),
    "Chinese": ("王建林", "Wang Jianlin"),
    "Korean": ("박영수", "Park Yong-su"),
    "Greek": ("Νίκος Βαρδαλάκης", "Nikos Vardalakis"),
    "joined words": ("Marie-Claire Vandenmolen", "Marieclaire van den Molen"),
    "no spaces": ("Dalia Morrowind", "DaliaMorrowind"),
    "other separators": ("Dalia Morrowind", "dalia_morrowind"),
    "possessive": ("Dalia Morrowind", "Dalia Morrowind's"),
    "slip in a vowel": ("Dalia Morrowind", "Dalia Morrowund"),
    "letters exchanged": ("Dalia Morrowind", "Dalia Morrwoind"),
    "double letter": ("Dalia Morrowind", "Dalia Morowind"),
    "short form": ("Bill Morrowind", "William Morrowind"),
    "short form of another language": ("Sasha Velikoy", "Oleksandr Velikoy"),
    "junior left out": ("Hugo Morrowind Jr.", "Hugo Morrowind"),
    "junior and jr": ("Hugo Morrowind Jr", "Hugo Morrowind Junior"),
}

TWO_PERSONS = {
    "given name": ("Dalia Morrowind", "Hector Morrowind"),
    "given names near in letters": ("Marta Velikoy", "Maria Velikoy"),
    "man and woman": ("Daniel Morrowind", "Daniela Morrowind"),
    "man and woman by the last vowel": ("Paolo Brambati", "Paola Brambati"),
    "surname": ("Dalia Morrowind", "Dalia Feldkirk"),
    "surname derived": ("Taras Velikan", "Taras Velikanenko"),
    "shared ending": ("Taras Volkanov", "Taras Zhulanov"),
    "father": ("Taras Bogdanovich Velikoy", "Taras Igorevich Velikoy"),
    "brother and sister": ("Taras Bogdanovich Velikoy", "Tamara Bogdanovna Velikaya"),
    "first letter": ("Rita Morrowind", "Zita Morrowind"),
    "one word only": ("Morrowind", "Dalia Morrowind"),
    "Arabic given name": ("Hassan Zarouni", "Hussein Zarouni"),
    "Arabic writing": ("محمد زرعوني", "محمود زرعوني"),
    "Arabic writing and its long vowel": ("محمود زرعوني", "Mohammed Zarouni"),
    "Abd of another name": ("Abdul Rahim Zarouni", "Abdul Karim Zarouni"),
    "senior and junior": ("Hugo Morrowind Sr", "Hugo Morrowind Jr"),
    "numbers": ("Morrowind Fund 2", "Morrowind Fund 3"),
    "nothing in common": ("Dalia Morrowind", "Taras Velikoy"),
}


@pytest.mark.parametrize("phenomenon", SAME_PERSON)
def test_names_that_one_person_bears(phenomenon: str) -> None:
    assert score(*SAME_PERSON[phenomenon]) >= THRESHOLD, compare(*SAME_PERSON[phenomenon]).reasons


@pytest.mark.parametrize("phenomenon", TWO_PERSONS)
def test_names_of_two_persons(phenomenon: str) -> None:
    assert score(*TWO_PERSONS[phenomenon]) < THRESHOLD, compare(*TWO_PERSONS[phenomenon]).reasons


WORDS = [
    "Żółtan",
    "Dalia",
    "Mohamed",
    "bin",
    "Щукин",
    "محمد",
    "Jr",
    "王",
    "de",
    "O'Fellan",
    "Abdul",
    "Rahimi",
    "J.",
    "Ltd",
    "ع",
    "ООО",
    "Bank",
    "有限公司",
    "3rd",
    "(ВБВ)",
]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join) | st.text(max_size=30)


@given(names, names)
def test_score_is_symmetric_and_between_0_and_1(one: str, two: str) -> None:
    assert score(one, two) == score(two, one)
    assert 0 <= score(one, two) <= 1


@given(names)
def test_a_name_is_its_own_match(name: str) -> None:
    assert score(name, name) == (1 if tokens(name) else 0)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.randoms())
def test_order_of_words_does_not_matter(words: list[str], chance: object) -> None:
    mixed = list(words)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert score(" ".join(words), " ".join(mixed)) == 1


@given(st.lists(st.sampled_from(["Zoltán", "Brêmholt", "Núñez", "Çelvik", "Oślan"]), min_size=1, max_size=4), names)
def test_case_and_accents_do_not_matter(words: list[str], other: str) -> None:
    plain = {"Zoltán": "Zoltan", "Brêmholt": "Bremholt", "Núñez": "Nunez", "Çelvik": "Celvik", "Oślan": "Oslan"}
    written, bare = " ".join(words), " ".join(plain[word] for word in words).upper()
    assert score(written, bare) == 1
    assert score(written, other) == score(bare, other)


def test_the_order_of_letters_does_not_decide_whether_a_word_in_common_is_enough() -> None:
    assert {score(name, "bin Ltd") for name in ("Çelvik", "Celvik", "CELVIK")} == {score("Celvik", "BIN LTD")}


def test_reasons_name_every_word_once() -> None:
    reasons = compare("Dalia Inez Morrowind", "Dalia Morowind").reasons
    assert set(reasons) == {"dalia = dalia", "morrowind ~ morowind (spelling)", "inez only in one"}


def test_names_without_letters_match_nothing() -> None:
    assert compare("", "Dalia").score == 0
    assert compare("???", "???").reasons == ("no letters",)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("yevgeniy", "evgenii"),
        ("natalia", "natalya"),
        ("tchekhin", "chekhin"),
        ("abdallah", "abdalla"),
        ("yussuf", "yusuf"),
    ],
)
def test_transliterations_share_a_key(one: str, two: str) -> None:
    assert key(one) == key(two)


def test_key_keeps_names_apart_that_sound_apart() -> None:
    assert key("jamal") != key("amal")
    assert skeleton("morrowind") == "mrvnd"


def test_arabic_writing_keeps_consonants() -> None:
    (word,) = tokens("محمود")
    assert word.abjad
    assert word.skeleton == abjad_skeleton("mahmoud") == abjad_skeleton("mohammed")


def test_words_of_judgement() -> None:
    assert roles()["sheikh"] == "title"
    assert is_short_form("bill", "william")
    assert not is_short_form("bill", "robert")
    assert spelling_groups("mohamed") & spelling_groups("muhammad")


def test_a_son_is_told_from_his_father_unless_birth_dates_agree() -> None:
    father, son = "Hassan Zarouni", "Omar Hassan Zarouni"
    assert not compare(father, son).match
    assert compare(father, son, "1971-03-05", "1971-03-05").match
    assert compare(father, "Hassan Omar Zarouni").match
    assert compare(father, "Abu Tarek Hassan Zarouni").match
    assert not compare("Abu Hassan Zarouni", father).match


def test_a_known_reading_tells_names_of_the_same_consonants_apart() -> None:
    (hassan,) = tokens("حسن")
    assert known_reading(hassan) == "hassan"
    assert agree(hassan, token("hasan")).strength > LEAST_AGREEMENT > agree(hassan, token("hussein")).strength


def test_reasons_name_what_lowers_the_score_most_first() -> None:
    reasons = compare("Morrowind", "Dalia Inez Morrowind").reasons
    assert [reason for reason in reasons if reason.startswith("lowered")] == [
        "lowered by a single word in common",
        "lowered by words that only one name has",
    ]


def test_prepare_sets_apart_what_does_not_identify() -> None:
    name = prepare("Sheikh Abd al-Rahim Zarouni Jr.")
    assert [word.text for word in name.words] == ["abdrahim", "zarouni"]
    assert name.suffixes == {"younger"}
    assert prepare("Morrowind 7").numbers == {"7"}


@given(st.floats(0.001, 0.999))
def test_log_odds_and_logistic_are_inverse(probability: float) -> None:
    assert math.isclose(logistic(log_odds(probability)), probability, rel_tol=1e-9)
    assert log_odds(1.0) == math.inf
    assert log_odds(0.0) == -math.inf


def test_texts_that_are_no_names_are_cut_short() -> None:
    long = " ".join(f"word{number}" for number in range(5_000))
    assert len(prepare(long).words) == MOST_WORDS
    assert score(long, "Dalia Morrowind") < THRESHOLD
    assert score(long, long) == 1


def test_score_is_a_probability_that_falls_as_evidence_worsens() -> None:
    beside = ["Dalia Morrowind", "Dalia Morrowund", "Dalia Inez Morrowind", "Daliah Morrowfield", "Hector Morrowind"]
    scores = [score("Dalia Morrowind", name) for name in beside]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1 > scores[1]
    assert scores[-1] < 0.2
