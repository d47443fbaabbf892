#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need python3 -c 'import xmlrpc.client'
python3 -B client.py "$url"
