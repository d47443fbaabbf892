#!/usr/bin/env bash
# Writes docs/reference anew: the methods, the HTTP face, the settings, the metrics and the faults, as the program itself tells them.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p docs/reference
MICROREG_WRITE_REFERENCE=1 dotnet test tests/MicroReg.Edge.Tests --nologo --verbosity quiet \
  --filter "FullyQualifiedName~MicroReg.Edge.Tests.Reference.ReferenceTests"
git status --short docs/reference
