#!/usr/bin/env bash
# Builds the node for production and runs it in the place of this shell. Options are the node's own: --help lists them.
set -euo pipefail
scripts="$(dirname "${BASH_SOURCE[0]}")"
"$scripts/publish-node.sh"

# A young generation of 4 MiB (the variable is hexadecimal): with a greater one a collection stops the node for longer, with a
# smaller one it comes more often and stops it for no less. No file can set this.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-400000}"
exec dotnet "$scripts/../artifacts/node/microreg-node.dll" "$@"
