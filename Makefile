# What a newcomer needs: `make run` and `make test`. Nothing must be installed beforehand but Python 3.11 or newer.

.DEFAULT_GOAL := help
BIN := .venv/bin
# Every program starts in less than half the time if what was compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/.synced: uv.lock pyproject.toml .python-version
	tools/uv sync --locked
	@touch $@

.PHONY: sync
sync: .venv/.synced ## Install what the lock names into .venv

.PHONY: run
run: sync ## Open the demo shop at http://127.0.0.1:8000 (PORT and HABITUE_DATA say otherwise)
	@exec $(BIN)/habitue run --demo

.PHONY: test
test: sync browser check ## Everything that must be green: checks, then the tests on SQLite and on PostgreSQL
	$(BIN)/pytest -n auto --dist worksteal
	$(BIN)/pytest -n auto --dist worksteal --engine=postgresql -m "not browser or engine"

.PHONY: test-all
test-all: test ## The tests in the browser on PostgreSQL too, each of them
	$(BIN)/pytest -n auto --dist worksteal --engine=postgresql -m "browser and not engine"

.PHONY: browser
browser: sync ## Make sure that there is a Chromium for the tests
	@echo "browser: $$(tools/browser)"

.PHONY: check
check: sync ## All static checks
	tools/uv lock --check --quiet
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.migrations

.PHONY: format
format: sync ## Bring the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: sync ## Measure search, sales, screens and imports; prints one report
	$(BIN)/python -m bench

.PHONY: messages
messages: sync ## Bring the French catalogue up to date with the texts in the source, and list what lacks a translation
	$(BIN)/habitue messages update fr
	$(BIN)/habitue messages check fr

.PHONY: screenshots
screenshots: sync browser ## Take the pictures in docs/images anew
	$(BIN)/python -m tools.screenshots

.PHONY: clean
clean: ## Remove what can be made again (not the data directory)
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build
