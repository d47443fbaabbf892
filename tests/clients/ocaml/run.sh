#!/usr/bin/env bash
# XmlRpc-Light of OCaml, on Ocamlnet (HTTP/1.1, chunked answers, keep-alive).
cd "$(dirname "$0")" && source ../lib.sh
need ocamlfind query xmlrpc-light
build_dir
cp client.ml "$build"
(cd "$build" && ocamlfind ocamlc -w +a-4-9-40..42-70 -package xmlrpc-light -linkpkg client.ml -o client)
"$build/client" "$url/RPC2"
