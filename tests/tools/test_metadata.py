"""The descriptions for machines: those written by hand agree with the project, the others are current."""

import json

import yaml

from analysis import __version__
from analysis.core.files import ROOT
from analysis.core.judgement import release_note, released, version
from tools import codebook


def test_citation_and_codemeta_have_the_version_and_day_of_the_project() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    codemeta = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert citation["version"] == codemeta["version"] == __version__
    assert codemeta["supportingData"]["version"] == version()
    assert (str(citation["date-released"]), codemeta["dateModified"]) == (str(released()),) * 2
    assert citation["title"] == codemeta["name"] == release_note().title
    assert citation["abstract"] == codemeta["description"]


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
