# make book   the site, in _build/site
# make test   the tests, with what they need
# The others: make help

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: book test test-all serve watch data check tidy advice pictures pdf bundle lab lite site bench lint \
  lock lock-fresh clean help

book: $(VENV)/.book  ## build dataset and book; prints the page to open
	@$(BIN)/python -m dejavu book

test: $(VENV)/.dev  ## set up what tests need, a browser included, and run them
	@$(BIN)/python -m dejavu.tools.browser --install || true
	@$(BIN)/python -m dejavu book
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

test-all: TESTS := --all
test-all: test  ## the same with every row, mode and chart that make test samples

serve: _build/site  ## show the site on this machine
	@echo "http://127.0.0.1:$(PORT)/ (stop with Ctrl-C)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/site

watch: $(VENV)/.dev  ## build again whenever a file changes (make serve beside it shows it)
	@$(BIN)/watchfiles "make book" book data dejavu reorg seeds _config.yml _toc.yml

data: $(VENV)/.book  ## write data/from_seeds from the cards
	@$(BIN)/python -m reorg data

check: $(VENV)/.book  ## check cards, tables and pages
	@$(BIN)/python -m dejavu check

tidy: $(VENV)/.book  ## put cards and tables in form, and bring the words of links up to the data
	@$(BIN)/python -m reorg tidy
	@$(BIN)/python -m reorg data --unchecked
	@$(BIN)/python -m dejavu tidy

advice: $(VENV)/.book  ## comparisons in the prose that an editor may want to look at
	@$(BIN)/python -m dejavu advice

pictures: $(VENV)/.dev  ## draw the pictures of charts that lack one
	@$(BIN)/python -m dejavu.tools.browser --install
	@$(BIN)/python -m dejavu pictures

pdf: $(VENV)/.dev  ## print the whole book to _build/deja-vu.pdf, tagged, with bookmarks
	@$(BIN)/python -m dejavu.tools.browser --install
	@$(BIN)/python -m reorg data
	@$(BIN)/python -m dejavu pdf

bundle: $(VENV)/.book  ## fetch a smaller Plotly for a release (needs npm); then make book
	@$(BIN)/python -m dejavu.tools.bundle

lab: $(VENV)/.dev _build/site  ## open the chapters as notebooks; what you change there stays
	@$(BIN)/python -m dejavu lab
	@$(BIN)/jupyter lab --ServerApp.preferred_dir=_build/lab

lite: $(VENV)/.dev book  ## add the browser edition to the site: chapters with a kernel, nothing installed
	@$(BIN)/python -m dejavu lite

site: $(VENV)/.dev  ## the site for a host, browser edition included; needs `homepage` in data/datapackage.json
	@$(BIN)/python -m dejavu site

bench: $(VENV)/.dev  ## measure the book beside stock Jupyter Book; writes BENCHMARKS.md
	@$(BIN)/python -m dejavu.tools.browser --install
	@$(BIN)/python -m tools.bench

lint: $(VENV)/.dev  ## format and lint
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## compile both locks from pyproject.toml
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" --extra book pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" --extra dev --extra quiz -c requirements.txt pyproject.toml \
	  -o requirements-dev.txt
	@$(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" --extra notebooks -c requirements-dev.txt \
	  pyproject.toml -o requirements-notebooks.txt

lock-fresh: UPGRADE := --upgrade
lock-fresh: lock  ## the same, with what the packages' publishers offer now

clean:  ## remove what was built; the environment and the notebooks of make lab stay
	@! test -d _build || find _build -mindepth 1 -maxdepth 1 ! -name lab -exec rm -rf {} +

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

_build/site:
	@$(MAKE) book

$(VENV)/.book: requirements.txt pyproject.toml
	@echo "setting up the environment in $(VENV) (a minute or two, once)"
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if (3, 11) <= v < (3, 14) else f"Python 3.11, 3.12 or 3.13 is needed; this is {v.major}.{v.minor}: name one with PYTHON=")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.book
	@echo "setting up what tests need"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
