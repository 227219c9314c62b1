# Everything a person who works on Rumbo types. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types layers templates messages translations format bench gate mutants docs lock clean

help: ## this list / esta lista
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv with all that a developer needs / crear .venv con todo lo que hace falta para desarrollar
	@$(PYTHON) tools/bootstrap.py dev

run: ## set up what is missing and serve on http://127.0.0.1:8000 / preparar lo que falte y servir
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/rumbo serve --prepare $(ARGS)

test: setup ## run the tests; ARGS="-k plan" for some, ARGS="-m slow" for the long ones, which CI runs too / correr las pruebas
	@$(BIN)/python -m pytest -n auto $(if $(CI),,-m "not slow") $(ARGS)

check: lint types layers templates messages ## all that is checked without running / todo lo que se revisa sin correr nada

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

layers: setup
	@$(BIN)/python checks/layers.py

templates: setup
	@$(BIN)/python checks/templates.py

messages: setup
	@$(BIN)/python checks/messages.py

translations: setup ## add new sentences to the .po files / agregar frases nuevas a los archivos .po
	@$(BIN)/python checks/messages.py --update

format: setup ## put code and templates in the house's form / dar forma al código y a las plantillas
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@find src -path '*/templates/*' -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

bench: setup ## measure / medir
	@$(BIN)/python -m benchmarks $(ARGS)

gate: setup ## nothing may take three times what is aimed at / nada puede tardar el triple de lo que se busca
	@$(BIN)/python -m benchmarks.gate

mutants: setup ## put small faults into the planner, one at a time, and see whether a test notices; takes long / meter fallas chicas, una por una, y ver si una prueba las nota
	@$(BIN)/python checks/mutants.py $(ARGS)

docs: setup ## build the documentation in both languages / armar la documentación en los dos idiomas
	@$(BIN)/sphinx-build --quiet --fail-on-warning -b html docs docs/_build/en
	@$(BIN)/sphinx-build --quiet --fail-on-warning -b html -c docs -t es docs/es docs/_build/es
	@echo "docs/_build/en/index.html  docs/_build/es/index.html"

lock: setup ## choose versions anew, after a change in pyproject.toml / elegir versiones de nuevo
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml requirements/build.in --extra postgres \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet -o requirements/lock.txt
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml requirements/build.in --constraint requirements/lock.txt \
		--extra postgres --extra dev --extra docs \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet -o requirements/dev.lock.txt

clean: ## take away what was built; the data folder var/ stays / quitar lo construido; var/ se queda
	@rm -rf .venv build dist docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	@find src tests checks tools -name __pycache__ -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete
