"""A service and a gateway as they were written for MicroReg's Python registry: positional arguments, a host with its
scheme in front, statuses as numbers, the record list as JSON text with ids as keys."""
import json
import os
import re
import sys
from xmlrpc.client import ServerProxy

RUNNING, STOPPED, ERROR = 1, 0, -1
HOST = "http://127.0.0.1"
name = "client-heritage-%d" % os.getpid()
registry = ServerProxy(sys.argv[1], allow_none=True)


def check(what, got, want):
    if got != want or type(got) is not type(want):
        sys.exit("FAILED %s: got %r, want %r" % (what, got, want))
    print("ok " + what)


def record():
    return json.loads(registry.get_all_service_details())[str(id)]


# The service starts.
before = registry.get_reg_count()
id = registry.register(name, HOST, 9002)
check("register gives a number", type(id) is int and id > 0, True)
check("get_reg_count", registry.get_reg_count() > 0, True)

# The gateway builds the address of the service from the two parts.
host, port = registry.get_service_details(name)
check("get_service_details", "%s:%d/" % (host, port), "http://127.0.0.1:9002/")
check("an unknown service", registry.get_service_details("unknown-" + name), False)

# The dashboard lists every record.
check("record: name", record()["name"], name)
check("record: host", record()["host"], HOST)
check("record: port", record()["port"], 9002)
check("record: status", record()["status"], RUNNING)
check("record: id", record()["id"], id)
stamp = record()["reg_timestamp"]
check("record: reg_timestamp", bool(re.fullmatch(r"\d\d-\d\d-\d\d \d\d:\d\d", stamp)), True)
check("the list is plain ASCII", registry.get_all_service_details().isascii(), True)

# The status follows the service.
for status in (STOPPED, ERROR, RUNNING):
    check("update_status %d" % status, registry.update_status(name, status), True)
    check("status is %d" % status, record()["status"], status)
check("update_status of an unknown service", registry.update_status("unknown-" + name, RUNNING), False)

# The service starts anew at its address, then ends.
check("register again", registry.register(name, HOST, 9002), id)
check("unregister", registry.unregister(name), True)
check("unregister again", registry.unregister(name), False)
check("nothing is left", registry.get_service_details(name), False)
check("get_reg_count is a number", type(registry.get_reg_count()) is int and type(before) is int, True)
