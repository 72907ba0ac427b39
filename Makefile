# Two commands for everybody: `make demo` and `make test`. docs/architecture.md says what they do.
PYTHON ?= $(shell command -v python3.12 || command -v python3.11 || command -v python3)
VAR_DIR ?= $(CURDIR)/var
export VAR_DIR

.PHONY: setup test

.venv/.runtime: requirements.lock
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --require-hashes -r requirements.lock
	touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	.venv/bin/pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

setup: .venv/.runtime

test: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	.venv/bin/python manage.py makemigrations --check
	VAR_DIR=$(VAR_DIR)/test .venv/bin/pytest -n 2
