"""The descriptions for machines are current, and who publishes this copy is said in one place."""

import json
import tomllib
from collections.abc import Callable

import pytest
import yaml

import analysis as rn
from analysis import __version__
from analysis.core import judgement
from analysis.core.files import ROOT
from analysis.core.judgement import release_note, released, version
from analysis.pages.words import footer
from analysis.site import downloads
from tools import codebook, metadata


def test_what_the_settings_write_is_current() -> None:
    for name, content in metadata.written().items():
        assert (ROOT / name).read_text(encoding="utf-8") == content, f"{name}: run `make metadata`"


def test_program_and_data_have_versions_of_their_own() -> None:
    citation, codemeta = yaml.safe_load(metadata.citation()), json.loads(metadata.codemeta())
    assert citation["version"] == codemeta["version"] == __version__
    for data in (citation["preferred-citation"], codemeta["supportingData"]):
        assert data["version"] == version()
    assert str(citation["preferred-citation"]["date-released"]) == str(released())


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give this copy other settings."""

    def set_them(**fields: str | None) -> None:
        changed = release_note().model_copy(update=fields)
        for module in (judgement, metadata, downloads):
            monkeypatch.setattr(module, "release_note", lambda: changed)

    return set_them


def test_settings_reach_every_file_and_citation(settings: Callable[..., None]) -> None:
    site, repository = "https://example.org/notices", "https://example.org/code"
    settings(authors="Doe, Jo; A Group", affiliation="An Institute", site=site, repository=repository)
    citation, codemeta = yaml.safe_load(metadata.citation()), json.loads(metadata.codemeta())
    person = {"family-names": "Doe", "given-names": "Jo", "affiliation": "An Institute"}
    assert citation["authors"] == citation["preferred-citation"]["authors"] == [
        person, {"name": "A Group", "affiliation": "An Institute"},
    ]  # fmt: skip
    assert (citation["url"], citation["repository-code"]) == (site, repository)
    assert (codemeta["url"], codemeta["codeRepository"]) == (site, repository)
    assert [author["@type"] for author in codemeta["author"]] == ["Person", "Organization"]
    project = tomllib.loads(metadata.pyproject())["project"]
    assert project["authors"] == [{"name": "Doe, Jo"}, {"name": "A Group"}]
    assert project["urls"] == {"Homepage": site, "Repository": repository}
    assert rn.cite().startswith("Doe, Jo; A Group (")
    assert "author = {Doe, Jo and {A Group}}" in rn.cite(style="bibtex")


def test_what_is_not_set_is_said_and_never_invented(settings: Callable[..., None]) -> None:
    settings(authors=None, affiliation=None, contact=None, site=None, repository=None)
    said = "Authors not stated in this copy"
    citation, codemeta = yaml.safe_load(metadata.citation()), json.loads(metadata.codemeta())
    assert citation["authors"] == [{"name": said}]
    assert codemeta["author"] == [{"@type": "Organization", "name": said}]
    assert not {"url", "repository-code"} & set(citation) and not {"url", "codeRepository"} & set(codemeta)
    assert "urls" not in tomllib.loads(metadata.pyproject())["project"]
    assert rn.cite().startswith(f"{said} (")
    page = downloads.about().decode()
    assert said in page
    assert "<b>Not stated in this copy:</b> authors, affiliation, contact and repository" in page
    settings(contact="ask@example.org")
    assert "Corrections: ask@example.org." in footer()


def test_the_codebook_and_its_forms_for_machines_are_current() -> None:
    forms = {
        "README.md": codebook.readme,
        "datapackage.json": codebook.datapackage,
        "croissant.json": codebook.croissant,
    }
    for name, write in forms.items():
        assert (ROOT / "data" / name).read_text(encoding="utf-8") == write(), f"{name}: run `make codebook`"


def test_the_tool_writes_every_file(monkeypatch, capsys) -> None:
    written = {}
    monkeypatch.setattr(codebook, "write_atomic", lambda path, content, public: written.update({path: content}))
    codebook.main()
    assert written and all(path.read_text(encoding="utf-8") == content for path, content in written.items())
    assert capsys.readouterr().out.count("wrote") == len(written) == 4
