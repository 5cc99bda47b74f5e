"""Lay the words of two names side by side, in any order, split or joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from analysis.clean.matching.agree import DIFFERENT, SAME, Agreement, agree
from analysis.clean.matching.fold import Token, join, token, tokens
from analysis.clean.matching.words import SUFFIXES, company_forms, is_known, roles

_ABD = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|sh(?=sh)|n(?=n)|d(?=d)|z(?=z)|t(?=t)))?h?(.*)")
_ABD_ALONE = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}[lrsnd])?h?")
_DIN = re.compile(r"(.{3,}?)(?:[aeou]d?d|ett|ed|d)(?:i|ee|ie|y)ne?")
_DIN_ALONE = re.compile(r"(?:e|u|a)?d?d(?:i|ee|ie|y)ne?")
_ARTICLES = frozenset({"al", "el", "ul", "ar", "ad", "ed", "ur", "er", "as", "es", "an", "ash", "az", "us", "ud", "l"})

_ABD_SERVANT, _FAITH = token("abd"), token("din")

#: Words beyond these are left out: no name is so long, and time grows with the product of the two lengths.
MOST_WORDS = 40

#: The most words that are joined to compare with one word of the other name.
MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparison.

    Parameters
    ----------
    words : tuple of Token
        What identifies: given names, patronymics, family names, particles; compounds as one word.
    written : tuple of Token
        The same as written, with titles and without compounds.
    suffixes : frozenset of str
        Roles of generational suffixes (younger for jr and junior, second for ii).
    forms : frozenset of str
        Classes of the legal forms of a company.
    numbers : frozenset of str
        Numbers, which tell one fund, brigade or vessel from another.
    """

    words: tuple[Token, ...]
    written: tuple[Token, ...]
    suffixes: frozenset[str]
    forms: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of one name set against words of the other.

    Parameters
    ----------
    first, second : tuple of Token
        The words; one side may be empty.
    agreement : Agreement
        How far they agree.
    """

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    agreement: Agreement


@lru_cache(maxsize=300_000)
def prepare(name: str) -> Name:
    """Split a name, set titles, suffixes and company forms apart, and join compounds such as Abd al-Rahman."""
    words = [word for word in tokens(name)[:MOST_WORDS] if roles().get(word.text) != "noise"]
    forms = [word for word in words if word.text in company_forms()]
    if len(forms) == len(words) or not _looks_like_company(words, forms):
        forms = []
    suffixes = [word for word in words[1:] if roles().get(word.text) in SUFFIXES]
    plain = [word for word in words if word not in forms and word not in suffixes]
    return Name(
        tuple(_without_titles(_compounds(plain))),
        tuple(plain),
        frozenset(roles()[word.text] for word in suffixes),
        frozenset(company_forms()[word.text] for word in forms),
        frozenset(word.text for word in plain if word.text.isdigit()),
    )


def _looks_like_company(words: list[Token], forms: list[Token]) -> bool:
    """Tell whether a legal form stands there; a short one such as *as* counts only at either end."""
    return any(len(form) > 2 or form in (words[0], words[-1]) for form in forms)


def _without_titles(words: list[Token]) -> list[Token]:
    """Leave titles out where two words that are none remain; a lone word is a name whatever it means."""
    names = [word for word in words if roles().get(word.text) != "title"]
    return names if sum(roles().get(word.text) != "particle" and len(word) > 1 for word in names) >= 2 else words


def _compounds(words: list[Token]) -> list[Token]:
    """Give Abdul Rahman, Abd al-Rahman and Abdurrahman one form; Saif al-Din and Seifeddine too."""
    done: list[Token] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if _is_servant(word) and rest:
            rest = _skip_article(rest)
            word = join((_ABD_SERVANT, rest.pop(0)))
        elif _DIN_ALONE.fullmatch(word.text) and done:
            last = done.pop()
            last = done.pop() if last.text in _ARTICLES and done else last
            word = join((last, _FAITH))
        done.append(_one_form(word))
    return done


def _is_servant(word: Token) -> bool:
    return word.skeleton == "bd" and len(word.text) < 4 if word.abjad else bool(_ABD_ALONE.fullmatch(word.text))


def _skip_article(words: list[Token]) -> list[Token]:
    return words[1:] if words[0].text in _ARTICLES and len(words) > 1 else words


def _one_form(word: Token) -> Token:
    if word.abjad and re.match(r"`?bdl\w\w", word.text):
        return Token(word.text, word.key, "bd" + word.skeleton[3:], True)
    if word.abjad or word.syllabic or is_known(word.text):
        return word
    servant = _ABD.fullmatch(word.text)
    if servant and len(servant[1]) >= 3:
        return token("abd" + servant[1])
    faith = _DIN.fullmatch(word.text)
    return token(faith[1] + "din") if faith else word


def align(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[Pairing]:
    """Pair the words of two names, best agreement first.

    Parameters
    ----------
    first, second : tuple of Token
        The words of each name.

    Returns
    -------
    list of Pairing
        Every word stands in exactly one; those without a counterpart come last, alone.
    """
    left, right = set(range(len(first))), set(range(len(second)))
    pairings: list[Pairing] = []
    for agreement, ours, theirs in _candidates(first, second):
        if left.issuperset(ours) and right.issuperset(theirs):
            left.difference_update(ours)
            right.difference_update(theirs)
            pairings.append(Pairing(tuple(first[i] for i in ours), tuple(second[j] for j in theirs), agreement))
    alone = Agreement(0.0, "missing")
    pairings += [Pairing((first[i],), (), alone) for i in sorted(left)]
    return pairings + [Pairing((), (second[j],), alone) for j in sorted(right)]


_Candidate = tuple[Agreement, tuple[int, ...], tuple[int, ...]]


def _candidates(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for (i, one), (j, two) in product(enumerate(first), enumerate(second)):
        agreement = agree(one, two)
        if agreement.strength > 0:
            found.append((agreement, (i,), (j,)))
    settled = [(ours[0], theirs[0]) for agreement, ours, theirs in found if agreement.strength == 1]
    left = [i for i in range(len(first)) if i not in {pair[0] for pair in settled}]
    right = [j for j in range(len(second)) if j not in {pair[1] for pair in settled}]
    found += _joined(first, left, second, right)
    found += [(agreement, ours, theirs) for agreement, theirs, ours in _joined(second, right, first, left)]
    return sorted(found, key=_rank)


def _rank(candidate: _Candidate) -> tuple[float, int, tuple[int, ...], tuple[int, ...]]:
    agreement, ours, theirs = candidate
    return (-agreement.strength, -len(ours) - len(theirs), ours, theirs)


def _joined(
    parts: tuple[Token, ...], free: list[int], wholes: tuple[Token, ...], open_wholes: list[int]
) -> list[_Candidate]:
    """Find runs of words that make one word of the other name: Abu Bakr and Abubakr."""
    found: list[_Candidate] = []
    for j in open_wholes:
        for run in _runs(free, len(parts)):
            agreement = _join(parts[run[0] : run[-1] + 1], wholes[j])
            if agreement.strength >= 0.7:
                found.append((agreement, run, (j,)))
    return found


def _runs(free: list[int], count: int) -> list[tuple[int, ...]]:
    """Give the runs of two or three neighbouring words, or of all, that have no counterpart of the same letters."""
    starts = [(i, size) for size in {2, MOST_JOINED, count} for i in range(count - size + 1) if size > 1]
    runs = (tuple(range(i, i + size)) for i, size in starts)
    return [run for run in runs if set(run).issubset(free)]


def _join(run: tuple[Token, ...], whole: Token) -> Agreement:
    if not (whole.abjad or any(part.abjad for part in run)) and not _may_join(run, whole.text):
        return DIFFERENT
    agreement = agree(join(run), whole)
    if agreement.kind in ("part", "short form", "article"):
        return DIFFERENT
    return Agreement(0.97, "joined") if agreement == SAME else agreement


def _may_join(run: tuple[Token, ...], whole: str) -> bool:
    length = sum(len(part.text) for part in run)
    longest = max(len(part.text) for part in run)
    return len(whole) > 3 and length > 3 and abs(length - len(whole)) <= 2 and longest < len(whole)
