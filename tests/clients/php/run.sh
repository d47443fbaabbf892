#!/usr/bin/env bash
cd "$(dirname "$0")" && source ../lib.sh
need php -r 'exit(function_exists("xmlrpc_encode_request") && function_exists("curl_init") ? 0 : 1);'
php client.php "$url"
