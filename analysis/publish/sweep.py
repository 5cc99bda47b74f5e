"""A notebook run over every combination of values of its parameters, and the estimates of all runs as one table.

Each run is a folder of its own, written whole as it ends, so that an interrupted sweep goes on where it was.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from string import ascii_lowercase

import nbformat
import pandas as pd
import papermill

from analysis.core.build_state import STATE, note_of, read_note
from analysis.core.country_names import fold, parse_country, suggestion
from analysis.core.errors import InputError, some
from analysis.core.files import NOTEBOOKS, as_csv, csv_as_text, digest, write_atomic
from analysis.core.judgement import version
from analysis.pages.catalogue import Job, all_jobs
from analysis.publish import build
from analysis.publish.notebook import execute, part_of, stated, without_outputs
from analysis.publish.pool import Outcome, Workers
from analysis.tables.release import shipped_release, territories

#: The value of a parameter; that of a list is a tuple here.
Value = str | int | float | bool | None | tuple["Value", ...]
#: The word for the value that the notebook itself has.
DEFAULT = "default"
#: The parameter that is a country, by name or code.
COUNTRY = "country"
#: Folder of the runs, and the files beside it: all estimates, every run with its outcome, the values.
RUNS, ESTIMATES, LIST, ABOUT = "runs", "estimates.csv", "runs.csv", "sweep.json"
#: What a run can keep beside its estimates -> a file that it then has.
KEEP = {"": ESTIMATES, "notebook": "notebook.ipynb", "report": "index.html"}
#: Put before the name of a parameter in a table, as `level` is a column of estimates too.
CHOSEN = "chosen_"
#: How the comment of a parameter lists its choices, up to a semicolon; brackets explain one.
_CHOICES = re.compile(r"\b(?:one|some) of: ([^;]+)")
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
#: Type of a parameter -> what is expected, and how it is parsed.
_PARSERS: dict[str, tuple[str, Callable[[str], Value]]] = {
    "str": ("text", str),
    "int": ("a whole number, or two as 2010..2020", int),
    "float": ("a number", float),
    "bool": ("true or false", lambda word: _TRUTH[word.casefold()]),
}


# Parameters and their values -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameter:
    """A parameter of a notebook: its type, default, and the choices that its comment lists."""

    name: str
    type: str
    default: Value
    choices: tuple[str, ...]
    comment: str


def find_notebook(name: str) -> Path:
    """Find a notebook by its file, or by its name among those of the project."""
    path = next((path for path in (Path(name), NOTEBOOKS / f"{name}.ipynb") if path.is_file()), None)
    if path is None:
        names = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
        expected = f"a file, or one of the notebooks {some(names, 20)}"
        raise InputError(f"the notebook {name!r}", expected, suggestion(name, names))
    return path


def parameters(path: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook whose type is text, a number, a truth value or a list."""
    try:
        cell = papermill.inspect_notebook(str(path))
    except Exception as error:
        got = f"a file that is not a notebook ({' '.join(str(error).split())[:80]})"
        raise InputError(got, "one that Jupyter wrote", "open it in Jupyter and save it again", file=path) from None
    listed = [_parameter(name, about) for name, about in cell.items()]
    return {parameter.name: parameter for parameter in listed if parameter.type in {*_PARSERS, "list"}}


def _parameter(name: str, about: Mapping[str, str]) -> Parameter:
    try:
        default = ast.literal_eval(about["default"])
    except (ValueError, SyntaxError):
        default = None
    kind = re.split(r"\W", about["inferred_type_name"])[0].lower()
    kind = type(default).__name__ if kind in ("", "none") else kind
    choices = _CHOICES.search(about["help"])
    words = re.split(r",| or ", re.sub(r"\([^)]*\)", "", choices[1])) if choices else []
    plain = tuple(word.strip(" \"'.") for word in words if word.strip())
    return Parameter(name, kind, tuple(default) if isinstance(default, list) else default, plain, about["help"])


def parse_values(words: Sequence[str], path: Path) -> dict[str, tuple[Value, ...]]:
    """Return the values of each parameter, in the order in which they were named, each value once.

    A word is ``NAME=VALUES`` or names alone: ``country,exposure``. Values are separated by commas, as in a csv, and
    members of a list by ``+``; ``2010..2020`` is every year between; ``default`` is what the notebook has. A name alone
    means all countries, both truth values, or every choice that the comment lists.

    Raises
    ------
    InputError
        If a name is no parameter, a value is not of its type or choices, or a name alone lists none.
    """
    known = parameters(path)
    if not known:
        fix = "tag the cell with its parameters as `parameters`"
        raise InputError("a notebook without parameters", "one with parameters", fix, file=path)
    values: dict[str, tuple[Value, ...]] = {}
    for word in words:
        names, _, text = word.partition("=")
        for name in [name.strip() for name in names.split(",")] if "=" not in word else [names.strip()]:
            if name not in known:
                expected = f"a parameter of {path.stem}: {some(known, 20)}"
                raise InputError(f"--over {name!r}", expected, suggestion(name, known), file=path)
            if name in values:
                raise InputError(f"--over {name} twice", "each parameter once", "list all its values in one --over")
            made = _parse(known[name], text) if "=" in word else _all_values(known[name], path)
            values[name] = tuple(dict.fromkeys(made))
    return values


def _all_values(parameter: Parameter, path: Path) -> list[Value]:
    if parameter.name == COUNTRY:
        release = shipped_release()
        jobs = [job for job in all_jobs(release) if job.notebook == path.stem and COUNTRY in job.parameters]
        return [str(job.parameters[COUNTRY]) for job in jobs] or list(territories(release))
    if parameter.type == "bool":
        return [False, True]
    if parameter.choices:
        return [(word,) if parameter.type == "list" else _value(parameter, word) for word in parameter.choices]
    listed = f"{parameter.comment!r} lists no choices after 'one of:'" if parameter.comment else ""
    fix = f"give values, such as --over {parameter.name}=FIRST,SECOND"
    got = f"--over {parameter.name} without values ({listed or 'no comment lists its choices'})"
    raise InputError(got, "values", fix, file=path)


def _parse(parameter: Parameter, text: str) -> list[Value]:
    words = [word.strip() for word in next(csv.reader([text], skipinitialspace=True), [])]
    if not words or not all(words):
        fix = f"write `{DEFAULT}` for the value in the notebook"
        raise InputError(f"--over {parameter.name}={text}, with an empty value", "values between commas", fix)
    return [value for word in words for value in _parse_one(parameter, word)]


def _parse_one(parameter: Parameter, word: str) -> list[Value]:
    years = _RANGE.fullmatch(word) if parameter.type == "int" else None
    if word == DEFAULT:
        return [parameter.default]
    if years is not None:
        first, last = int(years[1]), int(years[2])
        if first > last:
            raise InputError(f"--over {parameter.name}={word}", "the smaller number first", "swap the two")
        return [*range(first, last + 1)]
    if parameter.type == "list":
        return [tuple(_value(parameter, part.strip()) for part in word.split("+"))]
    return [_value(parameter, word)]


def _value(parameter: Parameter, word: str) -> Value:
    """Parse one value, or one member of a list."""
    if parameter.choices and word not in parameter.choices:
        got, expected = f"--over {parameter.name}={word}", f"one of {some(parameter.choices, 20)}"
        raise InputError(got, expected, suggestion(word, parameter.choices))
    if parameter.name == COUNTRY:
        try:
            return parse_country(word)
        except InputError as error:
            fix = f"""{error.fix}; write a name with a comma as --over '{COUNTRY}=BLR,"Korea, Republic of"'"""
            raise InputError(error.got, error.expected, fix) from None
    if word.casefold() == "none" and parameter.default is None:
        return None
    expected, parse = _PARSERS.get(parameter.type, _PARSERS["str"])
    try:
        return parse(word)
    except (ValueError, KeyError):
        fix = f"correct it, or write `{DEFAULT}` for the value in the notebook"
        raise InputError(f"--over {parameter.name}={word}", expected, fix) from None


def as_word(value: object) -> str:
    """Write a value as the command line takes it; nothing for none."""
    if isinstance(value, tuple):
        return "+".join(map(as_word, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


# Runs ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sweep:
    """A notebook without outputs, the values of its parameters, and what each run keeps with its estimates."""

    notebook: str
    text: str
    values: Mapping[str, tuple[Value, ...]]
    keep: str = ""

    def __len__(self) -> int:
        return prod(map(len, self.values.values()))

    def jobs(self) -> Iterator[Job]:
        """Yield each run, the last parameter changing fastest; a run has the same name in a wider sweep."""
        for combination in product(*self.values.values()):
            values = dict(zip(self.values, combination, strict=True))
            words = "_".join(f"{name}-{as_word(value)}" for name, value in values.items())
            key = digest(json.dumps([self.notebook, values], sort_keys=True).encode())[:8]
            yield Job(f"{RUNS}/{re.sub(r'[^A-Za-z0-9.+_-]', '-', words)[:80]}-{key}", self.notebook, {**values})

    def inputs(self) -> str:
        """Return the hash of all that the runs depend on, except their parameters."""
        return digest(f"{build.current_inputs()} {self.text}".encode())


def plan(name: str, over: Sequence[str], keep: str = "") -> Sweep:
    """Read a notebook and the values of its parameters, as `parse_values` takes them."""
    path = find_notebook(name)
    return Sweep(path.stem, nbformat.writes(without_outputs(path)), parse_values(over, path), keep)


def check_folder(sweep: Sweep, to: Path) -> None:
    """Refuse a folder that cannot be written, or that has anything but an earlier sweep of this notebook."""
    build.check_writable(to, "--to")
    if not (to / ABOUT).exists():
        if any(path.name not in (STATE, RUNS) for path in to.iterdir()):
            got, expected = "a folder with other files", "an empty folder, or one of an earlier sweep"
            raise InputError(got, expected, "name another with --to", file=to)
        return
    notebook = read_note(to / ABOUT).get("notebook", "a notebook that is not named")
    if notebook != sweep.notebook:
        expected = f"one of {sweep.notebook}, or an empty one"
        raise InputError(f"a folder with a sweep of {notebook}", expected, "name another with --to", file=to)


def run(sweep: Sweep, to: Path, workers: Workers) -> Iterator[Outcome[Job, build.Built]]:
    """Do every run that is not done, write each as it ends, and yield the outcomes: the runs already done first."""
    about = {
        "notebook": sweep.notebook,
        "data_release": version(),
        "inputs": sweep.inputs(),
        "over": {name: [as_word(value) for value in values] for name, values in sweep.values.items()},  # noqa: PD011
    }
    write_atomic(to / ABOUT, json.dumps(about, ensure_ascii=False, indent=1) + "\n", public=True)
    make = partial(run_files, sweep.text, sweep.keep)
    return build.build_all([*sweep.jobs()], to, workers, make, sweep.inputs(), KEEP[sweep.keep])


def run_files(text: str, keep: str, job: Job) -> dict[str, bytes]:
    """Run a notebook and return its files; the estimates are those of the report, not those of its brief."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in job.parameters.items()}
    job, source = replace(job, parameters=values), nbformat.reads(text, as_version=4)
    notebook = build.execute_job(job, source) if keep == "report" else execute(source, values)
    table = stated(part_of(notebook, brief=False))
    files = {ESTIMATES: as_csv(table)}
    if keep == "notebook":
        files[KEEP[keep]] = (nbformat.writes(notebook) + "\n").encode()
    return files | (build.rendered(notebook) if keep == "report" else {})


def keyed(table: pd.DataFrame) -> pd.DataFrame:
    """Replace the texts of each statistic of a run by a key, and drop repeated statistics.

    The key is its name, or else the table with the words of its row, without digits; its country follows where several
    share it, and a letter where one country has several.
    """
    names = table[["name", "where", "statistic"]].to_numpy()
    words = [name.split(".") if name else [where, row] for name, where, row in names]
    keys = [".".join(re.sub(r"[^a-z]+", "_", fold(part)).strip("_") for part in parts) for parts in words]
    numbers = table[["value", "low", "high", "level", "n"]].apply(pd.to_numeric).map(lambda number: f"{number:.4g}")
    again = numbers.assign(words=[*map(str, words)], country=table["country"]).duplicated()
    table = table.drop(columns=["where", "statistic", "method", "counted", "sentence"]).assign(key=keys)[~again]
    several = table.groupby("key")["country"].transform("nunique") > 1
    table["key"] += ("." + table["country"].str.lower()).where(several, "")
    repeated = table.groupby("key").cumcount()
    table["key"] += repeated.map(lambda place: "." + ascii_lowercase[place % 26] * (place // 26 + 1) if place else "")
    return table[["key", *table.columns.drop("key")]]


def record(sweep: Sweep, to: Path) -> int:
    """Write two tables from the runs, all estimates and all runs with their outcomes; return how many estimates."""
    inputs, estimates, runs = sweep.inputs(), list[pd.DataFrame](), list[dict[str, object]]()
    for number, job in enumerate(sweep.jobs(), 1):
        values = {f"{CHOSEN}{name}": as_word(value) for name, value in job.parameters.items()}
        run = {"run": number, "folder": job.folder, **values, "state": "done", "estimates": 0, "error": ""}
        if build.up_to_date(job.folder, to, inputs) is None:
            run |= {"state": "failed", "error": note_of(to, job.folder)["error"] or "not done"}
        else:
            table = keyed(csv_as_text(to / job.folder / ESTIMATES))
            run["estimates"] = len(table)
            estimates.append(pd.DataFrame({"run": number, **values}, index=table.index).join(table))
        runs.append(run)
    tables = {ESTIMATES: pd.concat(estimates) if estimates else pd.DataFrame(), LIST: pd.DataFrame(runs)}
    for name, table in tables.items():
        write_atomic(to / name, as_csv(table), public=True)
    return len(tables[ESTIMATES])
