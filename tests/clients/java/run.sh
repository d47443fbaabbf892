#!/usr/bin/env bash
# aXMLRPC, the XML-RPC client of Java that current Debian packages (Apache's is no longer there).
cd "$(dirname "$0")" && source ../lib.sh
jar=/usr/share/java/axmlrpc.jar
need test -f "$jar"
need javac -version
build_dir
javac -Xlint:all -Werror -encoding UTF-8 -cp "$jar" -d "$build" Client.java
java -XX:TieredStopAtLevel=1 -cp "$jar:$build" Client "$url"
