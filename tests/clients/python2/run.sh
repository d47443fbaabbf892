#!/usr/bin/env bash
# Python 2.7 (xmlrpclib) is no longer packaged by current distributions, so nothing installs it: the tests run this
# client only where a working `python2` is on the PATH. The script is the one of Python 3.
cd "$(dirname "$0")" && source ../lib.sh
need python2 -c 'import xmlrpclib'
python2 -B ../python/client.py "$url"
