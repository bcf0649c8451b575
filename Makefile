# The commands a newcomer needs: run, test, check. Each sets up first what is missing.

MAKEFLAGS += --jobs=2 --no-print-directory
BIN := .venv/bin

# The packages are installed uncompiled; the first start compiles those that it uses, for all.
unexport PYTHONDONTWRITEBYTECODE

ARGS ?=
DEMO ?= 1

.DEFAULT_GOAL := run
.PHONY: run test test-long fuzz check bench pictures pins tables asvs sbom scan

# The servers and the tables are made while the packages come that only the site needs.
run: AS_SOON_AS_IT_CAN = $(BIN)/python -m pbc.embedded
run: .venv/for-running static/vendor/filled
	@DEMO=$(DEMO) exec $(BIN)/python manage.py run

test: .venv/for-developing static/vendor/filled
	@$(BIN)/python -m pytest $(ARGS)

# The long forms: of the tests that go by chance (PBC_STEPS, PBC_KILLS and PBC_SECONDS at the most
# say how far, PBC_SEED where), of tamperings by a superuser (PBC_TAMPERINGS), of those that break an import at every point, and of those that send
# in hostile files and patient data; what pages ask of the database for 1,300 practices; drills at 20
# points (PBC_DRILLS); every migration there is, forward and back; and 20 losses of a machine whose
# log is shipped (PBC_RESTORES), which take Debian's postgresql, pgbackrest and rsync and half an hour.
test-long: .venv/for-developing static/vendor/filled
	@PBC_STEPS=$${PBC_STEPS:-5000} $(BIN)/python -m pytest -s tests/money $(ARGS)
	@PBC_FAULTS=$${PBC_FAULTS:-all} $(BIN)/python -m pytest -s tests/faults $(ARGS)
	@PBC_KILLS=$${PBC_KILLS:-200} $(BIN)/python -m pytest -s tests/kills $(ARGS)
	@PBC_PAGES=$${PBC_PAGES:-all} $(BIN)/python -m pytest tests/browser $(ARGS)
	@PBC_TAMPERINGS=$${PBC_TAMPERINGS:-1000} $(BIN)/python -m pytest tests/core/seals $(ARGS)
	@PBC_HOSTILE=$${PBC_HOSTILE:-all} $(BIN)/python -m pytest tests/hostile $(ARGS)
	@PBC_PRACTICES=$${PBC_PRACTICES:-1300} $(BIN)/python -m pytest tests/test_statements.py $(ARGS)
	@PBC_DRILLS=$${PBC_DRILLS:-20} $(BIN)/python -m pytest -s tests/backups/test_drill.py $(ARGS)
	@PBC_UPGRADES=$${PBC_UPGRADES:-all} $(BIN)/python -m pytest -s tests/upgrades $(ARGS)
	@PBC_RESTORES=$${PBC_RESTORES:-20} $(BIN)/python -m pytest -s tests/restores $(ARGS)

# Fuzzing guided by coverage, some time for each target; what fails is written to var/fuzz.
FUZZ ?= magic directory sheet contents text excel_97 numbers
FUZZ_SECONDS ?= 60
fuzz: .venv/for-developing var/fuzz/installed
	@for target in $(FUZZ); do PYTHONPATH=var/fuzz/lib \
		$(BIN)/python -m tests.fuzz $$target -max_total_time=$(FUZZ_SECONDS) || exit 1; done

CODE := pbc activity meetings budgets manage.py bench scripts
check: .venv/for-developing static/vendor/filled
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(CODE)
	@$(BIN)/python -m tests.scans.secrets
	@$(BIN)/python manage.py check --fail-level WARNING
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m tests.upgrades.squawk

# `python -m bench.scale years` and `python -m bench.scale england` are not in it: each takes a
# quarter of an hour and some gigabytes, or less with --years, --counties and --months.
bench: .venv/for-developing
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.pages
	@$(BIN)/python -m bench.load
	@$(BIN)/python -m bench.load --ratio

# The pictures of the guides, out of a demonstration of their own: look at them before they are committed.
pictures: .venv/for-developing static/vendor/filled
	@$(BIN)/python -m scripts.pictures

# Resolve the exact versions, with their hashes, of what the two .in files ask for.
PIN := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins"
pins:
	$(PIN) requirements.in -o requirements.txt
	$(PIN) requirements-dev.in -o requirements-dev.txt
	$(PIN) requirements-node.in -o requirements-node.txt
	$(PIN) requirements-fuzz.in -o requirements-fuzz.txt
	$(PIN) requirements-scan.in -o requirements-scan.txt

# Write down anew what all migrations come to; it is read into an empty database only.
tables: .venv/for-running
	@folder=$$(mktemp -d); export PBC_VAR=$$folder/var; $(BIN)/python manage.py write_tables; \
	status=$$?; $(BIN)/python manage.py services stop >/dev/null; rm -r $$folder; exit $$status

# Write the table of docs/asvs.md from docs/asvs.toml.
asvs: .venv/for-developing
	@$(BIN)/python -m tests.asvs

# Write down what the application is made of: docs/sbom.json.
sbom: .venv/for-developing
	@$(BIN)/python -m tests.scans.sbom

# Patterns of misuse, ours and those of a folder of rules, if PBC_SEMGREP_RULES names one.
scan: var/scan/installed
	@PBC_SEMGREP=var/scan/bin sh scripts/scan.sh $(CODE)

.venv/for-running: requirements.txt
	@sh scripts/environment.sh requirements.txt $(AS_SOON_AS_IT_CAN)
	@touch $@

.venv/for-developing: requirements-dev.txt
	@sh scripts/environment.sh requirements-dev.txt
	@touch .venv/for-running $@

# In a folder of its own: nothing but fuzzing needs it, and it has wheels for few machines.
var/fuzz/installed: requirements-fuzz.txt | .venv/for-developing
	@mkdir -p var/fuzz
	@uv pip install -q --no-deps --require-hashes --python $(BIN)/python --target var/fuzz/lib -r $< \
		2>/dev/null || python3 -m pip --python $(BIN)/python install -q --no-deps --require-hashes \
		--disable-pip-version-check --target var/fuzz/lib -r $<
	@touch $@

# In a .venv of its own, as it is large and not needed for anything else.
var/scan/installed: requirements-scan.txt
	@mkdir -p var
	@python3 -m venv var/scan
	@var/scan/bin/pip install -q --no-deps --require-hashes --disable-pip-version-check -r $<
	@touch $@

# Beside the packages of Python, unless Node.js has to come as one of them.
static/vendor/filled: package-lock.json scripts/vendor.sh scripts/vendor.mjs
ifeq ($(shell command -v npm),)
static/vendor/filled: | .venv/for-running
endif
static/vendor/filled:
	@sh scripts/vendor.sh
	@touch $@
