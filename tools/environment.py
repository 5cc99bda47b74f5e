"""The file environment.yml, for conda: what pyproject.toml lists; ``make environment`` writes it."""

from __future__ import annotations

from pyproject2conda.requirements import RequirementsConfig

from analysis.core.files import NAME, ROOT, relative, write_atomic

ENVIRONMENT = ROOT / "environment.yml"
HEADER = "# Generated from pyproject.toml by `make environment`; edit that file, not this one.\n"


def environment() -> str:
    """Return the text of environment.yml: what pyproject.toml lists, with its development group, and the project."""
    text = RequirementsConfig.from_path(ROOT / "pyproject.toml").to_conda_yaml(
        groups=["dev"], name=NAME, channels=["conda-forge"], python_include="python>=3.11"
    )
    return f"{HEADER}{text.rstrip()}\n      - -e .\n"


if __name__ == "__main__":
    write_atomic(ENVIRONMENT, environment(), public=True)
    print(f"wrote {relative(ENVIRONMENT)}")
