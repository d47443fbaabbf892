#!/usr/bin/env bash
# xmlrpc-c's C++ classes.
cd "$(dirname "$0")" && source ../lib.sh
need g++ --version
need test -f /usr/include/xmlrpc-c/client.hpp
build_dir
g++ -std=c++17 -Wall -Wextra -Werror -Wno-deprecated-declarations -o "$build/client" client.cpp \
  -lxmlrpc_client++ -lxmlrpc++ -lxmlrpc_client -lxmlrpc -lxmlrpc_util
"$build/client" "$url/RPC2"
