#!/usr/bin/env bash
# Measures a node, a cluster, the events or the watch over instances against floor, budgets and, if asked, etcd and ZooKeeper; prints Markdown. 127.0.0.1 only.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/bench.sh --field [--quick] [--records N,M] [--rounds N] [--only PART,...] [--output DIR] [--set PATH=VALUE]...
       scripts/bench.sh --profile [--against NODE_DLL] [--quick] [--records N] [--output DIR] [--set PATH=VALUE]...
       scripts/bench.sh --services [--against NODE_DLL] [--quick] [--set PATH=VALUE]...
       scripts/bench.sh --micro [--quick] [PATTERN]
       scripts/bench.sh [--cluster | --events | --health] [--quick] [--records N,M] [--streams N] [--etcd] [--zookeeper] [--set PATH=VALUE]...

  --field           compare MicroReg with etcd, ZooKeeper, rosmaster and a dictionary in Python, in one run of less than 25 minutes, and publish it: tables,
                    plots and all figures in docs/benchmarks (with --quick in artifacts/benchmarks). Fetches what is missing with apt-get into artifacts/
  --rounds N        with --field: counted rounds (default 5; with --quick 2)
  --only PART,...   with --field: some of calls (one server of each), cluster, start, join, restart; the figures of the others stay as they are
  --output DIR      with --field or --profile: publish there
  --profile         tell where the node's time goes: its CPU by area and by method, and what it allocates, for register, status update, lookup and
                    heartbeat; in docs/benchmarks/profile.md (with --quick in artifacts/benchmarks). Needs perf (Debian: linux-perf) and two minutes
  --against DLL     with --profile or --services: measure another build of the node, too, in turn, and tell the difference; takes twice as long
  --cluster         measure three nodes (one to five for the cost of a write) instead of one
  --events          measure how changes reach subscribers: three nodes for the time that it takes, one node for many streams
  --health          measure what it costs one node to know that instances are alive: a beat, 50,000 leased instances, 10,000 checked ones
  --services        measure what services cost a node: CPU and bytes of registering a new name, of a status update and of a lookup, and memory with
                    ten instances to a service and with one
  --micro           measure the smallest parts (the codec, a merge, a lookup, a page of events, …) with BenchmarkDotNet, those whose names match PATTERN (default *)
  --quick           fewer and shorter rounds: one node in under two minutes, a cluster in six to eight, events in five, health in two
  --records N,M     record counts, ascending multiples of 10 (default 1000,100000, with --field 1000,10000,100000,1000000, with --profile 10000, the first
                    alone counts); growth is the last against the first
  --streams N       with --events: streams, or long polls, on one node at a time, and a fifth as many callbacks (default 1000)
  --etcd            compare register with an etcd put (of one etcd, or of three beside a cluster), and events with an etcd watch; if etcd is missing, fetches Debian's
                    etcd-server with apt-get into artifacts/. An etcd that is already on the PATH is always compared.
  --zookeeper       with --events: compare with ZooKeeper's watch; needs a JDK (17 or later) on the PATH; if /usr/share/java/zookeeper.jar is missing, fetches
                    Debian's libzookeeper-java and what it needs with apt-get into artifacts/
  --set PATH=VALUE  a setting for every node (repeatable)
  --help            this text

The table goes to standard output, progress to standard error.
Exit code 0: every answer was right (budgets may be missed); 1: errors, the figures cannot be trusted.
TEXT
}

command_line="scripts/bench.sh $*"
want_etcd=no
want_zookeeper=no
want_field=no
want_profile=no
want_micro=no
pattern='*'
output=docs/benchmarks
given_output=
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --quick) options+=("$1"); output=artifacts/benchmarks; shift ;;
    --cluster | --events | --health | --services) options+=("$1"); shift ;;
    --field) want_field=yes; options+=("$1"); shift ;;
    --micro) want_micro=yes; shift ;;
    --profile) want_profile=yes; options+=("$1"); shift ;;
    --against)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      options+=("$1" "$(realpath -m "$2")"); shift 2 ;;
    --etcd) want_etcd=yes; shift ;;
    --zookeeper) want_zookeeper=yes; shift ;;
    --output)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      given_output="$(realpath -m "$2")"; shift 2 ;;
    --records | --streams | --set | --rounds | --only)
      [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
      options+=("$1" "$2"); shift 2 ;;
    [!-]*)
      [ "$want_micro" = yes ] || { echo "unknown argument: $1" >&2; exit 2; }
      pattern="$1"; shift ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "$want_micro" = yes ]; then
  dotnet build -c Release -v quiet --nologo perf/MicroReg.MicroBenchmarks >&2
  # Not --job short: that is ignored beside a job of our own.
  short=()
  case " ${options[*]-} " in *" --quick "*) short=(--launchCount 1 --warmupCount 3 --iterationCount 3) ;; esac
  exec dotnet perf/MicroReg.MicroBenchmarks/bin/Release/net10.0/microreg-microbench.dll \
    --filter "$pattern" ${short[@]+"${short[@]}"} --artifacts artifacts/benchmarks/micro
fi

# Unpacked below artifacts/, not installed: no service is started, no root is needed, and nothing is left on the system.
fetch() {
  local directory="artifacts/$1"
  shift
  mkdir -p "$directory"
  (
    cd "$directory"
    { apt-get download -qq "$@" || { apt-get update -qq && apt-get download -qq "$@"; }; } >&2
    for package in "$@"; do dpkg -x "$package"_*.deb .; done
  )
}

find_etcd() {
  etcd_path="$(command -v etcd || true)"
  if [ "$1" = yes ] && [ -z "$etcd_path" ]; then
    etcd_path="$PWD/artifacts/etcd/usr/bin/etcd"
    [ -x "$etcd_path" ] || fetch etcd etcd-server
  fi
}

find_zookeeper() {
  command -v javac >/dev/null || { echo "ZooKeeper's client needs a JDK on the PATH (Debian: openjdk-17-jdk-headless)" >&2; return 2; }
  zookeeper_path=/usr/share/java
  if [ ! -e "$zookeeper_path/zookeeper.jar" ]; then
    zookeeper_path="$PWD/artifacts/zookeeper/usr/share/java"
    [ -e "$zookeeper_path/zookeeper.jar" ] || fetch zookeeper libzookeeper-java libslf4j-java libnetty-java \
      libdropwizard-metrics-java libsnappy-java libcommons-io-java libcommons-cli-java
  fi
}

find_rosmaster() {
  rosmaster_path=/usr
  if [ ! -e "$rosmaster_path/bin/rosmaster" ]; then
    rosmaster_path="$PWD/artifacts/rosmaster/usr"
    [ -e "$rosmaster_path/bin/rosmaster" ] || fetch rosmaster python3-rosmaster python3-rosgraph python3-rospkg python3-catkin-pkg \
      python3-yaml python3-defusedxml python3-netifaces python3-distro
  fi
}

# Not fetched: it is made of many packages, and only what the system allows its user may be sampled.
find_perf() {
  perf_path="$(command -v perf)" || { echo "--profile needs perf on the PATH (Debian: linux-perf)" >&2; exit 2; }
}

etcd_path=
zookeeper_path=
rosmaster_path=
if [ "$want_field" = yes ]; then
  # A peer that cannot be had is missing in the comparison, which says so; the others are compared.
  find_etcd yes || etcd_path=
  find_zookeeper || zookeeper_path=
  find_rosmaster || rosmaster_path=
  options+=(--output "${given_output:-$PWD/$output}" --rosmaster-path "$rosmaster_path")
elif [ "$want_profile" = yes ]; then
  find_perf
  options+=(--output "${given_output:-$PWD/$output}" --perf-path "$perf_path")
else
  find_etcd "$want_etcd"
  [ "$want_zookeeper" = no ] || find_zookeeper
fi

scripts/publish-node.sh
dotnet build -c Release -v quiet --nologo perf/MicroReg.Benchmarks >&2

work="$(mktemp -d "${TMPDIR:-/tmp}/microreg-bench.XXXXXX")"
bench=

# Ends what the benchmark left behind, if it was killed: only processes that it noted and that still run in its directory.
clean_up() {
  trap - EXIT INT TERM
  if [ -n "$bench" ] && kill -TERM "$bench" 2>/dev/null; then wait "$bench" || true; fi
  if [ -f "$work/processes" ]; then
    while read -r pid; do
      if [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$work" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
      [ "$want_profile" = no ] || rm -f "/tmp/perf-$pid.map"
    done <"$work/processes"
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One socket thread that runs the connections itself: the cheapest load generator that leaves most to the servers.
DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT=1 \
  dotnet perf/MicroReg.Benchmarks/bin/Release/net10.0/microreg-bench.dll \
  --node "${MICROREG_NODE:-artifacts/node/microreg-node.dll}" --work-dir "$work" \
  --commit "$(git describe --always --dirty 2>/dev/null || echo unknown)" --command-line "$command_line" \
  --etcd-path "$etcd_path" --zookeeper-path "$zookeeper_path" ${options[@]+"${options[@]}"} &
bench=$!
status=0
wait "$bench" || status=$?
bench=
exit "$status"
