# Shared by the run.sh of every client; to be sourced. A client is run as `run.sh URL`.
set -euo pipefail

url=${1:?usage: run.sh URL-of-the-node}

# need PROBE...: runs a cheap command that only succeeds where the client's tool or library is installed.
need() {
  if ! "$@" >/dev/null 2>&1; then
    echo "missing: '$*' does not work here; install what the clients need with scripts/install-test-clients.sh" >&2
    exit 69
  fi
}

# build_dir: a directory of this run's own, gone when it ends, so that runs never meet and the checkout stays clean.
build_dir() {
  build=$(mktemp -d "${TMPDIR:-/tmp}/microreg-client.XXXXXX")
  trap 'rm -rf "$build"' EXIT
}
