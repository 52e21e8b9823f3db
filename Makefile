# Yanxi: one command to run, one that runs every check.
#
#   make run                    serve the sample library at http://127.0.0.1:8420
#   make test                   every check; on two cores ten minutes once it is built, fifteen before
#   make test-long              long loops: fuzzing, kills, soak
#   make pictures               every page as pictures, to be looked at
#   make bench LIBRARY=DIR      the figures of ARCHITECTURE.md, on a folder of Markdown
#   make relevance              how well searches rank, against the floors in index/testdata/floors.txt

GO      ?= go
LIBRARY ?=
FUZZ    ?= 3000x
TOOLS   := $(CURDIR)/.tools
LINT    := $(TOOLS)/golangci-lint-2.15.0

export ARTIFACTS ?= $(CURDIR)/artifacts

.PHONY: run build test test-long bench relevance parts vet lint unit fuzz cross generate pictures

run:
	CGO_ENABLED=0 $(GO) run ./cmd/yanxi serve

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o yanxi ./cmd/yanxi

test: parts vet lint unit fuzz

# The race detector needs a C compiler, the database tests PostgreSQL, publishing git, the browser tests a browser with
# Chinese fonts. What is missing is installed from Debian's packages.
PARTS := chromium fonts-noto-cjk gcc libc6-dev postgresql git
parts:
	@missing=; for p in $(PARTS); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; } || \
	  { echo "The tests need$$missing. Install them with: sudo apt-get install$$missing"; exit 1; }; \
	fi

vet:
	$(GO) vet ./...
	$(GO) vet -tags relevance ./index

lint: $(LINT)
	$(LINT) run ./...

$(LINT):
	GOBIN=$(TOOLS)/bin GOFLAGS= CGO_ENABLED=0 $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv $(TOOLS)/bin/golangci-lint $@

# The race detector makes collecting garbage dear: it is done less often. In browser tests it finds nothing that it does
# not find below them, and packages in which nothing runs at once have nothing for it: all of these have it in long runs only.
BROWSER := ./site/browsertest
CALM    := ./content/convert ./content/quiz ./content/starter ./site/diff ./site/figure
unit:
	@mkdir -p $(ARTIFACTS)
	GOGC=400 CGO_ENABLED=0 $(GO) test -timeout 8m $(BROWSER) $(CALM)
	GOGC=400 CGO_ENABLED=1 $(GO) test -race -timeout 8m $$($(GO) list ./... | grep -vFx "$$($(GO) list $(BROWSER) $(CALM))")

# Every page in every mode, and each step of the stories, to be looked at in $(ARTIFACTS).
pictures: parts
	CGO_ENABLED=0 $(GO) test -tags long -timeout 30m $(BROWSER)

# Each fuzz target from its committed corpus, by a number of inputs: a time ends some
# runs in the middle of an input, which then counts as a failure. Go's own -fuzz would
# build a package anew for each of its targets, and begin with what other runs found.
fuzz:
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(GO) list -f '{{.ImportPath}} {{.Dir}}' ./... | while read pkg dir; do \
	  targets=$$(grep -hos '^func Fuzz[A-Za-z0-9_]*' $$dir/*_test.go | cut -c6-); \
	  [ -n "$$targets" ] || continue; \
	  $(GO) test -c -fuzz . -o $$tmp/fuzz $$pkg; cd $$dir; \
	  for target in $$targets; do \
	    echo "fuzz $$pkg $$target"; \
	    $$tmp/fuzz -test.run '^$$' -test.fuzz "^$$target\$$" -test.fuzztime $(FUZZ) -test.fuzzminimizetime 20x -test.fuzzcachedir $$tmp/corpus; \
	  done; rm -rf $$tmp/corpus; \
	done

# The program is one static file for each of these.
cross:
	for arch in amd64 arm64 loong64; do \
	  CGO_ENABLED=0 GOOS=linux GOARCH=$$arch $(GO) build -o /dev/null ./cmd/yanxi || exit 1; done

test-long:
	$(MAKE) fuzz FUZZ=100000x
	CGO_ENABLED=1 $(GO) test -race -tags long -timeout 60m ./...

bench:
	@test -d "$(LIBRARY)" || { echo "Name a folder of Markdown: make bench LIBRARY=DIR"; exit 1; }
	LIBRARY="$(abspath $(LIBRARY))" CGO_ENABLED=0 $(GO) test -run '^$$' -bench . -benchtime 1x -timeout 30m ./...

# Always the project's own short queries; RELEVANCE_SETS=DIR adds the question sets there (JSON in
# SQuAD's layout), LIBRARY=DIR the everyday names of the laws there, MISSES=20 the worst queries of each set.
relevance:
	@RELEVANCE_SETS="$(abspath $(RELEVANCE_SETS))" LIBRARY="$(abspath $(LIBRARY))" \
	  CGO_ENABLED=0 $(GO) test -tags relevance -count=1 -run TestRelevance -v ./index

generate:
	$(GO) generate ./...
