# Two commands matter: `make demo` and `make test`. Both set up what they need, in .venv/ and with Debian's packages.
.ONESHELL:
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
BIN := .venv/bin
CHARTS := hatch_build.py $(wildcard andon/web/screens/analysis/charts/*)

# The demo needs python3-venv alone; the tests drive a real browser and draw four scripts.
RUN_PACKAGES := python3-venv
TEST_PACKAGES := chromium libnss3-tools fonts-noto-core fonts-noto-cjk mosquitto mosquitto-clients influxdb victoria-metrics mbpoll

define debian
missing=$$(for package in $(1); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done)
if [ -n "$$missing" ]; then
  if [ $$(id -u) = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else
    echo "These Debian packages are missing and neither root nor sudo is to be had:" $$missing >&2; exit 1; fi
  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null
fi
endef

.PHONY: demo test check bench crash requirements clean

demo: .venv/.run ## a simulated plant, the service and the board
	@exec $(BIN)/andon demo $(ARGS)

test: .venv/.test check ## everything: style, types, walls, tests
	$(BIN)/pytest --cov=andon.model --cov=andon.floor --cov=andon.projections --cov=andon.config --cov-branch --cov-report=term:skip-covered --cov-fail-under=95 $(ARGS)

check: .venv/.test ## what needs no test run
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/python -c 'from andon.journal.migrate import newest; newest()' # the migrations are one chain

bench: .venv/.test ## figures of this machine, each beside its baseline
	$(BIN)/python -m tests.bench

crash: .venv/.test ## the long form of the crash tests
	ANDON_CRASH=long ANDON_KILLS=50 $(BIN)/python -m pytest tests/crash tests/mqtt/test_kills.py tests/forwarders/influx

.venv/bin/python:
	@$(call debian,$(RUN_PACKAGES))
	python3 -m venv .venv

# The files pin all there is, so nothing is left to resolve: pip would ask for the extras of what is pinned anew.
.venv/.run: .venv/bin/python .requirements/run.txt pyproject.toml $(CHARTS)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.test: .venv/bin/python .requirements/test.txt pyproject.toml $(CHARTS)
	@$(call debian,$(TEST_PACKAGES))
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

requirements: ## pin anew; needs uv
	uv lock --quiet --upgrade
	uv export --quiet --frozen --no-emit-project --no-dev --all-extras --group build --no-header --no-annotate > .requirements/run.txt
	uv export --quiet --frozen --no-emit-project --no-dev --all-extras --group build --group test --no-header --no-annotate > .requirements/test.txt
	rm -f uv.lock

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .import_linter_cache
