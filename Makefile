# From a bare Python 3.11: `make run` answers the main question, `make test` checks everything.
# Both make a virtual environment in .venv from a hash-pinned lock; another Python: make PYTHON=python3.12 test.

PYTHON ?= python3
UV ?= uv

version := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
bin := .venv/bin
python := $(bin)/python
pip := $(python) -m pip --disable-pip-version-check --quiet
made := .venv/made-by-$(version)
pytest := $(python) -m pytest
compile := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint format types check-architecture check-tests test-slow pages gallery docs bench lock clean package

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' Makefile

run: .venv/run package ## what ChatGPT emits a day, with its uncertainty, into results/
	@mkdir -p results
	$(python) -m carbonspan run chatgpt/by-words --samples 1e6 --out results/chatgpt-by-words.nc --plot results/chatgpt-by-words.png

test: lint types check-architecture check-tests ## everything below up to the tests: what CI runs

lint: .venv/dev ## ruff: rules and format
	$(bin)/ruff check .
	$(bin)/ruff format --check .

types: .venv/dev package ## mypy, strict
	$(python) -m mypy -p carbonspan

check-architecture: .venv/dev package ## import-linter: who may import whom
	$(bin)/lint-imports

check-tests: .venv/dev package ## tests, doctests and README commands
	$(pytest) --numprocesses auto -m 'not slow' --doctest-modules --pyargs carbonspan ./tests

test-slow: .venv/dev package ## the tests marked slow
	$(pytest) --numprocesses auto -m slow tests

pages: .venv/dev package ## show in README.md and docs/ what their commands print now: read the difference
	$(pytest) --numprocesses auto --rewrite-pages tests/test_docs.py tests/test_readme.py -k does_what_it_shows

gallery: .venv/dev package ## draw the pictures of docs/plots.md again, into docs/images
	cd docs/images && ../../.venv/bin/carbonspan run chatgpt/by-words --samples 1e6 --quiet --out answer.nc > answer.txt
	cd docs/images && grep -oE '^\$$ carbonspan plot .*--out plot-[a-z]+\.png' ../plots.md | sed 's|^. |../../.venv/bin/|' | sh -e
	rm docs/images/answer.nc docs/images/answer.txt

docs: .venv/docs package ## the pages of docs/ as a site, in build/site: executes its notebooks
	$(python) -m sphinx --fail-on-warning --keep-going --quiet -c docs/site docs build/site

bench: .venv/dev package ## the benchmarks, into benchmarks/RESULTS.md
	$(pytest) --benchmark-save=developers --benchmark-only benchmarks
	$(python) benchmarks/results.py

format: .venv/dev ## let ruff fix what it can
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

lock: ## pin every dependency again (needs uv)
	$(compile) --upgrade --group build --output-file requirements.lock
	$(compile) --upgrade --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(compile) --upgrade --group dev --group docs --constraint requirements-dev.lock --output-file docs/site/requirements.lock
	$(compile) --upgrade --group peers --constraint requirements.lock --output-file benchmarks/peers/requirements.lock

clean: ## remove the environment, builds and caches; results stay
	rm -rf .venv build dist carbonspan.egg-info .*_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew when another Python is asked for.
$(made):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "carbonspan needs Python 3.11 or newer; '$(PYTHON)' is $(or $(version),not to be found)." \
			"Choose another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: $(made) requirements.lock
	$(pip) install --require-hashes -r requirements.lock
	@touch $@

.venv/dev: $(made) requirements-dev.lock
	$(pip) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/docs: .venv/dev docs/site/requirements.lock
	$(pip) install --require-hashes -r docs/site/requirements.lock
	@touch $@

# A strict editable install shows the files there were when it was made: it is redone when their list has changed.
package: ## install carbonspan again if its list of files changed
	@{ find __init__.py __main__.py py.typed configs models simulate -type f ! -path '*/__pycache__/*' | LC_ALL=C sort; \
		cksum pyproject.toml; } > .venv/files.now
	@if cmp -s .venv/files.now .venv/files && ls -d build/__editable__.* > /dev/null 2>&1; then :; else \
		echo 'installing carbonspan, editable' && rm -rf build carbonspan.egg-info && \
		$(pip) install --no-deps --no-build-isolation --config-settings editable_mode=strict --editable . && \
		mv .venv/files.now .venv/files; fi
