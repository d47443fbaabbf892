"""The way ROS's Python tools call their master, with the node's URL in the place of the master's."""
import os
import sys
from xmlrpc.client import Fault

from rosgraph.rosenv import get_master_uri
import rosgraph.masterapi

os.environ["ROS_MASTER_URI"] = sys.argv[1]
name = "client-rosgraph-%d" % os.getpid()


def check(what, got, want):
    if got != want or type(got) is not type(want):
        sys.exit("FAILED %s: got %r, want %r" % (what, got, want))
    print("ok " + what)


registry = rosgraph.masterapi.Master("/microreg_client", get_master_uri()).handle
id = registry.register(name, "127.0.0.1", 9003, "running", {"metadata": {"text": "ünïcødé 服务 🚀"}})
check("register gives an int", type(id) is int and id > 0, True)
check("register again", registry.register(name, "127.0.0.1", 9003, "running", {"metadata": {"text": "ünïcødé 服务 🚀"}}), id)
check("get_service_details", registry.get_service_details(name), ["127.0.0.1", 9003])
check("metadata", registry.get_service(name)["instances"][0]["metadata"]["text"], "ünïcødé 服务 🚀")
check("update_status", registry.update_status(name, "stopped"), True)
check("get_service_status", registry.get_service_status(name), 0)
try:
    registry.getPid("/microreg_client")
    sys.exit("FAILED unknown method: no fault")
except Fault as fault:
    check("unknown method", fault.faultCode, -32601)
# To ROS's own tools a node is no ROS master; they see that from a fault, not from a broken connection.
check("is no ROS master", rosgraph.masterapi.Master("/microreg_client").is_online(), False)
check("unregister on the connection that had the faults", registry.unregister(name), True)
check("unregister again", registry.unregister(name), False)
