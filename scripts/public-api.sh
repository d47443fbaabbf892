#!/usr/bin/env bash
# Writes down the public surface of the packages as it is now, in src/*/PublicAPI.Unshipped.txt. The difference to the last commit is what users
# will notice. Without arguments all packages are taken; else those whose directories are given, such as src/MicroReg.Domain.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -gt 0 ] || set -- $(dirname src/*/PublicAPI.Shipped.txt)
for project; do
  printf '#nullable enable\n' >"$project/PublicAPI.Unshipped.txt"
  dotnet restore "$project" --verbosity quiet
  dotnet format analyzers "$project" --diagnostics RS0016 --severity warn --no-restore
done
