# Red Notice statistics. `make help` lists what can be done.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
# ENV=active runs in the active environment, VENV=/its/path in another of yours. Both are checked and never changed.
VENV := $(if $(filter active,$(ENV)),$(shell $(PYTHON) -c 'import sys; print(sys.prefix)'),.venv)
BIN := $(VENV)/bin
RUN := $(BIN)/python
YOURS := $(filter /%,$(VENV))
# Named by this folder, so that an environment that was copied with its folder is not taken for one of the copy.
STAMP := $(if $(YOURS),yours,$(VENV)/.ready-$(shell printf %s "$(CURDIR)" | cksum | cut -d ' ' -f 1))
# Kernels of notebooks import this copy, also where another one is installed or none.
ifneq ($(YOURS),)
export PYTHONPATH := $(CURDIR)
endif
# What a target needs of pyproject.toml beside the dependencies; make installs it all in an environment of its own.
TOOLED := $(filter test% style metadata mutate coverage-lines bench fuzz goldens,$(MAKECMDGOALS))
GROUPS := $(if $(TOOLED),dev) $(filter docs,$(MAKECMDGOALS))
SETUP := $(PYTHON) tools/bootstrap.py $(if $(YOURS),--check) $(VENV)
# SITE=https://example.org/notices overrides the address of the site in data/hand/release.yml.
ifneq ($(SITE),)
export RED_NOTICE_SITE := $(SITE)
endif
NEWEST ?= python3.13
# How many processes: one a core unless JOBS=N says otherwise.
SHARED = $(if $(JOBS), --jobs $(JOBS))
TESTERS = -n $(or $(JOBS),logical)
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
# Without compiled files, each process compiles the package and each run of pytest all tests: 10 s of 18.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup report test tests style lab test-all test-install test-browser test-versions coverage-lines mutate verify twice stored figures refresh codebook validate-metadata release metadata paper coverage model-checks validate bench fuzz goldens docs clean messages

help: ## List the targets, each with one line
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' Makefile

$(STAMP): pyproject.toml uv.lock tools/bootstrap.py
	@$(SETUP) $(GROUPS)
	@$(if $(YOURS),,touch $@)

setup: $(STAMP) ## Prepare the environment in .venv; ENV=active or VENV=/path only checks one of yours (so for every target)

report: $(STAMP) ## Build the reports: all, or COUNTRY=Belarus (or BLR, "BLR RUS", WORLD); SITE=https://..., SCHEDULER=tcp://...
	@$(RUN) -m analysis report$(SHARED)$(if $(SCHEDULER), --scheduler $(SCHEDULER)) $(COUNTRY)

test: $(STAMP) ## Check style and types, and run the tests and the committed notebooks
	@$(MAKE) --no-print-directory --jobs 2 style tests

tests: $(STAMP) ## Run the tests and the committed notebooks alone
	@$(RUN) -m pytest $(TESTERS) --dist worksteal

test-all: $(STAMP) ## Run every test, every notebook among them; SLOW=no skips the slow ones
	@$(RUN) -m pytest $(TESTERS) --dist worksteal -m "$(if $(filter no,$(SLOW)),not slow)"

style: $(STAMP) ## Check style and types
	@$(RUN) -m ruff check analysis simulations tests tools
	@$(RUN) -m mypy

test-install: $(STAMP) ## Install the wheel into an empty environment and use it there, PYTHONS="3.11 3.13"
	@PYTHONS="$(PYTHONS)" $(RUN) -m pytest -q -m thorough tests/test_install.py

test-browser: $(STAMP) ## Open the site in Chromium: search, sort, compare, keyboard, phone, dark, print, axe
	@$(SETUP) browser
	@$(RUN) -m pytest -q $(TESTERS) --dist worksteal -m browser tests/browser

test-versions: ## Run the tests with the lowest versions that pyproject.toml allows, and with NEWEST=python3.13
	@$(PYTHON) tools/bootstrap.py --lowest .venv-lowest dev
	@.venv-lowest/bin/python -m pytest -q $(TESTERS) --dist worksteal
	@$(NEWEST) tools/bootstrap.py .venv-newest
	@.venv-newest/bin/python -m pytest -q $(TESTERS) --dist worksteal

coverage-lines: $(STAMP) ## Run the tests and print which lines of the package they reach
	@$(RUN) -m pytest -q $(TESTERS) --cov --cov-report=term

mutate: $(STAMP) ## Change 60 places of the code at random and count what its tests catch; COUNT=20 SEED=2 WITHOUT=own.py
	@$(SETUP) mutate
	@$(RUN) -m tools.mutate --count $(or $(COUNT),60) --seed $(or $(SEED),1) $(if $(WITHOUT),--without $(WITHOUT))

verify: $(STAMP) ## Build everything again, compare it with reports/estimates.csv; MANIFEST=FILE: with a release to the byte
	@find analysis -name __pycache__ -exec rm -rf {} + # bytecode may belong to another source
	@$(RUN) -m analysis verify$(SHARED)$(if $(MANIFEST), --manifest $(MANIFEST))

# What is saved in Lab is the reader's: copies, so that no later build takes a cell that was tried.
COPIES := data/private/notebooks
lab: $(STAMP) ## Open JupyterLab on copies of the notebooks in data/private/notebooks; options by ARGS=--allow-root
	@umask 077; mkdir -p $(COPIES); for one in notebooks/*.ipynb; do \
	  [ -e "$(COPIES)/$${one##*/}" ] || cp "$$one" $(COPIES)/; done
	@$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/$(COPIES)/guide.ipynb $(ARGS)

messages: $(STAMP) ## Collect the texts for translators in build/messages.pot
	@mkdir -p build && $(BIN)/pybabel -q extract -F pyproject.toml -k _n:1,2 -k N_ -k Nn_:1,2 -o build/messages.pot .

twice: ## Build everything twice and compare each byte: the manifest of a release, and a build in another folder
	@$(MAKE) --no-print-directory release
	@$(MAKE) --no-print-directory verify MANIFEST=dist/manifest.json

stored: $(STAMP) ## Renew all that is stored: outputs of notebooks, reports/estimates.csv, the codebook
	@$(RUN) -m analysis stored$(SHARED)
	@$(RUN) -m tools.codebook

paper: $(STAMP) ## Write the research paper, build/paper.pdf, with every number filled in by its name
	@$(RUN) -m tools.paper

figures: $(STAMP) ## Compute the aggregated figures again: make figures NOTICES=FOLDER SANCTIONS=FOLDER
	@$(SETUP) link
	@$(RUN) -m analysis figures $(NOTICES) $(SANCTIONS)

refresh: $(STAMP) ## Rewrite the aggregated tables from the live lists, or from MIRROR=URL; YES=1 writes without asking, DRY=1 writes nothing
	@$(SETUP) link
	@$(RUN) -m analysis refresh $(if $(MIRROR),--mirror $(MIRROR)) $(if $(YES),--yes) $(if $(DRY),--dry-run) \
		$(foreach list,$(ACCEPT),--accept $(list))
	@$(RUN) -m tools.codebook

coverage: $(STAMP) ## Simulate how often every interval contains the truth, and write the published table
	@$(RUN) -m simulations coverage$(SHARED)

model-checks: $(STAMP) ## Simulate registers from the line of expected cases, and write the published table that compares them with ours
	@$(RUN) -m simulations checks$(SHARED)

validate: $(STAMP) ## Try every estimator on simulated data, and write the published table of bias, error and coverage
	@$(RUN) -m simulations validate$(SHARED)

codebook: $(STAMP) ## Write the codebook, its forms for machines and the tables of docs/replication.md
	@$(RUN) -m tools.codebook

validate-metadata: ## Validate the descriptions for machines, each by the public validator of its format
	@$(PYTHON) tools/bootstrap.py --script tools/validate_metadata.py

release: $(STAMP) ## Write dist/: one archive of data, notebooks, reports and program, with checksums
	@$(RUN) -m analysis report$(SHARED)
	@$(RUN) -m tools.release

metadata: $(STAMP) ## Write environment*.yml, CITATION.cff, codemeta.json and the URLs in pyproject.toml from the settings
	@$(RUN) -m tools.metadata

docs: $(STAMP) ## Build the documentation, without a network, in docs/_build/html; a warning fails it
	@$(RUN) -m sphinx -q -W -E --keep-going -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(STAMP) ## Measure speed as ratios to a named baseline
	@$(RUN) -m tests.bench $(NAME)

fuzz: $(STAMP) ## Feed damaged files to every reader, SECONDS=300 SEED=1
	@$(RUN) -m tests.fuzz --seconds $(or $(SECONDS),300) --seed $(or $(SEED),1)

goldens: $(STAMP) ## Compare row-level work on the publishers' files with its hashes; UPDATE=1 writes them
	@$(SETUP) link
	@UPDATE=$(UPDATE) $(RUN) -m pytest -q -m slow tests/test_goldens.py

clean: ## Remove everything generated (not the environment, not data/private)
	@rm -rf data/clean reports/* && git checkout -q -- reports
