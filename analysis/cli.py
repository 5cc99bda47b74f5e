"""The command line: ``python -m analysis VERB``. A verb imports what it needs as it runs, so that each starts fast."""

from __future__ import annotations

import argparse
import datetime
import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.core import build_state, files
from analysis.core.errors import INTERRUPTED, InputError, some
from analysis.core.files import NAME, PRIVATE, REPORTS, SITE, as_csv, check_outputs, relative, write_atomic

if TYPE_CHECKING:
    from analysis.pages.catalogue import Job
    from analysis.persons.cleaning import Cleaned
    from analysis.publish.build import Built
    from analysis.publish.pool import Outcome, Result, Task
    from analysis.refresh.live import Download, Downloader, LiveList
    from analysis.refresh.refresh import Places, Proposal

#: How the command line was called: by the program that an installed package has, or by its module.
CALL = NAME if Path(sys.argv[0]).stem == NAME else "python -m analysis"
Parser = argparse.ArgumentParser
Words = argparse.Namespace


def warn(sentence: str) -> None:
    """Print a warning to stderr, apart from the result."""
    print(f"warning: {sentence}", file=sys.stderr)


def _check_outputs(outputs: Sequence[Path], inputs: Sequence[Path] = ()) -> None:
    """Refuse outputs that would lose or publish something, and name those that will be written over."""
    check_outputs(outputs, inputs)
    for path in filter(Path.exists, outputs):
        warn(f"{path} exists and will be overwritten")


def _agreed(question: str, args: Words) -> bool:
    """Return whether the user agrees, by --yes or by an answer; without a terminal nobody is asked."""
    answer = "yes" if args.yes else input(question) if sys.stdin.isatty() else ""
    return answer.strip().casefold() in {"y", "yes"}


# Reports ---------------------------------------------------------------------------------------------------------


def _add_pool(parser: Parser) -> None:
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="notebooks to run at the same time")
    cluster = "run the notebooks on a Dask cluster: address of its scheduler (or set SCHEDULER=ADDRESS)"
    parser.add_argument("--scheduler", metavar="ADDRESS", default=os.environ.get("SCHEDULER", ""), help=cluster)


def add_report(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("country", nargs="*", help="names or codes, or WORLD, BRIEF, DRIVERS, ...; default: all")
    _add_pool(parser)
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder to write into")
    address = "address of the published reports, for links, citations and previews; default: data/hand/release.yml"
    parser.add_argument("--site", metavar="ADDRESS", default="", help=address)


def run_report(args: Words) -> int:
    """Build what is not up to date; the exit status is 1 if any report failed."""
    if args.site:
        os.environ[SITE] = args.site
    files.published_at()  # a wrong address is refused before the work
    current = build_state.unchanged(args.country, args.reports)
    if current is not None:
        return _print_report(0, current, [], args.reports)
    from analysis.publish.pool import start_server

    start_server()  # it imports meanwhile what this process imports
    from analysis.facts import world
    from analysis.pages.catalogue import chosen_jobs
    from analysis.publish import build

    jobs = chosen_jobs(args.country, world.release())
    build.check_writable(args.reports)
    with build_state.alone(args.reports):
        outcomes = _build(jobs, args.reports, args, whole=not args.country)
        failed = sorted(outcome.task.folder for outcome in outcomes if outcome.error)
        if not failed:
            build_state.remember(args.country, len(jobs), args.reports)
    fresh = sum(outcome.result is not None and outcome.result.fresh for outcome in outcomes)
    if not build.site_is_current(args.reports):
        print("home, search and comparison are from an earlier build; to update them, run `make report`")
    return _print_report(fresh, len(outcomes) - fresh - len(failed), failed, args.reports)


def _build(jobs: list[Job], reports: Path, args: Words, *, whole: bool) -> list[Outcome[Job, Built]]:
    """Build reports and what is around them; the whole with the table of all estimates."""
    from analysis.publish import build
    from analysis.publish.pool import Workers

    made = build.build_all(jobs, reports, Workers(args.jobs, args.scheduler))
    outcomes = list(_shown(made, len(jobs), "report"))
    build.record(outcomes, reports, whole=whole, processes=args.jobs)
    return outcomes


def _shown(outcomes: Iterable[Outcome[Task, Result]], total: int, unit: str) -> Iterator[Outcome[Task, Result]]:
    """Yield outcomes as they come, and show a bar; a failure is named at once."""
    from tqdm import tqdm

    with tqdm(total=total, desc=f"{unit}s", unit=unit, file=sys.stderr, mininterval=0.5) as bar:
        for outcome in outcomes:
            name = getattr(outcome.task, "folder", f"{unit} {outcome.task}")
            bar.set_postfix_str(name, refresh=False)
            bar.update()
            if outcome.error:
                bar.write(f"failed: {name}: {outcome.error}", file=sys.stderr)
            yield outcome


def _print_report(fresh: int, current: int, failed: list[str], reports: Path) -> int:
    print(f"{fresh} built, {current} already up to date, {len(failed)} failed; open {relative(reports / 'index.html')}")
    if failed:
        print(f"failed: {' '.join(failed)}; causes in {relative(reports / 'failures.log')}", file=sys.stderr)
    return int(bool(failed))


#: How many differences are printed.
MOST = 100


def add_verify(parser: Parser) -> None:
    """Declare what the verb takes."""
    _add_pool(parser)
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder with estimates.csv")
    manifest = "the manifest of a release, to compare every byte (default: manifest.json next to estimates.csv, if any)"
    parser.add_argument("--manifest", type=Path, metavar="FILE", help=manifest)


def run_verify(args: Words) -> int:
    """Build all in a temporary folder and compare; the exit status is 1 if any estimate, or byte of a release, differs.

    Nothing that an earlier build left is trusted.
    """
    from analysis.facts import world
    from analysis.pages.catalogue import all_jobs
    from analysis.publish import build, estimates

    table, beside = args.reports / estimates.TABLE, args.reports / build.MANIFEST
    if not table.is_file():
        fix = "restore it with `git checkout`, or write it with `make report`"
        raise InputError("no table of estimates", "one to compare with", fix, file=relative(table))
    path = args.manifest or (beside if beside.exists() else None)
    site, files = build.read_manifest(path) if path else ("", {})
    os.environ[SITE] = site  # a release is compared with a build for the same address
    build.check_writable(args.reports)
    with build_state.alone(args.reports):
        build.restore(args.reports)  # and remove what a killed call had built
        with tempfile.TemporaryDirectory(dir=args.reports, prefix=build_state.BUILDING) as name:
            made = _build(all_jobs(world.release()), Path(name), args, whole=True)
            lines = [f"{outcome.task.folder}: could not be built: {outcome.error}" for outcome in made if outcome.error]
            if not lines:
                lines = [*estimates.differences(table.read_bytes(), (Path(name) / estimates.TABLE).read_bytes())]
                lines += build.differences(files, build.manifest(Path(name))) if files else []
    for line in [*lines[:MOST], *([f"and {len(lines) - MOST} more"] if len(lines) > MOST else [])]:
        print(line)
    release = f"; all {len(files)} files are those of the release" if files else ""
    print(f"{len(lines)} differences" if lines else f"all estimates are those of {relative(table)}{release}")
    return int(bool(lines))


def add_notebooks(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("notebook", nargs="*", type=Path, help="the notebooks; default: all")


def run_notebooks(args: Words) -> int:
    """Execute each notebook in a kernel of its own, as a reader would, and store the outputs that no page has."""
    from analysis.publish.notebook import execute
    from analysis.publish.stored import text

    if not args.notebook:
        files.need_checkout("notebooks")
    for path in args.notebook or sorted(files.NOTEBOOKS.glob("*.ipynb")):
        write_atomic(path, text(execute(path, engine=None)), public=True)
        print(f"executed {relative(path.resolve())}")
    return 0


def add_stored(parser: Parser) -> None:
    """Declare what the verb takes."""
    _add_pool(parser)


def run_stored(args: Words) -> int:
    """Execute every notebook once for each report, without pages, and write what is stored; 1 if one fails."""
    from analysis.publish import stored
    from analysis.publish.pool import Workers

    files.need_checkout("stored")
    tasks = stored.tasks()
    made = Workers(args.jobs, args.scheduler).run(stored.make, tasks)
    outcomes = list(_shown(made, len(tasks), "notebook"))
    if any(outcome.error for outcome in outcomes):
        print("nothing was written, since a notebook failed", file=sys.stderr)
        return 1
    for path in stored.write(outcomes):
        print(f"wrote {relative(path)}")
    return 0


# Rows about persons ----------------------------------------------------------------------------------------------


def add_clean(parser: Parser) -> None:
    """Declare the kinds of list and what each takes."""
    from analysis.persons.formats.mapped import KINDS

    what = {kind: f"Reads {spec.accepted}, as text, workbook, .gz or .zip." for kind, spec in KINDS.items()}
    needs = {"notices": "Required: --output and --snapshot.", "sanctions": "Required: --output."}
    about = {kind: f"{needs[kind]} {what[kind]}" for kind in KINDS}
    parser.epilog = " ".join(f"{kind}: {text}" for kind, text in about.items())
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="notices|sanctions")
    notices_help = "INTERPOL notices, one row for each notice"
    notices = kinds.add_parser("notices", help=notices_help, description=about["notices"])
    notices.add_argument("--snapshot", metavar="YYYY-MM-DD", help="day on which the notices were public")
    orders, order_help = ["day-first", "month-first"], "order of day and month in dates such as 03/04/2025"
    notices.add_argument("--date-order", choices=orders, help=order_help)
    _add_cleaning(notices)
    lists_help = "sanctions lists as published, one row for each designation"
    _add_cleaning(kinds.add_parser("sanctions", help=lists_help, description=about["sanctions"]))


#: What the option does that two verbs have.
EXCEL = "put ' before texts that a spreadsheet would run as a formula (they begin with = + - @ or a tab)"


def _add_cleaning(parser: Parser) -> None:
    from analysis.core.private import KEY

    pseudonyms = (
        "replace names and ids by keyed hashes and birth dates by years, and reorder the rows; the result is still "
        "personal data that identifies most people (the command prints how many)"
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="file or folder, as published")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE.csv", help="the clean table")
    parser.add_argument("--excel", action="store_true", help=f"{EXCEL}; `link` cannot read this table")
    parser.add_argument("--pseudonymise", action="store_true", help=pseudonyms)
    parser.add_argument("--key", type=Path, default=KEY, help=f"the secret key of the hashes; made if missing ({KEY})")


def run_clean(args: Words) -> int:
    """Clean, write the table and the rejected rows, and print the accounting; with pseudonyms, no value of a row."""
    from analysis.core.private import without_values

    try:
        return _clean(args)
    except InputError as error:
        if not args.pseudonymise or hasattr(error, "stub"):
            raise
        raise InputError(without_values(error.got, []), error.expected, error.fix, row=error.row) from None


def _clean(args: Words) -> int:
    from analysis.core.private import load_key
    from analysis.persons.designations import clean_designations
    from analysis.persons.notice_lists import clean_notices, parse_snapshot

    if args.pseudonymise:
        check_outputs([args.key], [args.output, _rejects_path(args.output), *args.inputs])
        load_key(args.key)
    _check_outputs([args.output, _rejects_path(args.output)], args.inputs)
    progress = sys.stderr.isatty() and not args.pseudonymise
    if args.kind == "sanctions":
        return _write_cleaned(clean_designations(args.inputs, progress=progress), args, "designations")
    if not args.snapshot:
        raise InputError("no --snapshot", "the day on which the notices were public", "add --snapshot YYYY-MM-DD")
    day = parse_snapshot(args.snapshot)
    cleaned = clean_notices(args.inputs, day, date_order=args.date_order, progress=progress)
    return _write_cleaned(cleaned, args, "notices")


def _rejects_path(output: Path) -> Path:
    return output.with_name(f"{output.name}.rejects.csv")


def _write_cleaned(cleaned: Cleaned, args: Words, what: str) -> int:
    """Write the table and the rejected rows, and print the accounting."""
    import pandas as pd

    from analysis.core.private import load_key, pseudonymise, uniqueness_report, without_values, write_rows

    def hide(sentence: str) -> str:
        return without_values(sentence, cleaned.names) if args.pseudonymise else sentence

    table, rejects = cleaned.table, pd.concat([cleaned.rejects, cleaned.unread], ignore_index=True)
    audit, account, rejects_path = cleaned.audit, cleaned.account, _rejects_path(args.output)
    if args.pseudonymise:
        table = pseudonymise(table, load_key(args.key))
        rejects = rejects.assign(file="", raw="", reason=rejects["reason"].map(hide))
        audit.warn(uniqueness_report(table))
    audit.warn(write_rows(table, args.output, excel=args.excel))
    aside = [f"{account.rejected} rows set aside"] * bool(account.rejected)
    aside += ["unread values"] * (not cleaned.unread.empty)
    if aside:
        audit.warn(write_rows(rejects, rejects_path, excel=args.excel))
    else:
        rejects_path.unlink(missing_ok=True)
    for sentence in filter(None, audit.sentences()):
        warn(hide(sentence))
    there = f"; {' and '.join(aside)} in {rejects_path}" if aside else ""
    blank = audit.blank.total()
    cells = f"\n{blank:,} cells with N/A, -0-, null and the like are read as blank" if blank else ""
    print(f"{account.sentence(what)}{cells}\n{account.written} {what} written to {args.output}{there}")
    return 0


#: The column that `classify` adds.
ADDED = "offences"
#: A table with one of these columns is about persons.
PERSON_COLUMNS = frozenset({"name", "forename", "first_name", "last_name", "birth_date", "date_of_birth", "dob"})


def add_classify(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("input", type=Path, metavar="INPUT.csv", help="a csv in UTF-8 with a header")
    parser.add_argument("--column", default="charge", help="the column of charge texts (default: charge)")
    parser.add_argument("--output", type=Path, required=True, metavar="OUT.csv", help="the input with offences added")


def run_classify(args: Words) -> int:
    """Read, classify, write."""
    from analysis.persons.offences import classify_column
    from analysis.persons.records import RowAccounting

    _check_outputs([args.output], [args.input])
    table = files.csv_as_text(args.input)
    if args.column not in table:
        got, expected = f"no column {args.column!r}", f"one of {some(table.columns, 20) or 'none'}"
        raise InputError(got, expected, "name the column of charge texts with --column", file=args.input, row=1)
    labels = classify_column(table[args.column])
    if ADDED in table:
        warn(f"the values of the input's column {ADDED!r} are replaced")
    about_persons = PERSON_COLUMNS & {str(name).strip().casefold() for name in table}
    if about_persons and not args.output.resolve().is_relative_to(PRIVATE):
        warning = f"{args.output} has personal data ({', '.join(sorted(about_persons))})"
        warn(f"{warning} and is outside {relative(PRIVATE)}; keep it readable only by you")
    write_atomic(args.output, as_csv(table.assign(**{ADDED: labels})))
    print(RowAccounting(len(table)).sentence("charges"), file=sys.stderr)
    print(f"classified {len(table):,} charges into {relative(args.output)}", file=sys.stderr)
    return 0


def add_link(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("notices", type=Path, help="csv written by `clean notices`")
    parser.add_argument("designations", type=Path, help="csv written by `clean sanctions`")
    parser.add_argument("--output", type=Path, required=True, help="counts by requesting country and offence group")
    pairs = f"also write the linked rows, with names; keep them under {relative(PRIVATE)}"
    parser.add_argument("--pairs", type=Path, help=pairs)


def run_link(args: Words) -> int:
    """Link the two files and write the counts and, if asked, the pairs."""
    from analysis.core.private import LEAST_SHOWN
    from analysis.persons import link
    from analysis.persons.records import RowAccounting

    _check_outputs([path for path in (args.output, args.pairs) if path is not None], [args.notices, args.designations])
    notices = link.read_notices(args.notices)
    table = files.read_table(args.designations, link.DESIGNATION_COLUMNS)
    designations = link.designation_persons(table, args.designations)
    links = link.link(link.notice_persons(notices, args.notices), designations)
    counts = link.count_links(notices, links)
    write_atomic(args.output, as_csv(counts))
    print(RowAccounting(len(notices)).sentence("notices"))
    left = "".join(f", {count} of {sender}, which is not shown" for sender, count in link.not_shown(table).items())
    accounting = RowAccounting(len(designations), rejected=len(table) - len(designations))
    print(accounting.sentence("persons"), f"(no persons{left})")
    linked = len({one.notice.identifier for one in links})
    print(f"{linked} of {len(notices)} notices linked with {len(designations)} designated persons: {args.output}")
    if (counts[["notices", "matched"]] < LEAST_SHOWN).any(axis=None):
        warn(f"some counts are of fewer than {LEAST_SHOWN} persons; do not publish these")
    if args.pairs is not None:
        if not args.pairs.resolve().is_relative_to(PRIVATE):
            warn(f"{args.pairs} names people; it is outside {relative(PRIVATE)}, which is never committed or shipped")
        write_atomic(args.pairs, as_csv(link.pair_table(links)))
    return 0


# Shipped tables --------------------------------------------------------------------------------------------------

MOST_SHOWN = 40


def add_refresh(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--mirror", default="", metavar="URL", help="read all files from URL/NAME; see CONTRIBUTING.md")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--all", action="store_true", help=f"show all changed values, not just {MOST_SHOWN} a table")
    parser.add_argument("--accept", action="append", default=[], metavar="LIST", help="accept a list of unusual size")
    history = "file with the day on which each entry of OFAC's list was first seen"
    parser.add_argument("--history", type=Path, metavar="FILE", help=history)


def run_refresh(args: Words) -> int:
    """Download, compute, show and write; the exit status is 3 where something would change and was not written."""
    from analysis.refresh.live import Downloader, load_lists
    from analysis.refresh.refresh import Places, propose

    lists = load_lists()
    for name in set(args.accept) - {live.name for live in lists}:
        raise InputError(f"--accept {name}", f"one of {some([live.name for live in lists], 10)}", "correct the name")
    places = Places() if args.history is None else replace(Places(), history=_existing(args.history))
    downloads = download_all(lists, Downloader(mirror=args.mirror, progress=sys.stderr.isatty()))
    print("cleaning, linking and counting", file=sys.stderr)
    return conclude(propose(downloads, datetime.date.today(), places, args.accept), places, args)


def conclude(proposal: Proposal, places: Places, args: Words) -> int:
    """Show what a proposal changes, and write it if that is wanted."""
    from analysis.refresh.refresh import accept
    from analysis.tables.diff import report

    for sentence in proposal.warnings:
        warn(sentence)
    if not proposal.differences:
        print("no difference: the shipped figures match the lists")
        return 0
    countries = {country for one in proposal.differences for country in one.totals["country"] if country}
    print(report(proposal.differences, None if args.all else MOST_SHOWN))
    every = f"{CALL} diff {relative(places.root)} {relative(places.stage)}"
    print(f"changed tables: {len(proposal.differences)}; countries: {len(countries)}; for every value, run {every}")
    if args.dry_run:
        print("nothing was written, as asked")
        return 0
    if not _agreed("write these figures to data/raw? [y/N] ", args):
        print("nothing was written; to write these figures, run it again with --yes (make refresh YES=1)")
        return 3
    for path in accept(proposal, places):
        print(f"wrote {relative(path)}")
    print("now run `make codebook` and `make report`")
    return 0


def download_all(lists: tuple[LiveList, ...], downloader: Downloader) -> list[Download]:
    """Download every list before any is read, so that a list that fails costs nothing."""
    downloads = []
    for number, live in enumerate(lists, 1):
        print(f"[{number}/{len(lists)}] {live.title}", file=sys.stderr)
        downloads.append(downloader.get(live))
    return downloads


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise InputError("no such file", "a csv of ent_num, first_seen, left_censored", "correct --history", file=path)
    check_outputs([path])
    return path


def add_check(parser: Parser) -> None:
    """Declare what the verb takes."""
    file_help = "a csv with the columns of `cases`; case_id and optional columns can be missing"
    parser.add_argument("file", type=Path, metavar="FILE", help=file_help)


def run_check(args: Words) -> int:
    """Print every finding, how many rows are sound, and what was added; the exit status is 1 if there is a finding."""
    from analysis.tables.contribute import add, check, refusals

    findings, sealed = add(args.file) if args.verb == "add" else (check(args.file), [])
    for refusal in refusals(findings):
        print(refusal, file=sys.stderr)
    rows, sound = findings.attrs["rows"], findings.attrs["rows_ok"]
    verdict = "all ok" if findings.empty else f"{sound} ok, {rows - sound} with findings ({len(findings)} in all)"
    print(f"{rows} row{'s' * (rows != 1)}: {verdict}")
    if unstated := findings.attrs["held_unstated"]:
        print(f"no column `held`: `add` writes unknown, also for the effect 'detained' ({unstated} of {rows})")
    if sealed:
        print(f"added {', '.join(findings.attrs['keys'])}; sealed {', '.join(one.table for one in sealed)}\n{NEXT}")
        print("to publish your data, change the number and date of the release in data/hand/release.yml")
    return 0 if findings.empty else 1


#: What follows a seal.
NEXT = "complete the draft in data/CHANGELOG.md, then run `make codebook` and `make report`"


def add_seal(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("tables", nargs="+", metavar="TABLE", help="names of edited tables of data/raw")
    parser.add_argument("--all", action="store_true", help=f"show all changed values, not just {MOST_SHOWN} a table")


def run_seal(args: Words) -> int:
    """Seal, and show what differs from the committed state."""
    from analysis.tables.contribute import seal
    from analysis.tables.diff import report

    sealed = seal(args.tables)
    for one in sealed:
        compared = "there is no earlier state to compare"
        if one.difference is not None:
            print(report([one.difference], None if args.all else MOST_SHOWN))
            compared = "compared with the committed state"
        print(f"sealed {one.table}: {one.rows:,} rows; {compared}")
    print(NEXT if sealed else "nothing to seal: no table differs from its sidecar")
    return 0


def add_export(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--to", default="csv", metavar="csv|parquet|stata|xlsx", help="the format (default: csv)")
    parser.add_argument("--names", action="store_true", help="add country names next to country codes")
    parser.add_argument("--excel", action="store_true", help=f"with csv: {EXCEL}")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files go")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="names of tables; default: all")


def run_export(args: Words) -> int:
    """Write the files and name them, with what a format could not hold."""
    from analysis.tables.library import export

    for entry in export(args.folder, args.to, args.names, args.tables or None, excel=args.excel).to_dict("records"):
        print(f"wrote {entry['file']}: {entry['rows']:,} rows")
        if entry["remark"]:
            warn(f"{entry['table']}: {entry['remark']}")
    return 0


def add_diff(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a csv, or a folder of csv files")
    parser.add_argument("new", type=Path, metavar="NEW", help="the later version of it")
    parser.add_argument("--rows", action="store_true", help="show only the key of added or removed rows")
    parser.add_argument("--most", type=int, metavar="N", help="show at most N values of each table")


def run_diff(args: Words) -> int:
    """Print what differs; the exit status is 0 where nothing does, 1 where something does, 2 where refused."""
    from analysis.tables.diff import compare_paths, report

    try:
        differences = compare_paths(args.old, args.new)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(report(differences, args.most, args.rows) or "no difference")
    return int(bool(differences))


def add_figures(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("folder", type=Path, help="folder with the files of data/hand/notice_snapshots.yml")
    sanctions = "folder with the files of data/hand/sanctions_releases.yml"
    parser.add_argument("--sanctions", type=Path, metavar="FOLDER", help=sanctions)


def run_figures(args: Words) -> int:
    """Compute and write; the tables are replaced only after all were computed."""
    from analysis.refresh.figures import compute, write

    for path in write(compute(args.folder, args.sanctions)):
        print(f"wrote {relative(path)}")
    return 0


def add_governance(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("folder", type=Path, help="folder of the publishers' files, named as in the yml of each source")


def run_governance(args: Words) -> int:
    """Compute both tables and name the files written."""
    from analysis.refresh.governance import build

    for path in build(args.folder):
        print(f"wrote {relative(path)}")
    return 0


# The command line ------------------------------------------------------------------------------------------------


class Verb(NamedTuple):
    """What a verb takes, what it does, and that in one line."""

    add: Callable[[Parser], None]
    run: Callable[[Words], int]
    line: str


VERBS: dict[str, Verb] = {
    "report": Verb(add_report, run_report, "build the reports of all or some countries"),
    "verify": Verb(add_verify, run_verify, "build all again and compare the estimates, or a release to the byte"),
    "notebooks": Verb(add_notebooks, run_notebooks, "run the notebooks with default parameters and store the outputs"),
    "stored": Verb(add_stored, run_stored, "renew what is stored: outputs of all notebooks, reports/estimates.csv"),
    "clean": Verb(add_clean, run_clean, "clean notices or sanctions lists: `clean notices|sanctions INPUT...`"),
    "governance": Verb(add_governance, run_governance, "compute the governance tables: `governance FOLDER`"),
    "classify": Verb(add_classify, run_classify, "add offence labels to a column of charge texts"),
    "link": Verb(add_link, run_link, "count notices for people on sanctions lists, by requesting country"),
    "refresh": Verb(add_refresh, run_refresh, "download the live lists, show what changes, and rewrite the figures"),
    "check": Verb(add_check, run_check, "check a csv of cases for the register: `check FILE`"),
    "add": Verb(add_check, run_check, "check cases, add them to the register and seal its tables: `add FILE`"),
    "seal": Verb(add_seal, run_seal, "seal edited tables: check, show differences, write the hash: `seal TABLE`"),
    "export": Verb(add_export, run_export, "write tables for Stata, Excel, R: `export --to stata FOLDER [TABLE...]`"),
    "diff": Verb(add_diff, run_diff, "show which values differ between two tables or folders: `diff OLD NEW`"),
    "figures": Verb(add_figures, run_figures, "compute the aggregated figures of data/raw from row-level files"),
}


class _Version(argparse.Action):
    """Print the version, which is read only then."""

    def __call__(self, parser: Parser, *_: object) -> None:
        from analysis import __version__
        from analysis.core.judgement import version

        print(f"{NAME} {__version__}, data release {version()}")
        parser.exit()


def build_parser(verb: str | None) -> Parser:
    """Make the parser; only the chosen verb says what it takes, as that may need imports."""
    parser = Parser(prog=CALL, description="Build the reports, and clean, check and compare tables.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version of the data and the program")
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, entry in VERBS.items():
        command = commands.add_parser(name, help=entry.line, description=entry.line)
        if name == verb:
            entry.add(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Parameters
    ----------
    argv : sequence of str, optional
        The words after ``python -m analysis``; those of the process by default.

    Returns
    -------
    int
        The exit status: 0 where all went well, 1 where the input was refused, 2 where the words were, 130 where it was
        interrupted; `refresh` and `diff` have more.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    try:
        if any("\0" in word for word in words):
            raise InputError("an argument with a null byte", "arguments and paths without one", "remove it")
        args = build_parser(verb).parse_args(words)
        if args.verb in {"add", "figures", "governance", "refresh"}:  # they write into the project itself
            files.need_checkout(args.verb)
        return VERBS[args.verb].run(args)
    except KeyboardInterrupt:
        print(f"\ninterrupted: {verb} stopped early; no file is half-written", file=sys.stderr)
        return INTERRUPTED
    except (InputError, OSError, MemoryError) as error:
        print(f"error: {error if isinstance(error, InputError) else _of_system(error)}", file=sys.stderr)
        return 1


def _of_system(error: OSError | MemoryError) -> str:
    """One line on what the system, disk or network refused, and how to fix a full disk or memory."""
    if isinstance(error, MemoryError):
        return "the memory is full; to fix, raise its limit (ulimit -v), or use fewer processes (--jobs 1)"
    cure = "; to fix, free some space, or write elsewhere" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    if error.strerror and (error.filename is not None or cure):
        return f"{error.strerror}{'' if error.filename is None else f': {error.filename}'}{cure}"
    return " ".join(str(error).split()) or type(error).__name__
