# make        set up everything and build the sample archive into site/
# make help   list everything else it does

PYTHON ?= python3
BIN := .venv/bin
DEV := .venv/dev
READY := .venv/ready

.DEFAULT_GOAL := site
.PHONY: setup site serve test soak audit check format accept bench lock clean help

setup: $(READY)  ## set up everything, and build nothing

site: $(READY)  ## set up everything and build the site (the default)
	@$(BIN)/python build.py
	@echo "Or open $(CURDIR)/site/index.html; links to folders work only with a server, such as that of 'make serve'."

serve: $(READY)  ## build the preview, serve it, and build it again at each change
	@$(BIN)/python build.py serve

test: $(DEV)  ## run all tests
	@$(BIN)/python -m pytest

soak: $(DEV)  ## run the long tests: many more random edits, and builds killed at random moments
	PRESS_SEQUENCES=200 PRESS_KILLS=50 $(BIN)/python -m pytest tests/test_incremental.py tests/test_killed.py

audit: $(DEV) .audit/node_modules  ## check the sample with vnu, axe-core and Lighthouse; needs Node, Java and Chromium
	PRESS_AUDIT="$(CURDIR)/.audit" $(BIN)/python -m pytest -n0 -q tests/test_audit.py

check: $(DEV)  ## lint and type-check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(DEV)  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accept: $(DEV)  ## accept the present output as the expected output of the golden site and fixtures; review it with git diff
	$(BIN)/python -m pytest --accept tests/test_golden.py tests/test_prose.py tests/test_article.py tests/test_docs.py

bench: $(DEV)  ## measure each stage of a build, and compare with Hugo, Eleventy and Pelican
	$(BIN)/python -m bench.stages 1000
	$(BIN)/python -m bench.compare 1000

lock: $(DEV)  ## lock the newest versions of all dependencies
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev -o requirements-dev.txt pyproject.toml

clean:  ## remove everything that make and builds have created
	rm -rf .venv site site.manifest site.pinged site.recorded .preview .preview.manifest .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache .bench .audit

help:  ## list what make can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' $(MAKEFILE_LIST) | column -t -s @

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: run make PYTHON=/path/to/python")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.audit/node_modules: tests/audit/package.json
	@mkdir -p .audit && cp $< .audit/
	npm install --prefix .audit --silent --no-audit --no-fund
	@touch $@
