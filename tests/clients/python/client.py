# -*- coding: utf-8 -*-
"""Python's own client: xmlrpc.client, or xmlrpclib under Python 2 (the file runs under both)."""
import json
import os
import sys

try:
    import xmlrpc.client as rpc
except ImportError:
    import xmlrpclib as rpc

URL = sys.argv[1].rstrip("/")
METADATA = {
    "text": u"ünïcødé 服务 🚀",
    "markup": u"a < b & c > \"d\" 'e' ]]>",
    u"schlüssel": u"  zwei  Wörter  ",
    "empty": u"",
}


def check(what, got, want):
    # 1 == True in Python, so the types are compared as well.
    if got != want or type(got) is not type(want):
        sys.exit("FAILED %s: got %r, want %r" % (what, got, want))
    print("ok " + what)


def check_fault(what, code, call):
    try:
        got = call()
    except rpc.Fault as fault:
        check(what, fault.faultCode, code)
        check(what + " says why", bool(fault.faultString), True)
    else:
        sys.exit("FAILED %s: got %r, want a fault %d" % (what, got, code))


def script(label, server, use_nil):
    name = "client-%s-%s-%d" % (label, sys.version_info[0], os.getpid())
    check(label + ": system.listMethods", "register" in server.system.listMethods(), True)

    id = server.register(name, "127.0.0.1", 9001)
    check(label + ": register gives an int", isinstance(id, int) and id > 0, True)
    check(label + ": register again", server.register(name, "127.0.0.1", 9001), id)
    options = {"metadata": METADATA, "tags": ["blue", "canary"], "weight": 3, "zone": "eu"}
    check(label + ": register with options", server.register(name, "127.0.0.1", 9001, "running", options), id)
    check(label + ": port as text", server.register(name, "127.0.0.1", "9001", 1, options), id)

    check(label + ": get_service_details", server.get_service_details(name), ["127.0.0.1", 9001])
    service = server.get_service(name)
    check(label + ": get_service name", service["name"], name)
    check(label + ": one instance", len(service["instances"]), 1)
    instance = service["instances"][0]
    check(label + ": metadata", instance["metadata"], METADATA)
    check(label + ": tags", instance["tags"], ["blue", "canary"])
    check(label + ": weight", instance["weight"], 3)
    check(label + ": id", instance["id"], id)

    check(label + ": get_service_status", server.get_service_status(name), 1)
    check(label + ": update_status by name", server.update_status(name, "stopped"), True)
    check(label + ": status is stopped", server.get_service_status(name), 0)
    check(label + ": resolve without a running one", server.resolve(name), [])
    check(label + ": update_status by number", server.update_status(name, 1), True)
    check(label + ": resolve", [(i["host"], i["port"]) for i in server.resolve(name)], [("127.0.0.1", 9001)])
    check(label + ": list_services", name in [s["name"] for s in server.list_services({"prefix": name})], True)

    check(label + ": get_reg_count", server.get_reg_count() >= 1, True)
    details = json.loads(server.get_all_service_details())[str(id)]
    check(label + ": get_all_service_details", (details["host"], details["port"], details["status"]), ("127.0.0.1", 9001, 1))

    check_fault(label + ": bad port", -32602, lambda: server.register(name, "127.0.0.1", 70000))
    check_fault(label + ": unknown method", -32601, lambda: server.no_such_method())
    check(label + ": unknown service", server.get_service_details("unknown-" + name), False)
    if use_nil:
        check_fault(label + ": nil is parsed", -32602, lambda: server.register(None, "127.0.0.1", 9001))

    calls = rpc.MultiCall(server)
    calls.get_service_status(name)
    calls.no_such_method()
    calls.get_service_details(name)
    answers = calls()
    check(label + ": multicall", answers[0], 1)
    check_fault(label + ": multicall, fault", -32601, lambda: answers[1])
    check(label + ": multicall, after a fault", answers[2], ["127.0.0.1", 9001])

    check(label + ": unregister", server.unregister(name), True)
    check(label + ": unregister again", server.unregister(name), False)


class GzipTransport(rpc.Transport):
    encode_threshold = 1  # compresses every request body


script("plain", rpc.ServerProxy(URL), False)
script("RPC2", rpc.ServerProxy(URL + "/RPC2"), False)
script("gzip", rpc.ServerProxy(URL, transport=GzipTransport()), False)
script("allow_none", rpc.ServerProxy(URL, allow_none=True), True)
script("latin-1", rpc.ServerProxy(URL, encoding="iso-8859-1"), False)
script("use_datetime", rpc.ServerProxy(URL, use_datetime=True), False)
if sys.version_info[0] >= 3:
    script("use_builtin_types", rpc.ServerProxy(URL, use_builtin_types=True), False)
