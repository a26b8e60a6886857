# Every task of the project; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
# One thread a worker: small matrices gain nothing from more, and two workers with two threads each wait for each other.
PYTEST := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTHON) -m pytest -n 2 --dist worksteal -q -rsfE
UV := uv

.PHONY: help setup front front-check screens demo demo-reset pages test check prove coverage bench bench-matching evaluate format lock system-packages

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make the environment in .venv from requirements.lock
	@deploy/environment.sh

front: setup ## Build the pages, if their sources changed
	@$(PYTHON) frontend/build.py

front-check: setup ## Check what the pages promise: types, sizes, syntax, circles, Lighthouse; one table
	@$(PYTHON) -m frontend.check

screens: front ## Draw every page of the demo city into docs/screens
	@$(PYTHON) -m frontend.check.screens

demo: pages ## Serve the demo city on http://127.0.0.1:8000, keeping what was done in it
	@$(PYTHON) -m server demo

demo-reset: pages ## Serve the demo city as it was at first
	@$(PYTHON) -m server demo --reset

pages: setup
	@$(PYTHON) frontend/build.py || echo "The API is served without pages."

test: front ## Run the whole suite, with all checks
	@$(PYTEST)

check: setup ## Run the checks only: style, types, imports, SDL, migrations
	@$(PYTEST) tests/house tests/storage/test_migrations.py

prove: front ## Run what takes long: proofs, laws with forty times the examples, coverage; one table of figures
	@$(PYTHON) -m tests.proofs

coverage: front ## Run the whole suite and show which branches it does not take
	@$(PYTHON) -m tests.proofs.branches

bench: setup ## Measure, and write the figures to benchmarks/results
	@$(PYTHON) -m benchmarks

bench-matching: setup ## Measure the matching engine beside others; SIZES="100000 1000000 10000000" for more, PEERS=no for less
	@$(PYTHON) -m benchmarks.matching

evaluate: setup ## Measure the ranking on the evaluation data, beside plain BM25
	@deploy/evaluate_sets.sh

format: setup ## Put the sources into the house style
	@$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format --quiet .

lock: ## Renew requirements.lock from pyproject.toml (needs uv)
	@$(UV) pip compile --quiet --universal --generate-hashes --group dev pyproject.toml \
		--output-file requirements.lock --no-header --no-annotate

system-packages: ## Install Chromium, Chinese fonts, PostgreSQL and Redis, which some tests need (Debian)
	@command -v apt-get >/dev/null || { echo "This task knows Debian only; install Chromium, Noto CJK fonts, PostgreSQL and Redis by hand."; exit 1; }
	@as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$as_root apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk openssl postgresql redis-server
