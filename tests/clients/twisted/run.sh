#!/usr/bin/env bash
# Debian's packages live in Debian's own interpreter, whatever `python3` is on the PATH.
cd "$(dirname "$0")" && source ../lib.sh
need /usr/bin/python3 -c 'import twisted.web.xmlrpc'
/usr/bin/python3 -B client.py "$url"
