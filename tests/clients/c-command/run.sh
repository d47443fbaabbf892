#!/usr/bin/env bash
# The command line tool of xmlrpc-c. It prints answers as text for people; the lines checked here are those texts. Like
# its library it has no characters outside the Basic Multilingual Plane (emoji).
cd "$(dirname "$0")" && source ../lib.sh
need xmlrpc-c-config --version
need test -x "$(command -v xmlrpc)"
# The tool has no structs, so text beyond ASCII and markup travel in the name.
name="client-xmlrpc-command ünïcødé 服务 a < b & c > d $$"

call() { LC_ALL=C.UTF-8 xmlrpc "$url/RPC2" "$@" 2>&1 || true; }

# check WHAT PATTERN ARGUMENT...: the tool's answer to the call must match the extended pattern.
check() {
  local what=$1 pattern=$2 answer
  shift 2
  answer=$(call "$@")
  if ! grep -Eq -- "$pattern" <<<"$answer"; then
    printf 'FAILED %s: got\n%s\nwant %s\n' "$what" "$answer" "$pattern" >&2
    exit 1
  fi
  echo "ok $what"
}

check system.listMethods "String: 'register'" system.listMethods
check 'register gives a positive int' '^Integer: [1-9][0-9]*$' register "s/$name" s/127.0.0.1 i/9062
id=$(call register "s/$name" s/127.0.0.1 i/9062 | sed -n 's/^Integer: //p')
check 'register again' "^Integer: $id\$" register "s/$name" s/127.0.0.1 i/9062
check 'register with a 64 bit port' "^Integer: $id\$" register "s/$name" s/127.0.0.1 I/9062 s/running
check get_service_details "Integer: 9062" get_service_details "s/$name"
# It prints bytes beyond ASCII as escapes.
check get_service 'client-xmlrpc-command \\xc3\\xbcn\\xc3\\xafc\\xc3\\xb8d\\xc3\\xa9 \\xe6\\x9c\\x8d\\xe5\\x8a\\xa1 a < b & c > d' \
  get_service "s/$name"
check get_service_status '^Integer: 1$' get_service_status "s/$name"
check update_status '^Boolean: TRUE$' update_status "s/$name" s/stopped
check 'status is stopped' '^Integer: 0$' get_service_status "s/$name"
check 'update_status by number' '^Boolean: TRUE$' update_status "s/$name" i/1
check get_reg_count '^Integer: [0-9]+$' get_reg_count
check get_all_service_details "\"id\": ?$id" get_all_service_details
check 'bad port' '-32602' register "s/$name" s/127.0.0.1 i/70000
check 'unknown method' '-32601' no_such_method
check 'unknown service' '^Boolean: FALSE$' get_service_details "s/unknown-$name"
check unregister '^Boolean: TRUE$' unregister "s/$name"
check 'unregister again' '^Boolean: FALSE$' unregister "s/$name"
