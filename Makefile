# make demo    load the bundled case with its records, evaluate it, write editions, serve it
# make test    everything that must pass
# make build   leaves ./truceline
# make check   what a reviewer runs before reading: gofmt, vet, types of the pages' scripts
# make bench   measurements beside peers; see docs/performance.md

GO ?= go
NPM_CI = npm ci --ignore-scripts --no-audit --no-fund

.PHONY: build demo test check bench pages tools clean

build: pages
	CGO_ENABLED=0 $(GO) build -trimpath -o truceline ./cmd/truceline

demo: build
	./truceline demo

test: build check
	scripts/test

check: pages
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "gofmt has something to say about:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	cd web && npm run --silent check

bench: build
	cd bench && $(GO) run .

# The pages' scripts and styles, built into internal/web/dist and embedded.
pages: internal/web/dist/.built

internal/web/dist/.built: tools $(shell find web/src web/public -type f 2>/dev/null) web/package-lock.json web/vite.config.ts
	cd web && $(NPM_CI) && npm run --silent build
	touch $@

tools:
	@scripts/tools

clean:
	rm -rf truceline demo-record web/node_modules e2e/node_modules
	find internal/web/dist -mindepth 1 ! -name .keep -delete
