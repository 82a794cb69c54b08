.DEFAULT_GOAL := help
GO ?= go

help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: ## everything CI does
	bash .ci/run

test: ## the everyday suite (SQLite, in-process chain)
	$(GO) test ./...

test-pg: ## the behavioural suites on a throw-away PostgreSQL
	bash .ci/postgres.sh run $(GO) test ./models/... ./migrations/... ./claims/... ./settlements/... ./distributions/... ./oracles/... ./chain/... ./outbox/... ./deployment/... ./server/... ./jobs/... ./audit/...

run: ## serve with the embedded chain
	$(GO) run ./cmd/makewhole serve --dev

demo: ## play the whole story, then keep serving
	$(GO) run ./cmd/makewhole demo

generate: ## renew generated files
	$(GO) generate ./...

console: ## rebuild the pages (needs Node)
	cd server/web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

console-test: ## open the pages in Chromium against a server that played the demo
	$(GO) build -o makewhole ./cmd/makewhole
	bash server/web/test/run.sh ./makewhole server/web/test-results

contracts: ## recompile the contracts and their bindings (needs Node)
	cd contracts && npm ci --no-audit --no-fund && node build.mjs && node peers/build.mjs
	$(GO) generate ./contracts/...

bench: ## benchmarks beside their floors
	$(GO) run ./test/bench

torture: torture-node ## crash, cut, stop and reorganise until something pays twice (20 minutes)
	$(GO) run ./test/torture -require $(TORTURE)

torture-short: torture-node ## the same in four minutes, as CI runs it
	$(GO) run ./test/torture -require -short $(TORTURE)

torture-long: torture-node ## a hundred times as much
	$(GO) run ./test/torture -require -long $(TORTURE)

torture-node:
	cd test/torture/anvil && npm ci --no-audit --no-fund --loglevel=error

gas: ## what paying costs, ours beside others (docs/gas.md)
	$(GO) run ./test/gastable

prove: ## the contracts' accounting, by solc's model checker
	cd contracts && npm ci --no-audit --no-fund --loglevel=error && npm run --silent prove

mutants: ## break the money path on purpose: each change must be noticed
	cd contracts && npm ci --no-audit --no-fund --loglevel=error
	$(GO) run ./test/mutants

histories: ## draw new random histories, many (ten minutes)
	$(GO) test -count=1 -timeout 60m ./simulate -run "Histor|Order|Reference|Nobody" -rapid.checks=20000
	$(GO) test -count=1 -timeout 60m ./test/histories -run sqlite -rapid.checks=500

lint: ## golangci-lint
	golangci-lint run

.PHONY: help check test test-pg run demo generate console console-test contracts bench gas histories prove mutants torture torture-short torture-long torture-node lint
