#!/usr/bin/env bash
# lua-xmlrpc is written for Lua 5.1 (its modules use `module`).
cd "$(dirname "$0")" && source ../lib.sh
need lua5.1 -e 'require "xmlrpc.http"'
lua5.1 client.lua "$url/RPC2"
