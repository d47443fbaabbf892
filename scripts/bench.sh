#!/usr/bin/env bash
# Measures a node, or a cluster, against its floor, its budgets and, if asked, etcd; prints Markdown. 127.0.0.1 only.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/bench.sh [--cluster] [--quick] [--records N,M] [--etcd] [--set PATH=VALUE]...

  --cluster         measure three nodes (one to five for the cost of a write) instead of one
  --quick           fewer and shorter rounds: one node in under two minutes, a cluster in six to eight
  --records N,M     record counts, ascending multiples of 10 (default 1000,100000); growth is the last against the first
  --etcd            compare register with an etcd put (of one etcd, or of three beside a cluster); if etcd is missing, fetches Debian's etcd-server with apt-get into artifacts/.
                    An etcd that is already on the PATH is always compared.
  --set PATH=VALUE  a setting for every node (repeatable)
  --help            this text

The table goes to standard output, progress to standard error.
Exit code 0: every answer was right (budgets may be missed); 1: errors, the figures cannot be trusted.
TEXT
}

command_line="scripts/bench.sh $*"
want_etcd=no
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --quick | --cluster) options+=("$1"); shift ;;
    --etcd) want_etcd=yes; shift ;;
    --records | --set)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      options+=("$1" "$2"); shift 2 ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."

etcd_path="$(command -v etcd || true)"
if [ "$want_etcd" = yes ] && [ -z "$etcd_path" ]; then
  # Unpacked, not installed: no service is started, no root is needed, and nothing is left on the system.
  etcd_path="$PWD/artifacts/etcd/usr/bin/etcd"
  if [ ! -x "$etcd_path" ]; then
    mkdir -p artifacts/etcd
    (cd artifacts/etcd && { apt-get download -qq etcd-server || { apt-get update -qq && apt-get download -qq etcd-server; }; }) >&2
    dpkg -x artifacts/etcd/etcd-server_*.deb artifacts/etcd
  fi
fi

dotnet build -c Release -v quiet --nologo src/MicroReg.Node >&2
dotnet build -c Release -v quiet --nologo tests/MicroReg.Benchmarks >&2

work="$(mktemp -d "${TMPDIR:-/tmp}/microreg-bench.XXXXXX")"
bench=

# Ends what the benchmark left behind, if it was killed: only processes that it noted and that still run in its directory.
clean_up() {
  trap - EXIT INT TERM
  if [ -n "$bench" ] && kill -TERM "$bench" 2>/dev/null; then wait "$bench" || true; fi
  if [ -f "$work/processes" ]; then
    while read -r pid; do
      if [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$work" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
    done <"$work/processes"
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One socket thread that runs the connections itself: the cheapest load generator that leaves most to the servers.
DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT=1 \
  dotnet tests/MicroReg.Benchmarks/bin/Release/net10.0/microreg-bench.dll \
  --node "${MICROREG_NODE:-src/MicroReg.Node/bin/Release/net10.0/microreg-node.dll}" --work-dir "$work" \
  --commit "$(git describe --always --dirty 2>/dev/null || echo unknown)" --command-line "$command_line" \
  --etcd-path "$etcd_path" ${options[@]+"${options[@]}"} &
bench=$!
status=0
wait "$bench" || status=$?
bench=
exit "$status"
