#!/usr/bin/env bash
# Builds the node for production and runs a cluster of N on this machine until Ctrl-C or SIGTERM.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/run-cluster.sh [N] [options]

  N                    how many nodes (default 3)
  --http-port PORT     HTTP port of the first node; the others follow (default 8001)
  --cluster-port PORT  cluster port of the first node; the others follow (default 4101)
  --data DIR           where the nodes keep their records and logs; kept. Without it: a fresh directory, removed at the end
  --set PATH=VALUE     a setting for every node (repeatable)
  --help               this text

Prints one line for each node once it is ready: where it is. Instances are probed on this machine only, unless a setting says otherwise.
TEXT
}

nodes=3 http=8001 cluster=4101 data= settings=(--set microreg.health.allowed-networks=127.0.0.0/8,::1/128)
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --http-port | --cluster-port | --data | --set)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      case "$1" in
        --http-port) http="$2" ;;
        --cluster-port) cluster="$2" ;;
        --data) mkdir -p "$2" && data="$(cd "$2" && pwd)" ;;
        --set) settings+=(--set "$2") ;;
      esac
      shift 2 ;;
    [1-9] | [1-9][0-9]) nodes="$1"; shift ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/publish-node.sh

# As in run-node.sh: how much garbage is left before it is collected.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-400000}"
directory="${data:-$(mktemp -d "${TMPDIR:-/tmp}/microreg-cluster.XXXXXX")}"
pids=()

# SIGTERM, ten seconds and a little, then SIGKILL: to the nodes that were started here, by their ids.
clean_up() {
  trap '' EXIT INT TERM
  for pid in ${pids[@]+"${pids[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
  for ((tenths = 0; tenths < 120; tenths++)); do
    running=no
    for pid in ${pids[@]+"${pids[@]}"}; do if kill -0 "$pid" 2>/dev/null; then running=yes; fi; done
    [ "$running" = yes ] || break
    sleep 0.1
  done
  for pid in ${pids[@]+"${pids[@]}"}; do kill -KILL "$pid" 2>/dev/null || true; done
  wait
  if [ -z "$data" ]; then rm -rf "$directory"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

seeds=() # A node alone has none: it forms a cluster of itself.
for ((i = 0; i < nodes && nodes > 1; i++)); do seeds+=(--seed "127.0.0.1:$((cluster + i))"); done

set -m # Each node in a process group of its own: Ctrl-C reaches this script alone, which then stops them all.
for ((i = 0; i < nodes; i++)); do
  mkdir -p "$directory/node-$((i + 1))"
  dotnet artifacts/node/microreg-node.dll \
    --http-port $((http + i)) --remote-port $((cluster + i)) --node-name "node-$((i + 1))" \
    --data-dir "$directory/node-$((i + 1))/data" ${seeds[@]+"${seeds[@]}"} ${settings[@]+"${settings[@]}"} \
    >"$directory/node-$((i + 1))/ready" 2>"$directory/node-$((i + 1))/log" </dev/null &
  pids+=($!)
done
set +m

for ((i = 0; i < nodes; i++)); do
  node="$directory/node-$((i + 1))"
  for ((tenths = 0; tenths < 600; tenths++)); do
    if grep -s ' ready: ' "$node/ready"; then continue 2; fi
    kill -0 "${pids[i]}" 2>/dev/null || break
    sleep 0.1
  done
  # What a node says when it cannot start carries no time, unlike its log.
  why="$(grep -vE '^[0-9]{4}-|^ ' "$node/log" | tail -n 1)"
  echo "node-$((i + 1)) did not get ready: ${why:-$(tail -n 1 "$node/log")}" >&2
  exit 1
done

# Until a signal comes. A node that ends by itself is said, and ends nothing: the others go on without it.
for ((i = 0; i < nodes; i++)); do
  status=0
  wait "${pids[i]}" || status=$?
  echo "node-$((i + 1)) ended with $status: $directory/node-$((i + 1))/log" >&2
done
