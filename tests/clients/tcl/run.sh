#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need sh -c 'test -n "$(echo "puts [package require xmlrpc]" | tclsh)"'
tclsh client.tcl "$url"
