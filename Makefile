# What one can do here. `make site` and `make test` set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE := .venv-release
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test serve lint types unit fuzz bench faults codebook lock sbom audit clean

site: $(VENV)/.site-ready  ## build the site into site/
	$(BIN)/visibles build

serve: $(VENV)/.site-ready  ## preview on this machine, rebuilt on each edit
	$(BIN)/visibles serve

test: lint types unit  ## everything that continuous integration runs

lint: $(VENV)/.test-ready
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/ruff format --check generator tests benchmarks
	$(BIN)/visibles check --strict

types: $(VENV)/.test-ready
	$(BIN)/mypy

unit: $(VENV)/.test-ready .browser-ready
	$(BIN)/pytest -n auto

FUZZ_SECONDS ?= 600
fuzz: $(VENV)/.test-ready  ## run a fuzzer for a while on what is read: files, cases, texts
	$(BIN)/pip install --quiet --require-hashes --no-deps -r tests/fuzz/requirements.txt
	@for name in yaml texts case; do mkdir -p .cache/fuzz/$$name; done; cp tests/fixtures/site/cases/*.yml .cache/fuzz/yaml/
	@for name in yaml texts case; do \
	  $(BIN)/python tests/fuzz/run.py $$name -max_total_time=$(FUZZ_SECONDS) -max_len=20000 \
	    -artifact_prefix=.cache/fuzz/crash- .cache/fuzz/$$name || exit 1; done

BENCH ?= --sizes 1000 --repeat 3
bench: $(VENV)/.bench-ready  ## how long builds take, beside Hugo: make bench BENCH="--sizes 1000,10000 --repeat 5"
	$(BIN)/python benchmarks/bench.py $(BENCH)

faults: $(VENV)/.test-ready  ## break what writes files at every point, and say what became of it; takes minutes
	VISIBLES_FAULTS=1 $(BIN)/pytest -s --timeout 3600 tests/publishing/test_faults.py

codebook: $(VENV)/.site-ready  ## write docs/codebook.md anew from the models
	$(BIN)/visibles schema --markdown > docs/codebook.md

lock: $(VENV)/.test-ready  ## write the lock files anew from pyproject.toml
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-header --extra build --extra cards --extra fast --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-header --extra build --extra cards --extra fast --extra test --output-file requirements-test.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-header --extra build --extra cards --extra fast --extra bench --output-file requirements-bench.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-header --output-file requirements-release.lock requirements-release.in

sbom: $(RELEASE)/.ready  ## write dist/visibles.cdx.json: everything that is installed to build a site, as CycloneDX
	rm -rf $(RELEASE)/shipped
	$(PYTHON) -m venv --without-pip $(RELEASE)/shipped
	$(RELEASE)/bin/pip --python $(RELEASE)/shipped/bin/python install --quiet --require-hashes -r requirements.lock
	mkdir -p dist
	$(RELEASE)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --spec-version 1.6 \
	  --output-reproducible --validate --output-file dist/visibles.cdx.json $(RELEASE)/shipped/bin/python

audit: $(RELEASE)/.ready  ## ask for known weaknesses of what the lock file names
	$(RELEASE)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

clean:
	rm -rf $(VENV) $(RELEASE) .cache site .site.visibles-* dist

# A set-up is done once, and again only when what it depends on has changed.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Visibles needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: install your system's python3-venv package" >&2; exit 1; }

$(VENV)/.site-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --no-index -e .
	touch $@

$(VENV)/.test-ready: requirements-test.lock $(VENV)/.site-ready
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

$(VENV)/.bench-ready: requirements-bench.lock $(VENV)/.site-ready
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.lock
	touch $@

$(RELEASE)/.ready: requirements-release.lock
	$(PYTHON) -m venv $(RELEASE)
	$(RELEASE)/bin/pip install --quiet --require-hashes -r requirements-release.lock
	touch $@

.PHONY: .browser-ready
.browser-ready:
	@sh tests/browser/install.sh
