"""The bootstrap: what it reads from the lock file, and that it refuses a wrong hash, platform or Python."""

import ast
import hashlib
import io
import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from analysis.core.files import ROOT
from tools import bootstrap


def wheel(names: tuple[str, ...] = ("uv-1.data/scripts/uv",)) -> bytes:
    """Make a wheel that holds a program of one line."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "#!/bin/sh\n")
    return stream.getvalue()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Serve a wheel instead of the network's, for a platform that the list knows."""
    content = wheel()
    monkeypatch.setattr(urllib.request, "urlopen", lambda url, timeout: io.BytesIO(content))
    monkeypatch.setattr(bootstrap.platform, "system", lambda: "Linux")
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(bootstrap.platform, "libc_ver", lambda: ("glibc", "2.36"))
    return content


def locked(content: bytes) -> dict[str, Any]:
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    return {"wheels": [{"url": "https://example.org/uv-1-manylinux_2_17_x86_64.whl", "hash": digest}]}


def test_uses_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "tools" / "bootstrap.py").read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in found} <= sys.stdlib_module_names


def test_the_lock_file_has_a_wheel_for_every_listed_platform() -> None:
    urls = [wheel["url"] for wheel in bootstrap.locked_uv()["wheels"]]
    for platform, ending in bootstrap.WHEELS.items():
        assert sum(ending in url for url in urls) >= 1, platform


def test_a_wheel_with_the_locked_hash_is_unpacked_and_made_executable(served: bytes, tmp_path: Path) -> None:
    bootstrap.through_urllib(locked(served), tmp_path)
    program = bootstrap.find_uv(tmp_path)
    assert program.name == "uv"
    assert program.stat().st_mode & 0o111


def test_a_wheel_with_another_hash_is_refused_and_not_unpacked(served: bytes, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"got sha256:.*expected sha256:.*to fix"):
        bootstrap.through_urllib(locked(b"another"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_unlisted_platform_is_refused_with_a_cure(
    served: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "sparc64")
    with pytest.raises(SystemExit, match=r"sparc64.*to fix, install pip"):
        bootstrap.through_urllib(locked(served), tmp_path)


def test_an_old_python_is_refused_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    assert bootstrap.main(tmp_path / "env") == 1
    assert "expected 99.0 or newer; to fix, run `make PYTHON=" in capsys.readouterr().err
    assert not (tmp_path / "env").exists()


@pytest.fixture
def nothing_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch() -> None:
        raise AssertionError("nothing may be fetched")

    monkeypatch.setattr(bootstrap, "locked_uv", fetch)


@pytest.mark.parametrize("there", [True, False], ids=["to an environment", "to nothing"])
def test_a_link_is_refused_and_what_it_leads_to_is_left_alone(
    there: bool, tmp_path: Path, nothing_fetched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before, the packages were installed into the environment of another project, or those of it removed."""
    other, link = tmp_path / "other", tmp_path / ".venv"
    if there:
        other.mkdir()
        (other / "pyvenv.cfg").write_text("home = elsewhere\n")
    link.symlink_to(other)
    assert bootstrap.main(link) == 1
    told = capsys.readouterr().err
    assert told == (
        f"setup: got {link}, a link to {other}; expected a folder of this project; to fix, run `rm {link}`, "
        "which removes only the link, then run this again\n"
    )
    assert link.is_symlink()
    assert not there or (other / "pyvenv.cfg").read_text() == "home = elsewhere\n"


@pytest.mark.parametrize("own", [True, False])
def test_an_environment_that_was_copied_with_its_folder_is_refused(
    own: bool, tmp_path: Path, nothing_fetched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would run the code of the folder that it was copied from."""
    note = tmp_path / ".venv/lib/python3.11/site-packages/red_notice_statistics-3.0.0.dist-info/direct_url.json"
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"url": (ROOT if own else tmp_path / "old").as_uri(), "dir_info": {"editable": True}}))
    assert (bootstrap.refusal(tmp_path / ".venv") == "") == own
    if not own:
        assert bootstrap.main(tmp_path / ".venv") == 1
        assert "which was copied and runs the code of another folder" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_environment_is_refused(
    tmp_path: Path, nothing_fetched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".venv").write_text("mine\n")
    assert bootstrap.main(tmp_path / ".venv") == 1
    assert "a file; expected a folder, or nothing yet; to fix, move" in capsys.readouterr().err
    assert (tmp_path / ".venv").read_text() == "mine\n"


def test_a_folder_and_nothing_yet_are_taken(tmp_path: Path) -> None:
    assert bootstrap.refusal(tmp_path) == bootstrap.refusal(tmp_path / "new") == ""


def test_a_network_that_fails_is_told_in_one_line(tmp_path: Path) -> None:
    """Without pip and with a lock file that names a port at which nobody answers."""
    copy = tmp_path / "tools" / "bootstrap.py"
    copy.parent.mkdir()
    text = (ROOT / "tools" / "bootstrap.py").read_text(encoding="utf-8")
    copy.write_text(text.replace('"-m", "pip"', '"-m", "no_such_module"'), encoding="utf-8")
    address = "http://127.0.0.1:9/uv-1-{}.whl"
    wheels = ", ".join(f'{{url = "{address.format(end)}", hash = "sha256:0"}}' for end in bootstrap.WHEELS.values())
    (tmp_path / "uv.lock").write_text(f'[[package]]\nname = "uv"\nversion = "1"\nwheels = [{wheels}]\n')
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.casefold()}
    command = [sys.executable, str(copy), str(tmp_path / "env")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("setup: got ") and done.stderr.count("\n") == 1
    assert "to fix, check network and disk" in done.stderr


def test_a_python_without_pip_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "executable", "/bin/false")
    assert bootstrap.through_pip(bootstrap.locked_uv(), tmp_path) is False
    assert not list(tmp_path.iterdir())


def test_a_script_runs_with_the_packages_of_its_own_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setattr(bootstrap, "fetched", lambda folder: folder / "uv")
    monkeypatch.setattr(
        bootstrap.subprocess,
        "run",
        lambda command, cwd, env: ran.append((command, env)) or subprocess.CompletedProcess(command, 7),
    )
    assert bootstrap.run_script(["tools/one.py", "word"]) == 7
    command, environment = ran[0]
    assert command[1] == "run"
    assert "--locked" in command
    assert command[-3:] == ["--script", "tools/one.py", "word"]
    assert "VIRTUAL_ENV" not in environment


def test_the_script_of_validators_has_a_lock_with_hashes() -> None:
    script = ROOT / "tools" / "validate_metadata.py"
    lock = script.with_name(f"{script.name}.lock").read_text(encoding="utf-8")
    for package in ("cffconvert", "frictionless", "hermes", "mlcroissant"):
        assert f'"{package}>=' in script.read_text(encoding="utf-8")
        assert f'name = "{package}"' in lock
    assert lock.count('hash = "sha256:') > 100


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two packages, one of them newer than any, and a group."""
    text = '[project]\ndependencies = ["pytest>=1", "numpy>=999.1"]\n[dependency-groups]\nmore = ["no-such==1.0"]\n'
    (tmp_path / "pyproject.toml").write_text(text)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    return tmp_path


def test_what_an_environment_lacks_is_named_by_package_and_version(project: Path) -> None:
    from importlib.metadata import version

    held = f"numpy {version('numpy')} (not >=999.1)"
    assert bootstrap.lacks([]) == held
    assert bootstrap.lacks(["more"]) == f"{held}, no no-such"
    (project / "pyproject.toml").write_text(f'[project]\ndependencies = ["pytest=={version("pytest")}"]\n')
    assert bootstrap.lacks([]) == ""


def test_an_environment_of_the_users_is_told_what_it_lacks_and_stays_as_it_is(
    tmp_path: Path, nothing_fetched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.check(tmp_path) == 1
    assert "without bin/python; expected an environment" in capsys.readouterr().err
    program = tmp_path / "bin" / "python"
    program.parent.mkdir()
    for told, status in (("", 0), ("no numpy", 1)):
        program.write_text(f'#!/bin/sh\necho "{told}"\n')
        program.chmod(0o755)
        assert bootstrap.check(tmp_path, "dev") == status
    told = capsys.readouterr().err
    assert "with no numpy; expected what pyproject.toml names" in told
    assert f"to fix, run `{program} -m pip install -e . --group dev`" in told
    assert [path.name for path in tmp_path.rglob("*")] == ["bin", "python"]
