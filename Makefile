# The two commands of a newcomer: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test pictures tools clean

run: .venv/runtime
	@$(BIN)/python manage.py run

test: .venv/dev tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not browser" -n 2
	$(BIN)/python -m pytest -m browser -n 2 --dist loadfile

# The pictures of «Помощь», taken again of the portal as it is now.
pictures: .venv/dev
	HELP_PICTURES=web/static/help $(BIN)/python -m pytest -q tests/browser/test_help_pictures.py

tools:
	@sh deploy/test-tools.sh

.venv/bin/python:
	@sh deploy/make-venv.sh $(PYTHON)

.venv/runtime: requirements.lock | .venv/bin/python
	@echo "Installing the locked packages: a minute or two, only this once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	@echo "Installing the locked tools of the tests."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv var
