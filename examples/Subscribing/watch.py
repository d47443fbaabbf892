"""Keeps a copy of the registry, from whichever of some nodes answers: python3 watch.py URL [URL ...]"""
import socket
import sys
import time
from http.client import HTTPException
from xmlrpc.client import Error, ServerProxy

socket.setdefaulttimeout(45)  # longer than the wait below: a node that is silent for so long is not there
nodes = [ServerProxy(url) for url in sys.argv[1:] or ["http://127.0.0.1:8000"]]
copy, growing, cursor = {}, {}, ""  # (service, host, port) -> the latest event of that instance

while True:
    try:
        page = nodes[0].wait_events(cursor, 30)
    except (OSError, Error, HTTPException) as error:
        print("the next node, because of", repr(error), flush=True)  # the copy stays, and so does the cursor
        nodes.append(nodes.pop(0))
        time.sleep(0.5)
        continue

    if page["reset"]:
        growing = {}  # a snapshot begins; the old copy serves until it is whole
    for event in page["events"]:
        instance = event["service"], event["instance"]["host"], event["instance"]["port"]
        held = growing.get(instance)
        if held and held["version"] >= event["version"]:
            continue  # older than what is known, or told twice
        if event["kind"] == "unregistered":
            growing.pop(instance, None)
        else:
            growing[instance] = event
    cursor = page["cursor"]
    if not page["more"]:
        copy = growing
        if page["events"] or page["reset"]:
            print(sorted((*instance, event["status"]) for instance, event in copy.items()), flush=True)
