"""Speed of the offence classifier, beside a search for every pattern in every text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from analysis.persons.offences import classify, load_lexicon
from analysis.persons.phrases import fold_letters

CHARGES = [
    "Participation in an illegal armed formation; illegal acquisition and storage of firearms",
    "Homicidio agravado por el uso de arma de fuego en concurso real con robo",
    "Escroquerie en bande organisée, blanchiment aggravé",
    "Criminal conspiracy, cheating, forgery for the purpose of cheating",
    "Контрабанда наркотических средств организованной группой",
]
NUMBER, SEARCHED = 5_000, 100


def run() -> list[tuple[str, float, float]]:
    """Time the classifier.

    Returns
    -------
    list of (str, float, float)
        Name, seconds, and seconds of the baseline for the same texts: one compiled search per pattern and text,
        timed on a part of the texts.
    """
    texts = [f"{CHARGES[i % len(CHARGES)]}; count {i}" for i in range(NUMBER)]
    classify(texts[0])
    patterns = [re.compile(_naive(entry.pattern)) for entry in load_lexicon().entries]
    part = texts[:SEARCHED]
    searched = _seconds(lambda: [[p.search(fold_letters(text)) for p in patterns] for text in part])
    labelled = _seconds(lambda: [classify(text) for text in texts])
    return [(f"classify {NUMBER:,} texts", labelled, searched * NUMBER / SEARCHED)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _naive(pattern: str) -> str:
    gaps = {"..": r"(?:\w+\W+){0,4}?", "...": r"(?:\w+\W+){0,12}?"}
    return r"\b" + r"\W+".join(
        gaps.get(word) or "(?:" + "|".join(c.replace("*", r"\w*") for c in word.split("|")) + ")"
        for word in fold_letters(pattern).replace(",", "").split()
    )
