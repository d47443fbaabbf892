#!/usr/bin/env bash
# Does faults to clusters of real nodes (kills, pauses, partitions, slow links, wrong clocks), and to services that they watch
# (killed, stopped, cut off, starting or dying by the thousand), in random order with random parameters until the time is over,
# prints a verdict on each and a count; exit code 1 if any failed. --help lists the options.
#   scripts/chaos.sh --minutes N --seed S
#   scripts/chaos.sh --once EXTENT --seed S --only NAME    repeats one scenario as its verdict names it
# Partitions and slow links need root: without it these scenarios are skipped, and said to be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ((EUID == 0)); then scripts/install-network-tools.sh; fi
dotnet build -c Release -v quiet --nologo tests/MicroReg.Chaos >&2

# Cleans up after itself on SIGINT and SIGTERM, and after one that was killed at its next run.
exec dotnet tests/MicroReg.Chaos/bin/Release/net10.0/MicroReg.Chaos.dll "$@"
