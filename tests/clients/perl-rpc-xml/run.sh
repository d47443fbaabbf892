#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need perl -MRPC::XML::Client -MJSON::PP -e 1
perl client.pl "$url"
