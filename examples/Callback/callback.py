from sys import argv
from threading import Thread
from time import sleep
from xmlrpc.client import ServerProxy
from xmlrpc.server import SimpleXMLRPCServer

registry = ServerProxy(argv[1] if len(argv) > 1 else "http://127.0.0.1:8000")
versions, instances, cursor = {}, {}, ""


def registry_events(subscription, page):
    """A node calls this with what has changed. An answer that is no fault says: I have it."""
    global cursor
    if not page["reset"] and page["after"] != cursor:
        return cursor  # another node told more meanwhile: it is to go on from where we stand
    if page["reset"]:  # what follows is a copy of everything
        versions.clear()
        instances.clear()
    for event in page["events"]:
        instance = event["instance"]
        key = event["service"], instance["host"], instance["port"]
        if event["version"] <= versions.get(key, ""):
            continue  # an older state, or one that is known: a page may come twice
        versions[key] = event["version"]
        if event["kind"] != "unregistered":
            instances[key] = instance
        elif instances.pop(key, None) is None:
            continue
        print(event["kind"], "%s at %s:%s" % key, "status", event.get("status", "-"), flush=True)
    cursor = page["cursor"]
    return True


server = SimpleXMLRPCServer(("127.0.0.1", 0), logRequests=False)
server.register_function(registry_events)
Thread(target=server.serve_forever, daemon=True).start()

url = "http://127.0.0.1:%d/" % server.server_address[1]
while True:
    try:
        subscription = registry.subscribe(url, {}, {"ttl": 60, "cursor": cursor})["id"]
        while registry.renew_subscription(subscription):
            sleep(20)
    except OSError as lost:  # the node is gone; another one calls meanwhile
        print("the registry does not answer:", lost, flush=True)
        sleep(1)
