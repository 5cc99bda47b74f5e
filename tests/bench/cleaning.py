"""Processor time and memory of ``clean notices``, beside pandas that only reads the file.

All notices are invented, one at a time; they can be written in three of the forms in which they are collected.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

CHARGES = (
    "Participation in an illegal armed formation; illegal acquisition and storage of firearms",
    "Homicidio agravado por el uso de arma de fuego en concurso real con robo",
    "Escroquerie en bande organisée, blanchiment aggravé",
    "Criminal conspiracy, cheating, forgery for the purpose of cheating",
    "Контрабанда наркотических средств организованной группой",
)
SYLLABLES = [first + vowel + last for first in "bdfghklmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "sh")]
COUNTRIES = ("RU", "SV", "AR", "IN", "BY", "PK", "TJ", "KZ", "TR", "BR", "MX", "FR", "DE", "US", "UA", "CN")
#: About as many notices as are in force, and twice as many, for time and memory grow with them.
NOTICES = (100_000, 200_000)
#: How many charge texts differ, and which share of the notices repeats an earlier one.
TEXTS, REPEATED = 5_000, 0.01


def vocabulary(size: int, seed: int) -> list[str]:
    """Invent words of two to four syllables."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 4)))) for _ in range(size)]


class Invented(NamedTuple):
    """What a notice says."""

    number: str
    forename: str
    name: str
    birth: str
    sex: str
    nationality: str
    requester: str
    charge: str


def invented(count: int) -> Iterator[Invented]:
    """Invent notices, some of them twice."""
    chance, given, family = random.Random(7), vocabulary(2_000, 1), vocabulary(60_000, 2)
    held: list[Invented] = []
    for row in range(count):
        if held and chance.random() < REPEATED:
            yield chance.choice(held)
            continue
        birth = f"{chance.randint(1940, 2000)}/{chance.randint(1, 12):02d}/{chance.randint(1, 28):02d}"
        notice = Invented(
            f"{2000 + row % 25}/{1 + row // 25}",
            chance.choice(given).title(),
            chance.choice(family).title(),
            birth,
            chance.choice("MF"),
            chance.choice(COUNTRIES),
            chance.choice(COUNTRIES),
            f"{CHARGES[row % len(CHARGES)]}; count {chance.randrange(TEXTS // len(CHARGES))}",
        )
        held[: len(held) - 99] = []
        held.append(notice)
        yield notice


def export(path: Path, count: int) -> None:
    """Write an export of OpenSanctions: a person and a sanction a notice, each on its line."""
    with path.open("w", encoding="utf-8") as stream:
        for notice in invented(count):
            key, about = f"interpol-red-{notice.number.replace('/', '-')}", {"datasets": ["interpol_red_notices"]}
            named = f"{notice.forename} {notice.name}"
            properties = {
                "name": [named],
                "firstName": [notice.forename],
                "lastName": [notice.name],
                "topics": ["crime"],
                "birthDate": [notice.birth.replace("/", "-")],
                "gender": [notice.sex],
                "nationality": [notice.nationality.casefold()],
                "sourceUrl": [f"https://ws-public.interpol.int/notices/v1/red/{notice.number.replace('/', '-')}"],
            }
            person = {"id": key, "caption": named, "schema": "Person", "referents": [], **about}
            stream.write(json.dumps(person | {"properties": properties}) + "\n")
            held = {
                "entity": [key],
                "country": [notice.requester.casefold()],
                "reason": [notice.charge],
                "program": ["Red Notice"],
                "authorityId": [notice.number],
                "authority": ["INTERPOL"],
            }
            sanction = {"id": f"s-{key}", "caption": "Red Notice", "schema": "Sanction", "referents": [], **about}
            stream.write(json.dumps(sanction | {"properties": held}) + "\n")


def answers(path: Path, count: int) -> None:
    """Write one list of the API's detail answers."""
    with path.open("w", encoding="utf-8") as stream:
        for place, notice in enumerate(invented(count)):
            link = f"https://ws-public.interpol.int/notices/v1/red/{notice.number.replace('/', '-')}"
            held = {
                "entity_id": notice.number,
                "forename": notice.forename,
                "name": notice.name,
                "date_of_birth": notice.birth,
                "sex_id": notice.sex,
                "nationalities": [notice.nationality],
                "arrest_warrants": [
                    {"issuing_country_id": notice.requester, "charge": notice.charge, "charge_translation": None}
                ],
                "_links": {"self": {"href": link}},
            }
            stream.write(f"{',' if place else '['}\n{json.dumps(held)}")
        stream.write("]\n")


def table(path: Path, count: int) -> None:
    """Write a table with the column names of the API."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        names = ["forename", "name", "date_of_birth", "sex", "nationalities", "issuing_country_id", "charge"]
        writer.writerow(["entity_id", *names])
        writer.writerows(invented(count))


class Kind(NamedTuple):
    """A form of file: its name, who writes it, and how pandas reads it."""

    file: str
    write: Callable[[Path, int], None]
    read: str


KINDS = {
    "an export": Kind("entities.ftm.json", export, "read_json({!r}, lines=True)"),
    "a list of answers": Kind("answers.json", answers, "read_json({!r})"),
    "a table": Kind("table.csv", table, "read_csv({!r}, dtype=str)"),
}


class Used(NamedTuple):
    """What a process used: seconds of the processor, and megabytes at most."""

    seconds: float
    memory: float


def used(*words: str) -> Used:
    """Run Python with some words in a process of its own, which must succeed."""
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, held = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Used(held.ru_utime + held.ru_stime, held.ru_maxrss / 1024)


def cleaned(path: Path) -> Used:
    """Clean a file as a user does."""
    given = ("clean", "notices", str(path), "--snapshot", "2025-01-01", "--output", str(path.with_suffix(".out.csv")))
    return used("-m", "analysis", *given)


def run() -> Iterator[tuple[str, float, float]]:
    """Clean tables of invented notices.

    Yields
    ------
    tuple of (str, float, float)
        Seconds of the processor, then megabytes, each beside those of pandas, which reads the same file.
    """
    kind = KINDS["a table"]
    for count in NOTICES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, kind.file)
            kind.write(path, count)
            clean, read = cleaned(path), used("-c", f"import pandas; pandas.{kind.read.format(str(path))}")
        yield f"clean a table of {count:,} notices, pandas reading it (processor)", clean.seconds, read.seconds
        yield "the same: MB at most", clean.memory, read.memory
