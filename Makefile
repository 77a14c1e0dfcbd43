# Two commands matter to a newcomer: `make demo` and `make test`. Each installs what is missing and says so.

SHELL := /bin/bash
# Tests over pipes and sockets come first and one target after the other: they would wait for a machine that the others
# keep busy.
WIRE_TESTS := MCPTests HTTPTransportTests TranscriptTests UpstreamsTests
EMPTY :=
ANY_WIRE_TEST := ^($(subst $(EMPTY) $(EMPTY),|,$(WIRE_TESTS)))
BIN := .build/debug/openai-mcp
# These keep the machine busy themselves.
BUSY_TESTS = LoadTests|HostileTests|FuzzTests
# A folder that holds nothing but the static SQLite is searched first, so that the program needs none to be installed.
# Nothing is loaded into the program that would look up its symbols: without their table it is 5 MB smaller and starts sooner.
RELEASE_FLAGS := -c release --static-swift-stdlib -Xswiftc -static-stdlib -Xlinker -L$(CURDIR)/.build/static \
	-Xlinker --no-export-dynamic
SQLITE := $(shell gcc -print-file-name=libsqlite3.a 2>/dev/null)
PYTHON := .venv/bin/python

.PHONY: demo test check build release format lint goldens readme bench clean setup python

## Show the main job: servers over stdio and HTTP, called by a client, on the embedded provider.
demo: setup
	@scripts/say "building (the first build takes some minutes: it compiles SwiftNIO and BoringSSL)"
	@swift build --product openai-mcp
	@$(BIN) demo

## Run all tests: Swift's, then the official Python clients against the built program.
test: setup python
	@scripts/say "building the program and its tests (the first build takes some minutes)"
	@swift build --build-tests
	@scripts/say "running the Swift tests"
	@for tests in $(WIRE_TESTS); do swift test --skip-build --filter "^$$tests" --skip '$(BUSY_TESTS)' || exit 1; done
	@swift test --skip-build --filter '$(BUSY_TESTS)'
	@swift test --skip-build --skip '$(ANY_WIRE_TEST)|$(BUSY_TESTS)'
	@scripts/say "comparing the catalogue with the facts about the API"
	@scripts/spec-check
	@scripts/say "running the interop tests: the official MCP client and the official OpenAI SDK"
	@OPENAI_MCP_BINARY="$(CURDIR)/$(BIN)" $(PYTHON) -m pytest -q Tests/Interop

## What CI runs: the form of the code, then the tests.
check: lint test

build: setup
	swift build

## One self-contained program in dist/, stripped.
release: setup
	@scripts/say "building for release (about ten minutes the first time)"
	@mkdir -p .build/static && { [ ! -e "$(SQLITE)" ] || ln -sf "$(SQLITE)" .build/static/; }
	@swift build $(RELEASE_FLAGS) --product openai-mcp
	@mkdir -p dist && cp .build/release/openai-mcp dist/ && strip dist/openai-mcp && ls -lh dist/openai-mcp

format:
	swift format -i -r Sources Tests Benchmarks/Sources Package.swift

lint:
	@scripts/say "checking the form of the code"
	@swift format lint --strict -r Sources Tests Benchmarks/Sources Package.swift

## Write the golden files and the generated parts of the documentation anew.
goldens: setup
	REWRITE_GOLDENS=1 swift test --filter ServersTests

## Write the generated parts of README.md anew.
readme: setup
	REWRITE_GOLDENS=1 swift test --filter DocumentationTests

bench: release
	Benchmarks/run

clean:
	rm -rf .build .venv dist

setup:
	@scripts/setup

python: .venv/installed

.venv/installed: Tests/Interop/requirements.txt
	@scripts/say "installing the Python packages of the interop tests into .venv"
	@python3 -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check -r Tests/Interop/requirements.txt
	@touch $@
