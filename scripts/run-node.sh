#!/usr/bin/env bash
# Builds the node for production and runs it in the place of this shell. Options are the node's own: --help lists them.
set -euo pipefail
project="$(dirname "${BASH_SOURCE[0]}")/../src/MicroReg.Node"
dotnet build -c Release -v quiet --nologo "$project" >&2

# A young generation of 16 MiB and a middle one of 32 MiB (the variables are hexadecimal): with less, what a call leaves behind is
# looked at again and again, with more a collection stops the node for longer. No file can set this.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-1000000}" DOTNET_GCgen1size="${DOTNET_GCgen1size:-2000000}"
exec dotnet "$project/bin/Release/net10.0/microreg-node.dll" "$@"
