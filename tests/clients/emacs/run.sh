#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need emacs --batch --eval "(progn (package-initialize) (require 'xml-rpc))"
emacs --batch --eval '(package-initialize)' -l client.el "$url/RPC2"
