#!/usr/bin/env bash
# Installs the XML-RPC clients of other languages that the tests run against a node (tests/clients). For Debian 12 and
# its relatives; needs root or sudo. Does nothing, quickly, where all is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

# On a fresh system about 300 MB to download, most of it compilers: OCaml 126, Go 81, Emacs 45; the libraries and
# the interpreters of the scripting languages come to about 45. A C compiler and a JDK, if absent, come on top.
packages=(
  libxmlrpc-lite-perl libxml-rpc-fast-perl librpc-xml-perl libfrontier-rpc-perl
  ruby ruby-xmlrpc
  php8.2-cli php8.2-xmlrpc php8.2-curl
  python3-rosgraph python3-twisted
  libxmlrpc-core-c3-dev libxmlrpc-c++8-dev libxmlrpcpp-dev
  libaxmlrpc-java
  golang-go golang-github-kolo-xmlrpc-dev
  lua5.1 lua-xmlrpc
  tcl-xmlrpc
  libxmlrpc-light-ocaml-dev ocaml-nox ocaml-findlib
  emacs-nox elpa-xml-rpc
)
# Tools that many machines have from elsewhere: the package is taken only where the command is missing.
declare -A tools=(
  [python3]=python3 [perl]=perl [tclsh]=tcl [gcc]=gcc [g++]=g++ [javac]=openjdk-17-jdk-headless [node]=nodejs [npm]=npm
)

missing=()
installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii *//p')
for package in "${packages[@]}"; do
  grep -qxF "$package" <<<"$installed" || missing+=("$package")
done
for tool in "${!tools[@]}"; do
  command -v "$tool" >/dev/null || missing+=("${tools[$tool]}")
done

if ((${#missing[@]})); then
  as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}" >/dev/null
fi

# npm leaves this file behind when an install is complete.
node=tests/clients/node
if [[ ! $node/node_modules/.package-lock.json -nt $node/package-lock.json ]]; then
  echo "installing: the packages of $node"
  (cd "$node" && npm ci --no-fund --no-audit --loglevel=error)
fi
echo "test clients: all there"
