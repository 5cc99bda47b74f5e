"""A notebook run over every combination of values of its parameters, and the estimates of all runs as one table.

Each run is a folder of its own, laid down whole as it ends, so that nothing is held until the end and a sweep that was
interrupted goes on where it was.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import nbformat

from analysis.core.errors import InputError
from analysis.core.files import write_atomic, writing_atomic
from analysis.core.hand import version
from analysis.core.standing import STATE, built_from, digest, note_of
from analysis.pages.catalogue import Job
from analysis.publish import build, forked
from analysis.publish.build import FAILURES, Built, Elsewhere
from analysis.publish.forked import Outcome
from analysis.publish.notebook import execute, part_of, stated
from analysis.publish.parameters import Value, chosen, opened, said

#: Folder of the runs, and the files beside it: all estimates, every run with what became of it, what was swept.
RUNS, ESTIMATES, LIST, ABOUT = "runs", "estimates.csv", "runs.csv", "sweep.json"


#: What is kept of a run beside its estimates -> the file by which it is known to be there.
KEPT = {"": ESTIMATES, "notebook": "notebook.ipynb", "report": "index.html"}


#: What stands before the name of a parameter in a table, as `level` is a column of estimates too.
CHOSEN = "chosen_"


@dataclass(frozen=True)
class Sweep:
    """What is to be run.

    Parameters
    ----------
    notebook : str
        Name of the notebook, without its ending.
    text : str
        The notebook, without outputs.
    values : dict of str to tuple
        Parameter -> the values that it takes.
    keep : str
        What is kept of each run beside its estimates: ``notebook``, ``report`` or nothing.
    """

    notebook: str
    text: str
    values: Mapping[str, tuple[Value, ...]]
    keep: str = ""

    def __len__(self) -> int:
        return prod(map(len, self.values.values()))

    def jobs(self) -> Iterator[Job]:
        """Give each run, the last parameter changing fastest; made as they are asked for."""
        for held in product(*self.values.values()):
            given = dict(zip(self.values, held, strict=True))
            yield Job(f"{RUNS}/{self._name(given)}", self.notebook, {**given})

    def _name(self, given: Mapping[str, Value]) -> str:
        """Name a run so that it keeps its name in a wider or narrower sweep."""
        words = "_".join(f"{name}-{said(value)}" for name, value in given.items())
        marks = digest(json.dumps([self.notebook, given], sort_keys=True).encode())
        return f"{re.sub(r'[^A-Za-z0-9.+_-]', '-', words)[:80]}-{marks[:8]}"

    def inputs(self) -> str:
        """Give the hash of all that the runs depend on, save their parameters."""
        return digest(f"{built_from(build.inputs_digest())} {self.text}".encode())


def planned(named: str, over: Sequence[str], keep: str = "") -> Sweep:
    """Read what is to be run.

    Parameters
    ----------
    named : str
        File of a notebook, or its name among those of the project.
    over : sequence of str
        As `analysis.publish.parameters.chosen` takes it.
    keep : str
        What is kept of each run beside its estimates.

    Raises
    ------
    InputError
        If there is no such notebook, parameter or value; what is near is offered.

    Examples
    --------
    >>> len(planned("country_profile", ["country=BLR,RUS", "exposure"]))
    4
    """
    path = opened(named)
    values = chosen(over, path)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return Sweep(path.stem, nbformat.writes(notebook), values, keep)


def check_folder(sweep: Sweep, to: Path) -> None:
    """Refuse a folder that cannot be written, or that holds anything but an earlier sweep of this notebook.

    Raises
    ------
    InputError
        In each of these cases.
    """
    if to.exists() and not to.is_dir():
        raise InputError(f"the file {to}", "a folder", "name another with --to", file=to)
    build.check_writable(to, "--to")
    about = _about(to)
    if about is None and any(path.name not in (STATE, RUNS) for path in to.iterdir()):
        got = "a folder that holds other things than a sweep"
        raise InputError(got, "an empty folder, or one of an earlier sweep", "name another with --to", file=to)
    if about is not None and about["notebook"] != sweep.notebook:
        got = f"a folder with a sweep of {about['notebook']}"
        raise InputError(got, f"one of {sweep.notebook}, or an empty one", "name another with --to", file=to)


def _about(to: Path) -> dict[str, Any] | None:
    if not (to / ABOUT).exists():
        return None
    try:
        held = json.loads((to / ABOUT).read_text(encoding="utf-8"))
        return {"notebook": held["notebook"]}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"no sweep ({error})", "JSON with the key notebook", "delete it", file=to / ABOUT) from None


def run(sweep: Sweep, to: Path, processes: int, elsewhere: Elsewhere | None = None) -> Iterator[Outcome[Job, Built]]:
    """Do every run that does not stand, some at a time, here or on a cluster, and lay down each as it ends.

    Parameters
    ----------
    sweep : Sweep
        What is to be run.
    to : Path
        The folder; this process holds its lock.
    processes : int
        How many runs at a time, here.
    elsewhere : callable, optional
        Where they are done instead, as `analysis.publish.cluster.connected` gives it.

    Yields
    ------
    Outcome
        What became of each run: those that stand first, the others in order of completion. Why one failed is noted.

    Raises
    ------
    OSError
        If the disk is full.
    """
    build.restore(to)
    (to / FAILURES).unlink(missing_ok=True)
    inputs, waiting = sweep.inputs(), []
    for job in sweep.jobs():
        if stands(job, sweep, to, inputs):
            yield Outcome(job, Built({}, fresh=False))
        else:
            waiting.append(job)
    for outcome in _done(sweep, to, inputs, waiting, processes, elsewhere):
        if outcome.refused is not None:
            raise outcome.refused
        if outcome.error:
            _note_failure(outcome, to)
        yield outcome


def _done(
    sweep: Sweep, to: Path, inputs: str, jobs: Sequence[Job], processes: int, elsewhere: Elsewhere | None
) -> Iterator[Outcome[Job, Built]]:
    make, keep = partial(files_of, sweep.text, sweep.keep), partial(_put, to, inputs)
    if elsewhere is not None:
        return elsewhere(make, keep, jobs)
    return forked.run(jobs, lambda job: keep(job, make(job)), processes, rehearsal=build.warm(jobs))


def _put(to: Path, inputs: str, job: Job, files: Mapping[str, bytes]) -> Built:
    build.lay_down(files, job.folder, to, inputs)
    return Built({}, fresh=True)


def _note_failure(outcome: Outcome[Job, Built], to: Path) -> None:
    build.note_failure(outcome.task.folder, to, outcome.error)
    with (to / FAILURES).open("a", encoding="utf-8") as log:
        log.write(f"{outcome.task.folder}\n{outcome.detail or outcome.error}\n")


def stands(job: Job, sweep: Sweep, to: Path, inputs: str) -> bool:
    """Tell whether a run was done from the same inputs, with all that is to be kept, and lies there unchanged."""
    note = note_of(to, job.folder)
    files = note["files"]
    same = note["inputs"] == inputs and not note["error"] and KEPT[sweep.keep] in files
    return bool(same and files == build.hashes(to / job.folder))


def files_of(text: str, keep: str, job: Job) -> dict[str, bytes]:
    """Run a notebook and give what is kept of it; the estimates are those of the report alone, not of its brief."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{job.notebook}.ipynb"
        path.write_text(text, encoding="utf-8")
        given = {key: list(value) if isinstance(value, tuple) else value for key, value in job.parameters.items()}
        report = keep == "report"
        notebook = (
            build.execute_job(Job(job.folder, str(path.with_suffix("")), given)) if report else execute(path, given)
        )
    table = stated(part_of(notebook, brief=False))
    files = {ESTIMATES: table.to_csv(index=False, lineterminator="\n").encode()}
    if keep == "notebook":
        files[KEPT[keep]] = (nbformat.writes(notebook) + "\n").encode()
    return files | (build.rendered(notebook) if keep == "report" else {})


def record(sweep: Sweep, to: Path) -> int:
    """Write the tables of a sweep from its runs, one at a time: all estimates, and every run with what became of it.

    Parameters
    ----------
    sweep : Sweep
        What was run.
    to : Path
        The folder.

    Returns
    -------
    int
        How many estimates there are.
    """
    inputs, total, is_headed = sweep.inputs(), 0, False
    names = [f"{CHOSEN}{name}" for name in sweep.values]
    with _written(to / ESTIMATES) as estimates, _written(to / LIST) as listed:
        listed.writerow(["run", "folder", *names, "state", "estimates", "error"])
        for number, job in enumerate(sweep.jobs(), 1):
            values = [said(value) for value in job.parameters.values()]  # type: ignore[arg-type]
            done = stands(job, sweep, to, inputs)
            header, *rows = _rows(to / job.folder / ESTIMATES) if done else [[]]
            if header and not is_headed:
                estimates.writerow(["run", *names, *header])
                is_headed = True
            estimates.writerows([number, *values, *row] for row in rows)
            total += len(rows)
            error = "" if done else note_of(to, job.folder)["error"] or "not done"
            listed.writerow([number, job.folder, *values, "done" if done else "failed", len(rows), error])
    return total


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@contextmanager
def _written(path: Path) -> Iterator[Any]:
    """Give what writes rows into a file that takes its place once it is whole."""
    with writing_atomic(path, public=True) as held:
        stream = io.TextIOWrapper(held, encoding="utf-8", newline="", write_through=True)
        yield csv.writer(stream, lineterminator="\n")
        stream.detach()


def describe(sweep: Sweep, to: Path) -> None:
    """Write what the folder is a sweep of, before anything is run."""
    held = {
        "notebook": sweep.notebook,
        "data_release": version(),
        "inputs": sweep.inputs(),
        "over": {name: [said(value) for value in values] for name, values in sweep.values.items()},
    }
    write_atomic(to / ABOUT, json.dumps(held, ensure_ascii=False, indent=1) + "\n", public=True)
