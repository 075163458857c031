# make        set up everything and build the sample archive into site/
# make help   the other things it does

PYTHON ?= python3
BIN := .venv/bin
DEV := .venv/dev
READY := .venv/ready

.DEFAULT_GOAL := site
.PHONY: site serve test soak audit check format accept bench lock clean help

site: $(READY)  ## set up everything and build the site (the default)
	@$(BIN)/python build.py
	@echo "Or open $(CURDIR)/site/index.html: links to folders want a server, so 'make serve' shows more."

serve: $(READY)  ## build, show the site in a browser, and build again at each change
	@$(BIN)/python build.py serve

test: $(DEV)  ## run all tests
	@$(BIN)/python -m pytest

soak: $(DEV)  ## the long run: many more random edits, and builds killed at random moments
	PRESS_SEQUENCES=200 PRESS_KILLS=50 $(BIN)/python -m pytest tests/test_incremental.py tests/test_killed.py

audit: $(DEV) .audit/node_modules  ## what vnu, axe-core and Lighthouse say of the sample; needs Node, Java and Chromium
	PRESS_AUDIT=$(CURDIR)/.audit $(BIN)/python -m pytest -n0 -q tests/test_audit.py

check: $(DEV)  ## lint and type-check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(DEV)  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accept: $(DEV)  ## take what the golden site and the fixtures yield now as what they must yield; review it with git diff
	$(BIN)/python -m pytest --accept tests/test_golden.py tests/test_prose.py tests/test_article.py tests/test_docs.py

bench: $(DEV)  ## say what each stage of a build costs, and measure beside Hugo, Eleventy and Pelican
	$(BIN)/python -m bench.stages 1000
	$(BIN)/python -m bench.compare 1000

lock: $(DEV)  ## lock the newest versions of everything this is built on
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev -o requirements-dev.txt pyproject.toml

clean:  ## remove what make has made
	rm -rf .venv site site.manifest site.pinged site.recorded .preview .preview.manifest .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache .bench .audit

help:  ## say what make can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' $(MAKEFILE_LIST) | column -t -s @

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=/path/to/it")'
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
