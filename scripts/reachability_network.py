"""A network of three nodes on this machine, for reachability.py: a namespace for each, joined by a switch that loses what it is told to."""
import os
import subprocess

NODES = (1, 2, 3)
PREFIX = f"reach-{os.getpid()}"
RULES = """
table bridge reach {
  set cut { type ipv4_addr . ipv4_addr; }
  chain forward { type filter hook forward priority 0; ip saddr . ip daddr @cut drop; }
}
"""


def address(number):
    return f"10.78.0.{number}"


def run(command, given=None):
    subprocess.run(command.split(), input=given, text=True, check=True, stdout=subprocess.DEVNULL)


def inside(name, command, given=None):
    run(f"ip netns exec {PREFIX}-{name} {command}", given)


class Network:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        left = subprocess.run(["ip", "netns", "list"], text=True, check=True, capture_output=True).stdout.split()
        for name in left:
            if name.startswith(f"{PREFIX}-"):
                run(f"ip netns delete {name}")

    @staticmethod
    def build():
        run(f"ip netns add {PREFIX}-switch")
        inside("switch", "ip link add cluster type bridge")
        inside("switch", "ip link set cluster up")
        inside("switch", "nft -f -", RULES)
        for number in NODES:
            run(f"ip netns add {PREFIX}-{number}")
            inside(number, "ip link set lo up")
            inside("switch", f"ip link add node{number} type veth peer name cluster netns {PREFIX}-{number}")
            inside("switch", f"ip link set node{number} master cluster up")
            inside(number, f"ip address add {address(number)}/24 dev cluster")
            inside(number, "ip link set cluster up")

    @staticmethod
    def cut(pairs):
        elements = ", ".join(f"{address(sender)} . {address(receiver)}" for sender, receiver in pairs)
        inside("switch", "nft -f -", f"add element bridge reach cut {{ {elements} }}")

    @staticmethod
    def heal():
        inside("switch", "nft flush set bridge reach cut")
