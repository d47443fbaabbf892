#!/usr/bin/env bash
# Installs what gives the nodes of a test networks of their own, to cut and to slow. For Debian and its relatives; needs
# root or sudo. Does nothing, quickly, where all is there already.
set -euo pipefail
PATH="$PATH:/usr/sbin:/sbin"

declare -A tools=([ip]=iproute2 [tc]=iproute2 [nft]=nftables [nsenter]=util-linux [sysctl]=procps)
missing=()
for tool in "${!tools[@]}"; do
  command -v "$tool" >/dev/null || missing+=("${tools[$tool]}")
done

if ((${#missing[@]})); then
  as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  echo "installing: ${missing[*]}" >&2
  "${as_root[@]}" apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}" >/dev/null
fi
