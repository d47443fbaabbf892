#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need ruby -e 'require "xmlrpc/client"'
ruby client.rb "$url"
