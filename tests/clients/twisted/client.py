"""Twisted's asynchronous client: an HTTP client of its own, HTTP/1.0 with a connection per call."""
import json
import os
import sys

from twisted.internet import defer, task
from twisted.web.xmlrpc import Fault, Proxy

METADATA = {"text": "ünïcødé 服务 🚀", "markup": "a < b & c > \"d\" 'e' ]]>", "schlüssel": "größe", "empty": ""}
name = "client-twisted-%d" % os.getpid()


def check(what, got, want):
    if got != want or type(got) is not type(want):
        raise SystemExit("FAILED %s: got %r, want %r" % (what, got, want))
    print("ok " + what)


@defer.inlineCallbacks
def check_fault(what, code, answer):
    try:
        got = yield answer
    except Fault as fault:
        check(what, fault.faultCode, code)
    else:
        raise SystemExit("FAILED %s: got %r, want a fault %d" % (what, got, code))


@defer.inlineCallbacks
def script(reactor):
    call = Proxy(sys.argv[1].encode() + b"/", connectTimeout=10.0).callRemote
    check("system.listMethods", "register" in (yield call("system.listMethods")), True)
    id = yield call("register", name, "127.0.0.1", 9004)
    check("register gives an int", type(id) is int and id > 0, True)
    options = {"metadata": METADATA, "tags": ["blue", "canary"], "weight": 3}
    check("register with options", (yield call("register", name, "127.0.0.1", 9004, "running", options)), id)
    check("get_service_details", (yield call("get_service_details", name)), ["127.0.0.1", 9004])
    check("metadata", (yield call("get_service", name))["instances"][0]["metadata"], METADATA)
    check("get_service_status", (yield call("get_service_status", name)), 1)
    check("update_status", (yield call("update_status", name, "stopped")), True)
    check("status is stopped", (yield call("get_service_status", name)), 0)
    check("update_status by number", (yield call("update_status", name, 1)), True)
    check("resolve", [i["port"] for i in (yield call("resolve", name))], [9004])
    check("get_reg_count", (yield call("get_reg_count")) > 0, True)
    check("get_all_service_details", json.loads((yield call("get_all_service_details")))[str(id)]["name"], name)
    yield check_fault("bad port", -32602, call("register", name, "127.0.0.1", 70000))
    yield check_fault("unknown method", -32601, call("no_such_method"))
    check("unknown service", (yield call("get_service_details", "unknown-" + name)), False)
    # Many calls in flight at once, each on a connection of its own.
    statuses = yield defer.gatherResults([call("get_service_status", name) for _ in range(50)])
    check("50 calls at once", statuses, [1] * 50)
    answers = yield call("system.multicall", [
        {"methodName": "get_service_status", "params": [name]},
        {"methodName": "no_such_method", "params": []},
    ])
    check("multicall", answers[0], [1])
    check("multicall, fault", answers[1]["faultCode"], -32601)
    check("unregister", (yield call("unregister", name)), True)
    check("unregister again", (yield call("unregister", name)), False)


task.react(script)
