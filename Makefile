# Sanoe. `make` alone prints this help; each target is a line or two.
.DEFAULT_GOAL := help
.PHONY: help run test check format assets faults bench lock mutants translations words
PYTHON ?= python3
BIN := .venv/bin
CATALOGUE := workflow/translations/th/LC_MESSAGES/messages
STATIC := $(wildcard workflow/static/*.* workflow/static/marks/*)

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/run assets ## start Sanoe on this machine: http://127.0.0.1:8000
	@exec $(BIN)/flask up

test: .venv/dev assets ## run every test, on SQLite and PostgreSQL, in a real browser
	@$(BIN)/python tests/run.py $(ARGS)

check: .venv/dev assets ## style, types, layers, budgets, translations
	$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	$(BIN)/mypy && $(BIN)/lint-imports --no-logo && $(BIN)/python tests/budgets.py

format: .venv/dev ## put the code into shape
	$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

faults: .venv/dev assets ## the long forms of kills, races and tampering
	@FAULTS=full $(BIN)/python tests/run.py -m faults $(ARGS)

mutants: .venv/dev assets ## change the rules in small ways and see whether a test notices; some with ONLY="workflow.ledger*"
	@nice $(BIN)/python -m tests.mutants $(ONLY)

bench: .venv/dev assets ## measure costs against a floor, into docs/speed.md; smaller with SIZES="100 10000"
	@$(BIN)/python -m bench $(ARGS)

assets: workflow/static/built/manifest.json $(CATALOGUE).mo ## build what browsers get

translations: .venv/dev ## collect the texts of the product into the Thai catalogue
	@mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k _l --no-location --sort-output -o build/messages.pot .
	$(BIN)/pybabel -q update -N --no-wrap -i build/messages.pot -d workflow/translations

words: .venv/run ## tell the procedure in words, in docs/workflow.md
	@mkdir -p build && $(BIN)/flask procedure words > build/workflow.md && mv build/workflow.md docs/workflow.md

lock: .venv/dev ## lock the packages anew, with hashes and without addresses
	for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$name.in -o $$name.txt; done

workflow/static/built/manifest.json: $(STATIC) workflow/cli/build_assets.py requirements.txt | .venv/run
	@$(BIN)/python -m workflow.cli.build_assets && touch $@

%.mo: %.po | .venv/run
	@$(BIN)/pybabel -q compile -i $< -o $@

# The lock names every package: pip is not to look for newer ones of what packages ask for.
.venv/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sanoe needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing packages, once ..." && $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing packages for checks and tests, once ..." && $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch .venv/run $@
