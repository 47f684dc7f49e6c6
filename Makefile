# Two commands do everything on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.
.PHONY: demo test quick lint samples pictures holder-pictures bench mutants clean

.venv/.complete: $(wildcard requirements*.lock) pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh

demo: .venv/.complete  ## mint, show, read and judge licences, with the network off
	@sh scripts/demo.sh

test: .venv/.complete  ## all tests, in two shares side by side
	.venv/bin/python -m tests.shares

quick: .venv/.complete  ## the tests without the long fuzzing runs
	.venv/bin/python -m pytest -m "not slow"

lint: .venv/.complete  ## style, types and import contracts
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

samples: .venv/.complete  ## write samples/ again; git diff must stay empty
	.venv/bin/issuer samples samples

pictures: .venv/.complete  ## draw the screens of the documentation again; git diff must stay empty
	.venv/bin/python -m tests.ui.gallery

bench: .venv/.complete  ## print the measurements
	CARTON_ROSE_BENCH=long .venv/bin/python -m pytest tests/benchmarks -s

mutants: .venv/.complete  ## change each line of the rules and see that a test notices (three quarters of an hour)
	@sh scripts/mutants.sh

holder-pictures: .venv/.complete  ## draw the holder's pictures of the README again (needs Chromium)
	CARTON_ROSE_PICTURES=docs/pictures .venv/bin/python -m pytest tests/browser/test_walk.py

clean:
	rm -rf .venv demo build *.egg-info
