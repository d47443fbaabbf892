#!/usr/bin/env bash
# Runs the tests with random input (properties, simulations, storms) with fresh seeds, again and again, until the time is over.
# Prints for each failure the command that repeats it, and a count; exit code 1 if anything failed.
#   scripts/explore.sh --minutes N                 properties and simulations
#   scripts/explore.sh --minutes N --only NAME     only classes whose name contains NAME
#   scripts/explore.sh --minutes N --scenarios     half of the time scenarios with real processes (scripts/chaos.sh)
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
minutes="" only="" scenarios=""
while (($#)); do
  case "$1" in
    --minutes) minutes=${2:?--minutes needs a number}; shift 2 ;;
    --only) only=${2:?--only needs a name}; shift 2 ;;
    --scenarios) scenarios=yes; shift ;;
    *) sed -n '2,6s/^# //p' "$0" >&2; exit 2 ;;
  esac
done
[[ $minutes =~ ^[0-9]+$ ]] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
seconds=$((minutes * 60))
[[ -z $scenarios ]] || seconds=$((seconds / 2))

# The classes with random input are those whose file takes seeds.
declare -A classes=()
while read -r file; do
  class=$(basename "$file" .cs)
  [[ $class == *"$only"* ]] && classes[${file%%.Tests/*}.Tests]+="|FullyQualifiedName~.$class."
done < <(grep -rlE '\.ForAll\(|Seeds\.(ForEach|ForEachAsync|One)\(' --include='*.cs' tests/*.Tests perf/*.Tests 2>/dev/null | grep -v '^tests/MicroReg.Suite.Tests/')
((${#classes[@]})) || { echo "No class with random input is named *$only*." >&2; exit 2; }

for project in "${!classes[@]}"; do
  dotnet build "$project" -v quiet --nologo >&2
done

fresh_seed() { od -An -N4 -tu4 /dev/urandom | tr -d ' '; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
rounds=0 failures=0 tests=0
SECONDS=0
while ((SECONDS < seconds || rounds == 0)); do
  seed=$(fresh_seed)
  rounds=$((rounds + 1))
  for project in "${!classes[@]}"; do
    rm -rf "${results:?}"/*
    status=0
    MICROREG_SEED=$seed dotnet test "$project" --no-build --filter "${classes[$project]#|}" --logger trx --results-directory "$results" \
      --blame-hang-timeout 15m --blame-hang-dump-type none >"$results/log" 2>&1 || status=$?
    tests=$((tests + $(cat "$results"/*.trx 2>/dev/null | grep -o '<UnitTestResult ' | wc -l)))
    ((status)) || continue
    found=$(python3 scripts/repeats.py "$results" "$seed")
    if [[ -z $found ]]; then
      found="$(tail -n 30 "$results/log")
REPEAT MICROREG_SEED=$seed dotnet test $project --filter '${classes[$project]#|}'"
    fi
    echo "$found"
    failures=$((failures + $(grep -c '^REPEAT ' <<<"$found")))
  done
  echo "round $rounds (MICROREG_SEED=$seed): $tests tests and $failures failures until now, $((SECONDS / 60)) min"
done

if [[ -n $scenarios ]]; then
  scripts/chaos.sh --minutes $((minutes - seconds / 60)) --seed "$(($(fresh_seed) / 4))" || failures=$((failures + 1))
fi
echo "explored: $rounds rounds, $tests tests, $failures failures"
((failures == 0))
