# The project's habits. `make run` and `make test` need Python 3.11 or later, git and make; nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST ?= $(BIN)/python -m pytest
# a file stays with one worker: its fixtures are simulations; in the order of the folders the long ones come early
BY_FILE := --dist loadfile --no-loadscope-reorder
PARALLEL ?= -n auto $(BY_FILE)
BROWSERS ?= -n 2 $(BY_FILE)

.PHONY: run dev quick test lint-code types contracts web web-test scenarios py-test e2e oracles bench assets schemas lock clean

run: $(VENV)/.run web  ## prepare everything and serve Osler
	$(BIN)/osler serve --host $(HOST) --port $(PORT)

dev: $(VENV)/.dev  ## the environment with all tools

quick: $(VENV)/.dev lint-code types contracts scenarios  ## under three minutes: no browser, no long simulation
	$(PYTEST) $(PARALLEL) -m "not slow and not e2e"

test: $(VENV)/.dev lint-code types contracts web web-test scenarios py-test  ## everything

lint-code: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks scripts assets hatch_build.py
	$(BIN)/ruff format --check src tests benchmarks scripts assets hatch_build.py

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

web: $(VENV)/.run  ## the browser client, built once per change of its sources
	$(BIN)/python scripts/build_web.py

web-test: $(VENV)/.dev web
	$(BIN)/python scripts/web_checks.py

scenarios: $(VENV)/.dev
	$(BIN)/osler lint

py-test: $(VENV)/.dev web  ## the browser in a process of its own: Playwright's event loop would stay in everybody's way
	$(PYTEST) $(PARALLEL) -m "not e2e"
	$(PYTEST) $(BROWSERS) -m e2e

e2e: $(VENV)/.dev web
	$(PYTEST) $(BROWSERS) -m e2e

oracles: $(VENV)/.dev  ## the clinical oracles alone, with the table of every arm
	$(PYTEST) tests/physiology/oracles -rA

bench: $(VENV)/.dev web  ## name value unit target verdict, and JSON in build/
	$(BIN)/osler bench

assets: $(VENV)/.dev  ## rebuild the committed 3D assets from their sources
	$(PIP) install -q -r assets/requirements.txt
	$(BIN)/python -m assets.build

schemas: $(VENV)/.dev  ## JSON Schemas for editors, TypeScript types of the wire
	$(BIN)/python -m osler.scenario.schemas docs/schemas
	$(BIN)/python -m osler.server.wire_types

lock: $(VENV)/.dev  ## renew the locks
	$(BIN)/pip-compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras \
		--extra build -o requirements/run.txt pyproject.toml
	$(BIN)/pip-compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras \
		--extra build --extra dev --extra assets -c requirements/run.txt -o requirements/dev.txt pyproject.toml

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Osler needs Python 3.11 or later; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install -q --require-hashes -r requirements/run.txt
	OSLER_SKIP_WEB=1 $(PIP) install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install -q --require-hashes -r requirements/dev.txt
	touch $@

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache src/osler/server/static
