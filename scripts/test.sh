#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, checks the format, runs every test, shows coverage.
#   scripts/test.sh            everything
#   scripts/test.sh FILTER     the tests that a `dotnet test --filter` expression selects
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

scripts/install-test-clients.sh
scripts/install-network-tools.sh
dotnet build MicroReg.Actors.sln
# The build has applied the rules of style and the analyzers already, with warnings as errors. What is left is the layout.
dotnet format whitespace MicroReg.Actors.sln --verify-no-changes --no-restore

# Two projects at a time: those of the clusters mostly wait, for a fault to last or to be noticed.
status=0
dotnet test MicroReg.Actors.sln --no-build -m:2 --settings tests/coverage.runsettings \
  --results-directory "$results" --logger 'console;verbosity=minimal' --logger trx \
  ${1:+--filter "$1"} || status=$?
python3 scripts/summary.py "$results"
exit "$status"
