#!/usr/bin/env bash
# Builds the node for production into artifacts/node, compiled ahead of time for this machine: so it starts in three quarters of the time and
# serves at full speed sooner. The runtime compiles again what runs often.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet publish src/MicroReg.Node -c Release -v quiet --nologo --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o artifacts/node >&2
