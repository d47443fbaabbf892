#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need node -e 'require("xmlrpc")'
node client.js "$url"
