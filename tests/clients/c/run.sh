#!/usr/bin/env bash
# xmlrpc-c, the C library, on libcurl.
cd "$(dirname "$0")" && source ../lib.sh
need gcc --version
need test -f /usr/include/xmlrpc-c/client.h
build_dir
gcc -std=c11 -Wall -Wextra -Werror -o "$build/client" client.c -lxmlrpc_client -lxmlrpc -lxmlrpc_util
"$build/client" "$url/RPC2"
