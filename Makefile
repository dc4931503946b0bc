# One command each: run the program, pass the gate, measure, take pictures, build. `make` alone lists them.
# Needs a Debian 12 machine with git, make and Python 3.11; other systems: see README.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out
# Empty: the platform's own data folder. `make run DATA=some/folder` works on another one.
DATA ?=
# Two cores are what the smallest machine has; more workers than that only swap.
WORKERS ?= 2

# The lock names everything. Left to resolve `package[extra]`, older pips look past the pinned version at the newest one.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes
RUN_STAMP := $(VENV)/.installed-run
TEST_STAMP := $(VENV)/.installed-test

.PHONY: help setup setup-dev run test format bench hostile spreadsheet screenshots app lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# System libraries first: a Python without venv cannot make the environment.
$(VENV)/.system: tests/machine/system.sh
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 is missing:  sudo apt-get install -y python3 python3-venv"; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older."; exit 1; }
	@bash tests/machine/system.sh $(PYTHON)
	@if [ ! -x $(BIN)/python ]; then echo "Creating $(VENV)"; $(PYTHON) -m venv $(VENV); fi
	@touch $@

$(RUN_STAMP): requirements.lock $(VENV)/.system
	@echo "Installing what the program needs (hashes checked)"
	@$(PIP) -r requirements.lock </dev/null
	@touch $@

$(TEST_STAMP): requirements-dev.lock $(VENV)/.system
	@echo "Installing what the gate needs (hashes checked)"
	@$(PIP) -r requirements-dev.lock </dev/null
	@touch $@

setup: $(RUN_STAMP) ## create the environment and install what the program needs

setup-dev: $(TEST_STAMP)

run: setup ## open the program; with no display run the same job into out/
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ] || [[ "$$(uname -s)" == Darwin || "$$(uname -s)" == MINGW* ]]; then \
		$(BIN)/python -m inspector $(if $(DATA),--home "$(DATA)"); \
	else \
		echo "No display here (DISPLAY and WAYLAND_DISPLAY are not set): running the same job on the command line into $(OUT)/"; \
		$(BIN)/python -m inspector demo --out "$(OUT)" </dev/null; \
		echo; echo "In $(OUT)/ now (bytes, file):"; \
		(cd "$(OUT)" && find . -type f -printf '%12s  %P\n' | sort -k2); \
	fi

test: setup-dev ## the whole gate: format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --ignore=tests/ui --ignore=tests/bad_input \
		--cov --cov-report=term:skip-covered </dev/null
	@echo "Tests of the window, each file in a process of its own: what a closed window leaves in Qt never meets the next one"
	@find tests/ui tests/bad_input -name 'test_*.py' -print0 | sort -z | QT_QPA_PLATFORM=offscreen \
		xargs -0 -P $(WORKERS) -n 1 $(BIN)/python -m pytest -q -p no:cacheprovider

format: setup-dev ## put the code into the one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## measure against a bare baseline in the same run
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m tests.bench

# Opt-in: fetches two source packages through pip; needs a net. Nothing of them is ever committed.
hostile: setup-dev ## feed the decoders' own hostile test pictures to the intake (fetches them)
	@mkdir -p build/hostile
	@ls build/hostile/pillow-*.tar.gz build/hostile/pillow_heif-*.tar.gz >/dev/null 2>&1 || \
		$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: -d build/hostile \
		$$(sed -nE 's/^(pillow|pillow-heif)==([^ ;]+).*/\1==\2/p' requirements.lock) </dev/null
	$(BIN)/python -m tests.hostile build/hostile

spreadsheet: setup-dev ## let LibreOffice, where it is installed, recalculate the ledger's 汇总
	$(BIN)/python -m tests.spreadsheet

screenshots: setup-dev ## every page, light and dark, into docs/img/
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots --out docs/img

app: setup-dev ## build the stand-alone program and let it check itself
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec </dev/null
	dist/inspector/inspector self-check </dev/null

# uv resolves for every platform at once; it lives in a folder of its own, outside the program's environment.
lock: setup ## resolve the dependencies anew and write both lock files
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv; }
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --upgrade pyproject.toml -o requirements.lock
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra dev -c requirements.lock --upgrade pyproject.toml -o requirements-dev.lock

clean: ## remove everything that was made, but not the environment or any data folder
	rm -rf build dist $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage *.egg-info
	find inspector tests -name __pycache__ -type d -prune -exec rm -rf {} +
