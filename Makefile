# Two commands are all that a newcomer needs: `make briefing` and `make test`. Each sets up what it needs in .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: briefing test pytest test-long fuzz bench mutants judges lint lock clean

briefing: .venv/ready
	$(BIN)/briefing produce --seal

test: .venv/ready
	$(MAKE) --jobs 2 lint pytest

# A file's tests stay in one process, which makes what they share once; the files go in their order, the heavy ones first.
pytest: .venv/ready
	$(BIN)/pytest $(PYTEST)

test-long: .venv/ready
	BRIEFING_LONG=1 $(BIN)/pytest $(PYTEST)

# A million runs of one reader, led by coverage: `make fuzz TARGET=json`, or RUNS=20000. What is found is kept in tests/corpus.
fuzz: .venv/ready .fuzz/ready
	PYTHONPATH=.fuzz $(BIN)/python tests/fuzzing $(or $(TARGET),text) $(or $(RUNS),1000000)

# atheris has wheels for Linux on x86-64 only, and so is in no lock of ours; `make test-long` uses it where it is installed.
.fuzz/ready: tests/fuzzing/requirements.lock .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .fuzz -r tests/fuzzing/requirements.lock
	touch $@

bench: .venv/ready bench/.venv/ready
	$(BIN)/python -m bench

bench/.venv/ready: bench/peers.txt
	$(PYTHON) -m venv bench/.venv
	bench/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r bench/peers.txt
	touch $@

# How many small changes to findings and terms the tests notice: `make mutants SAMPLE=400 SEED=1`, `make mutants MODULES="gaps trend"`.
mutants: .venv/ready
	$(BIN)/python -m tests.mutants --sample $(or $(SAMPLE),0) --seed $(or $(SEED),1) --modules $(MODULES) $(if $(AGAIN),--again)

# The judges that need Java, Node or a browser; on Debian, as root, they install what is missing.
judges: .venv/ready .judges/ready
	BRIEFING_JUDGES=1 $(BIN)/pytest tests/judges

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/ready: requirements.lock setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("briefing needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.judges/ready: $(addprefix tests/judges/,install package.json package-lock.json requirements.lock requirements-eark.lock requirements-ocfl.lock Vera.java)
	PYTHON=$(PYTHON) tests/judges/install

# For maintainers: writes the lock anew from setup.cfg (needs uv).
lock:
	uv pip compile setup.cfg --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf .venv .judges .fuzz output/drafts/*/ .mypy_cache .ruff_cache .pytest_cache
