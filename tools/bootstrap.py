"""Make the environment with nothing but python3: fetch the locked uv, then let it install what uv.lock names.

Usage: python3 tools/bootstrap.py FOLDER [GROUP or EXTRA...]
       python3 tools/bootstrap.py --check FOLDER [GROUP...], for an environment of the user's, which stays as it is
       python3 tools/bootstrap.py --lowest FOLDER [GROUP...], with the lowest versions that pyproject.toml allows
       python3 tools/bootstrap.py --script FILE [WORD ...], for a file with a lock of its own beside it

uv comes through pip where python3 has it, so that a private index or proxy set up for pip is honoured, and
otherwise from the address in uv.lock with the standard library alone (Debian's python3 has neither pip nor venv).
Either way its sha256 must be one that uv.lock lists.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
#: Wheel endings by system and machine, glibc first; musl is chosen where libc says so.
WHEELS = {
    ("Linux", "x86_64", "glibc"): "manylinux_2_17_x86_64",
    ("Linux", "aarch64", "glibc"): "manylinux_2_17_aarch64",
    ("Linux", "x86_64", ""): "musllinux_1_1_x86_64",
    ("Linux", "aarch64", ""): "musllinux_1_1_aarch64",
    ("Darwin", "x86_64", ""): "macosx_10_12_x86_64",
    ("Darwin", "arm64", ""): "macosx_11_0_arm64",
    ("Windows", "AMD64", ""): "win_amd64",
}


def locked_uv() -> dict:
    """Read the version, addresses and hashes of uv in the lock file."""
    import tomllib

    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return next(package for package in packages if package["name"] == "uv")


def through_pip(locked: dict, folder: Path) -> bool:
    """Install uv into a folder with pip; False where there is no pip or it fails."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        return False
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in locked["wheels"])
    wanted = folder / "uv.txt"
    wanted.write_text(f"uv=={locked['version']} {hashes}\n", encoding="utf-8")
    options = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--target", str(folder), "-r", str(wanted)]
    return subprocess.run([*pip, "install", *options]).returncode == 0


def through_urllib(locked: dict, folder: Path) -> None:
    """Download the wheel of uv, check its hash and unpack it."""
    kind = (platform.system(), platform.machine(), platform.libc_ver()[0])
    ending = WHEELS.get(kind)
    wheel = next((w for w in locked["wheels"] if ending and ending in w["url"]), None)
    if wheel is None:
        raise SystemExit(f"setup: got the platform {kind}, for which no uv is listed; to fix, install pip")
    with urllib.request.urlopen(wheel["url"], timeout=120) as answer:
        content = answer.read()
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    if digest != wheel["hash"]:
        raise SystemExit(f"setup: got {digest} for {wheel['url']}; expected {wheel['hash']}; to fix, try again")
    archive = folder / "uv.whl"
    archive.write_bytes(content)
    zipfile.ZipFile(archive).extractall(folder)


def find_uv(folder: Path) -> Path:
    """Give the path of the unpacked program, made executable."""
    name = "uv.exe" if os.name == "nt" else "uv"
    program = next(path for path in folder.rglob(name) if path.is_file() and path.parent.name in {"bin", "scripts"})
    program.chmod(0o755)
    return program


def sync(uv: Path, target: Path, groups: list[str]) -> int:
    """Let uv make the environment exactly as locked, with compiled bytecode; more groups than usual if named."""
    environment = {**surroundings(), "UV_PROJECT_ENVIRONMENT": str(target.resolve())}
    command = [str(uv), "sync", "--frozen", "--compile-bytecode", "--quiet", "--python", sys.executable]
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    command += [f"--{'extra' if group in extras else 'group'}={group}" for group in groups]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def surroundings() -> dict[str, str]:
    """Give the variables that uv runs with: the system's certificates, so that a company's own authority is trusted."""
    found = {"UV_SYSTEM_CERTS": "1", **os.environ}
    return {name: value for name, value in found.items() if name not in {"PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}}


def check(target: Path, *groups: str) -> int:
    """Say what a user's environment lacks of what pyproject.toml names; the exit status is 1 if it lacks anything."""
    program = target / "bin" / "python"
    if not program.exists():
        told = f"got {target} without bin/python; expected an environment; to fix, give its path"
        print(f"setup: {told}", file=sys.stderr)
        return 1
    told = subprocess.run([program, __file__, "--lacks", *groups], stdout=subprocess.PIPE, text=True).stdout
    if told == "\n":
        print(f"setup: uses {target} as it is", flush=True)
        return 0
    words = " ".join(["-m pip install -e .", *(f"--group {group}" for group in groups)])
    fix = f"run `{program} {words}`, or give neither ENV nor VENV: make then sets up .venv"
    told = f"{target} with {told.strip()}"
    print(f"setup: got {told}; expected what pyproject.toml names; to fix, {fix}", file=sys.stderr)
    return 1


def lacks(groups: list[str]) -> str:
    """Say what the environment of this Python lacks of the packages, and of those of some groups; blank if nothing."""
    if sys.version_info < OLDEST:
        return f"Python {platform.python_version()}"
    import tomllib
    from importlib.metadata import PackageNotFoundError, version

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for group in groups:
        wanted += project["dependency-groups"][group]
    faults = []
    for name, sign, least in (re.fullmatch(r"([\w.-]+)([>=]=)([\w.]+)", one).groups() for one in wanted):
        try:
            held = version(name)
        except PackageNotFoundError:
            faults.append(f"no {name}")
            continue
        there, bound = ([int(part) for part in re.findall(r"\d+", one)] for one in (held, least))
        if there < bound or (sign == "==" and there != bound):
            faults.append(f"{name} {held} (not {sign}{least})")
    return ", ".join(faults)


def lowest(target: Path, *groups: str) -> int:
    """Let uv make an environment with the lowest versions that pyproject.toml allows; the exit status is uv's."""
    with tempfile.TemporaryDirectory() as name:
        uv = str(fetched(Path(name)))
        make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(target)]
        fill = [uv, "pip", "install", "--quiet", "--python", str(target), "--resolution", "lowest-direct", "-e", "."]
        fill += [f"--group={group}" for group in groups]
        made = subprocess.run(make, cwd=ROOT, env=surroundings()).returncode
        return made or subprocess.run(fill, cwd=ROOT, env=surroundings()).returncode


def run_script(words: list[str]) -> int:
    """Let uv run a script with exactly the packages that the lock beside it names; the exit status is the script's."""
    with tempfile.TemporaryDirectory() as name:
        uv = fetched(Path(name))
        command = [str(uv), "run", "--quiet", "--locked", "--no-project", "--python", sys.executable, "--script"]
        return subprocess.run([*command, *words], cwd=ROOT, env=surroundings()).returncode


def fetched(folder: Path) -> Path:
    """Fetch the locked uv into a folder; give its path."""
    locked = locked_uv()
    if not through_pip(locked, folder):
        through_urllib(locked, folder)
    return find_uv(folder)


def refusal(target: Path) -> str:
    """Say why no environment can be made there with this Python; blank where it can."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        fix = f"run `make PYTHON=/path/to/python{wanted} ...`"
        return f"got Python {platform.python_version()}; expected {wanted} or newer; to fix, {fix}"
    if target.is_symlink():  # what is installed there would change another project's environment
        fix = f"run `rm {target}`, which removes only the link, then run this again"
        return f"got {target}, a link to {target.readlink()}; expected a folder of this project; to fix, {fix}"
    elsewhere = next(target.glob("lib/python*/site-packages/*notice*statistics*.dist-info/direct_url.json"), None)
    if elsewhere and f'"{ROOT.as_uri()}"' not in elsewhere.read_text(encoding="utf-8"):
        fix = f"run `rm -r {target}`, then run this again"
        return f"got {target}, which was copied and runs the code of another folder; expected its own; to fix, {fix}"
    if target.exists() and not target.is_dir():
        return f"got {target}, a file; expected a folder, or nothing yet; to fix, move the file away"
    return ""


def main(target: Path, *groups: str) -> int:
    """Make the environment in a folder; the exit status is uv's."""
    refused = refusal(target)
    if refused:
        print(f"setup: {refused}", file=sys.stderr)
        return 1
    started = time.monotonic()
    print(f"setup: installing the locked packages into {target} ...", flush=True)
    with tempfile.TemporaryDirectory() as name:
        status = sync(fetched(Path(name)), target, list(groups))
    done = f"ready after {time.monotonic() - started:.0f} s" if status == 0 else "failed; the lines above say why"
    print(f"setup: {done}", flush=True)
    return status


if __name__ == "__main__":
    try:
        if sys.argv[1] == "--script":
            sys.exit(run_script(sys.argv[2:]))
        if sys.argv[1] == "--lacks":
            sys.exit(print(lacks(sys.argv[2:])))
        work = {"--check": check, "--lowest": lowest}.get(sys.argv[1])
        words = sys.argv[1 + bool(work) :]
        sys.exit((work or main)(Path(words[0]), *words[1:]))
    except KeyboardInterrupt:
        sys.exit("\nsetup: interrupted; run it again to complete the environment")
    except OSError as error:  # of the network or the disk; one of urllib tells its cause
        sys.exit(f"setup: got {error}; expected the locked packages; to fix, check network and disk, and run it again")
