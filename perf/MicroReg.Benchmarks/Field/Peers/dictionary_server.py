"""A registry as one writes it with the standard library: a dictionary behind SimpleXMLRPCServer, as it is shipped."""
import sys
from xmlrpc.server import SimpleXMLRPCServer

services = {}


def register(name, host, port, status, options):
    services.setdefault(name, {})[host, port] = {"status": status, "options": options}
    return True


def get_service_details(name):
    instances = services.get(name)
    if not instances:
        return False
    for address, instance in instances.items():
        if instance["status"] == 1:
            return address
    return next(iter(instances))


def update_status(name, status, host, port):
    instance = services.get(name, {}).get((host, port))
    if instance is None:
        return False
    instance["status"] = status
    return True


def unregister(name):
    return services.pop(name, None) is not None


def get_reg_count():
    return sum(len(instances) for instances in services.values())


server = SimpleXMLRPCServer(("127.0.0.1", int(sys.argv[1])), logRequests=False)
server.register_multicall_functions()
for function in (register, get_service_details, update_status, unregister, get_reg_count):
    server.register_function(function)
print("dictionary server ready", flush=True)
server.serve_forever()
