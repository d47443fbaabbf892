#!/usr/bin/env bash
# XmlRpc++ as ROS uses it: a parser of its own by text search, HTTP/1.1 with keep-alive.
cd "$(dirname "$0")" && source ../lib.sh
need g++ --version
need test -f /usr/include/xmlrpcpp/XmlRpcClient.h
build_dir
g++ -std=c++17 -Wall -Wextra -Werror -Wno-deprecated -o "$build/client" client.cpp -lxmlrpcpp
"$build/client" "$url"
