#!/usr/bin/env bash
# github.com/kolo/xmlrpc, as Debian packages it: sources in a GOPATH, so nothing is fetched.
cd "$(dirname "$0")" && source ../lib.sh
need go version
need test -d /usr/share/gocode/src/github.com/kolo/xmlrpc
build_dir
mkdir "$build/cache"
export GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-p=2 GOTOOLCHAIN=local
# The compiled standard library is kept from run to run in Go's usual cache where there is a home to keep it in.
[ -n "${HOME:-}" ] || export GOCACHE="$build/cache"
go build -o "$build/client" client.go
"$build/client" "$url/RPC2"
