# `make` sets up and runs the main job on the demo community; `make test` sets up and passes the tests.
# `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that is new enough; PYTHON=/path/to/python make overrides it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := demo
.PHONY: demo setup setup-dev test test-all test-browser test-spark test-wheel test-slow screenshots review-example lint format serve tarball lighthouse bench lock generated clean help

demo: setup ## check, import the made-up exports, compute the numbers, build the site
	@[ -d exports/firefly ] || $(BIN)/commops synth exports/firefly
	@$(BIN)/commops run

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed: install it, or run  make PYTHON=/path/to/python3"; \
		echo "需要 Python 3.11 或更新版本：请先安装，或运行  make PYTHON=/path/to/python3"; exit 1; fi
	@echo "Creating $(VENV) ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv $(VENV)

# Only what the hash-locked files name is installed; the package itself comes from this clone.
$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked packages (a minute on the first run)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

test: setup-dev ## the default test suite (under three minutes)
	@$(BIN)/pytest

test-slow: setup-dev ## tests that take longer: hostile inputs, large logs, property tests with more examples
	@HYPOTHESIS_PROFILE=many $(BIN)/pytest -m "(slow or hypothesis) and not spark and not browser"

test-wheel: setup-dev ## build the wheel, install it elsewhere, run the command outside the clone
	@$(BIN)/pytest -m wheel -n 0

test-browser: setup-dev ## the site in a real browser; needs Chromium (Debian: apt-get install chromium)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "$$CHROMIUM" ] || { \
		echo "Chromium is needed (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM=/path/to/chrome"; \
		echo "需要 Chromium（Debian、Ubuntu：apt-get install chromium），或设置 CHROMIUM=/path/to/chrome"; exit 1; }
	@$(BIN)/pytest -m browser -n 2

# PySpark comes as source and is built by the setuptools of requirements-dev.txt, which are locked.
$(VENV)/.ready-spark: requirements-spark.txt $(VENV)/.ready-dev
	@echo "Installing Spark (450 MB)"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements-spark.txt
	@touch $@

test-spark: setup-dev $(VENV)/.ready-spark ## every portable metric on Spark too; needs Java 17 (Debian: openjdk-17-jre-headless)
	@command -v java >/dev/null || [ -n "$$JAVA_HOME" ] || { \
		echo "Java 17 or newer is needed (Debian, Ubuntu: apt-get install openjdk-17-jre-headless), or set JAVA_HOME"; \
		echo "需要 Java 17 或更新版本（Debian、Ubuntu：apt-get install openjdk-17-jre-headless），或设置 JAVA_HOME"; exit 1; }
	@$(BIN)/pytest -m spark -n 0

screenshots: setup-dev ## take the pictures of the READMEs again from the demo's site; needs Chromium
	@$(BIN)/commops build
	@$(BIN)/python tests/site/screenshots.py

review-example: setup ## the review of the bad week as a page: build/review.html
	@$(BIN)/python tests/review/bad_week.py build/review.html

test-all: test test-slow test-wheel test-browser test-spark ## every test

lint: setup-dev ## style, types, layers, workflows, generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/zizmor --offline --quiet .github/workflows
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/commops dev check
	@$(BIN)/commops fmt --check

format: setup-dev ## let ruff put the code in order
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

serve: setup ## the site on http://127.0.0.1:8000, reloaded when a file changes
	@$(BIN)/commops serve

tarball: setup ## the site as one file for any web server, with its checksum, and as a ZIP that opens from a disk
	@$(BIN)/commops build --tar --offline

# Lighthouse is no part of the lock: it is a look from outside, and npm gets the version named here.
lighthouse: setup-dev ## performance and accessibility of five pages; needs Node 22 and Chromium
	@command -v npx >/dev/null || { \
		echo "Node is needed (https://nodejs.org, Debian: apt-get install nodejs npm)"; \
		echo "需要 Node（https://nodejs.org，Debian：apt-get install nodejs npm）"; exit 1; }
	@$(BIN)/commops build
	@$(BIN)/python tests/site/lighthouse.py

bench: setup-dev ## the figures of benchmarks/, each as a ratio to a peer or a floor
	@$(BIN)/python -m benchmarks

generated: setup ## write again what follows from the schemas
	@$(BIN)/commops dev schemas
	@$(BIN)/commops dev types
	@$(BIN)/commops dev editor

PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
lock: setup-dev ## resolve the dependencies again and write the hash-locked files
	@$(PIP_COMPILE) --extra build -o requirements.txt pyproject.toml
	@$(PIP_COMPILE) --extra build --extra dev --extra browser -c requirements.txt -o requirements-dev.txt pyproject.toml
	@$(PIP_COMPILE) --extra spark -c requirements-dev.txt -o requirements-spark.txt pyproject.toml

clean: ## remove what was generated (not exports/ and .commops/, which hold your logs and your key)
	@rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 14
