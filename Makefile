# Two commands matter: `make demo` and `make test`. Both set up what they need.
.ONESHELL:
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PY := .venv/bin/python

.PHONY: demo test bench requirements clean

requirements:
	uv lock --quiet --upgrade
	uv export --quiet --frozen --no-emit-project --no-dev --group build --no-header --no-annotate > .requirements/run.txt
	uv export --quiet --frozen --no-emit-project --no-dev --group build --group test --no-header --no-annotate > .requirements/test.txt
	rm -f uv.lock
