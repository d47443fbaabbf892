#!/usr/bin/env -S python3 -B
"""Measures how soon, and how often wrongly, three nodes call each other unreachable: Akka.Cluster beside the replication layer.

usage: scripts/reachability.py CASE [--times N] [--set PATH=VALUE]...

  kill            kill -9 of one node after the other; then its return
  stop            SIGSTOP until both have noticed; then SIGCONT
  pause SECONDS   SIGSTOP for so long: nobody should notice
  quiet SECONDS   nothing happens; --loops N: beside so many busy loops
  cuts            packets are lost between some of the nodes

Both views come from the same answers of GET /api/cluster (members[].reachable, peers[].reachable), read 20 times a second. So both saw
the same minutes. The nodes live in network namespaces without a way out, which needs root. They run from artifacts/node
(scripts/publish-node.sh). Times are seconds: median and greatest.
"""
import argparse
import ctypes
import http.client
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from reachability_network import NODES, PREFIX, Network, address

VIEWS = {"akka": "members", "replication": "peers"}
PROGRAM = pathlib.Path(__file__).parent.parent / "artifacts/node/microreg-node.dll"
CUTS = {
    "one way: 1 to 2": [(1, 2)],
    "one pair: 1 and 2": [(1, 2), (2, 1)],
    "1 is not heard": [(1, 2), (1, 3)],
    "1 hears nobody": [(2, 1), (3, 1)],
    "1 is alone": [(1, 2), (1, 3), (2, 1), (3, 1)],
}


class Watch:
    """Who calls whom reachable, and when that changed."""

    def __init__(self):
        self.now, self.changes, self.lock = {}, [], threading.Lock()

    def note(self, observer, view, other, reachable):
        key = (view, observer, other)
        with self.lock:
            if self.now.get(key) != reachable:
                self.changes.append((time.monotonic(), key, self.now.get(key), reachable))
                self.now[key] = reachable

    def mark(self):
        with self.lock:
            return len(self.changes)

    def losses(self, since, view, keys=lambda observer, other: True):
        """The times at which somebody who was reachable was no more."""
        with self.lock:
            return [at for at, (seen, observer, other), before, after in self.changes[since:]
                    if seen == view and before and not after and keys(observer, other)]

    def until(self, wanted, since, patience=60):
        """Waits until each of these is so; the seconds that each took."""
        ends = time.monotonic() + patience
        took = {}
        while len(took) < len(wanted) and time.monotonic() < ends:
            with self.lock:
                for key, reachable in wanted.items():
                    if key not in took and self.now.get(key) == reachable:
                        took[key] = max([at for at, changed, *_ in self.changes if changed == key], default=since) - since
            time.sleep(0.02)
        return {key: took.get(key, float("inf")) for key in wanted}


class Node:
    def __init__(self, number, directory, settings, watch):
        self.number, self.directory, self.settings, self.watch = number, directory / str(number), settings, watch
        self.process, self.ends = None, threading.Event()
        self.directory.mkdir()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def start(self):
        arguments = [item for number in NODES for item in ("--seed", f"{address(number)}:4053")]
        arguments += [item for setting in self.settings for item in ("--set", setting)]
        with open(self.directory / "ready", "w") as ready, open(self.directory / "log", "a") as log:
            self.process = subprocess.Popen(
                ["ip", "netns", "exec", f"{PREFIX}-{self.number}", "dotnet", PROGRAM, "--bind", address(self.number), "--http-port", "8000",
                 "--remote-port", "4053", "--node-name", f"node-{self.number}", "--data-dir", self.directory / "data", *arguments],
                stdout=ready, stderr=log, env={**os.environ, "DOTNET_GCgen0size": "400000"})

    def signal(self, number):
        self.process.send_signal(number)
        if number == signal.SIGKILL:
            self.process.wait()

    def until_ready(self, patience=60):
        ends = time.monotonic() + patience
        while " ready: " not in (self.directory / "ready").read_text():
            if time.monotonic() > ends:
                sys.exit(f"node {self.number} did not get ready: {(self.directory / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def read(self):
        with open(f"/run/netns/{PREFIX}-{self.number}") as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), 0x40000000) != 0:
                raise OSError(ctypes.get_errno(), "setns")
        connection = None
        while not self.ends.wait(0.05):
            try:
                connection = connection or http.client.HTTPConnection(address(self.number), 8000, timeout=5)
                connection.request("GET", "/api/cluster")
                document = json.load(connection.getresponse())
            except (OSError, http.client.HTTPException, ValueError):
                connection = None
                continue
            for view, list_name in VIEWS.items():
                reached = {one["address"] for one in document[list_name] if one["reachable"]}
                for other in NODES:
                    if other != self.number:
                        self.watch.note(self.number, view, other, f"{address(other)}:4053" in reached)


class Trial:
    def __init__(self, nodes, watch):
        self.nodes, self.watch = nodes, watch

    @staticmethod
    def keys(view, pairs):
        return [(view, observer, other) for observer, other in pairs]

    def of(self, victim):
        return [(other, victim) for other in NODES if other != victim]

    def all_keys(self, view):
        return self.keys(view, [(one, other) for one in NODES for other in NODES if one != other])

    def settle(self, seconds):
        for view in VIEWS:
            for key, took in self.watch.until({key: True for key in self.all_keys(view)}, time.monotonic()).items():
                if took == float("inf"):
                    sys.exit(f"{key} did not become reachable")
        time.sleep(seconds)

    def rounds(self, times):
        for turn in range(times):
            # Not in step with heartbeats: another part of a second each time.
            self.settle(5 + turn * 0.37 % 1)
            yield self.nodes[NODES[turn % len(NODES)]]

    def noticed(self, victim, since):
        wanted = {key: False for view in VIEWS for key in self.keys(view, self.of(victim.number))}
        return self.watch.until(wanted, since)

    def kill(self, times):
        lost, back, ready = {view: [] for view in VIEWS}, {view: [] for view in VIEWS}, []
        for victim in self.rounds(times):
            since = time.monotonic()
            victim.signal(signal.SIGKILL)
            for key, took in self.noticed(victim, since).items():
                lost[key[0]].append(took)
            # The view of the killed run is nobody's.
            with self.watch.lock:
                for key in [key for key in self.watch.now if key[1] == victim.number]:
                    del self.watch.now[key]
            since = time.monotonic()
            victim.start()
            victim.until_ready()
            ready.append(time.monotonic() - since)
            for view in VIEWS:
                back[view].append(max(self.watch.until({key: True for key in self.all_keys(view)}, since).values()))
        print("ready after the start", told(ready))
        for view in VIEWS:
            print(f"{view}: unreachable after kill -9 {told(lost[view])}; all reachable after the start {told(back[view])}")

    def stop(self, times):
        lost, back, doubts = {view: [] for view in VIEWS}, {view: [] for view in VIEWS}, dict.fromkeys(VIEWS, 0)
        for victim in self.rounds(times):
            since = time.monotonic()
            victim.signal(signal.SIGSTOP)
            for key, took in self.noticed(victim, since).items():
                lost[key[0]].append(took)
            mark, since = self.watch.mark(), time.monotonic()
            victim.signal(signal.SIGCONT)
            time.sleep(0.5)
            for view in VIEWS:
                back[view].append(max(self.watch.until({key: True for key in self.all_keys(view)}, since).values()))
            time.sleep(3)
            for view in VIEWS:
                doubts[view] += bool(self.watch.losses(mark, view, lambda observer, _: observer == victim.number))
        for view in VIEWS:
            print(f"{view}: unreachable after SIGSTOP {told(lost[view])}; all reachable after SIGCONT {told(back[view])};"
                  f" the stopped node called others unreachable in {doubts[view]} of {times}")

    def pause(self, times, seconds):
        wrong, own = dict.fromkeys(VIEWS, 0), dict.fromkeys(VIEWS, 0)
        for victim in self.rounds(times):
            mark = self.watch.mark()
            victim.signal(signal.SIGSTOP)
            time.sleep(seconds)
            victim.signal(signal.SIGCONT)
            time.sleep(5)
            for view in VIEWS:
                wrong[view] += bool(self.watch.losses(mark, view, lambda _, other: other == victim.number))
                own[view] += bool(self.watch.losses(mark, view, lambda observer, _: observer == victim.number))
        for view in VIEWS:
            print(f"{view}: after a pause of {seconds} s called unreachable in {wrong[view]} of {times},"
                  f" called others unreachable in {own[view]} of {times}")

    def quiet(self, seconds, loops):
        self.settle(8)
        mark = self.watch.mark()
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(loops)]
        time.sleep(seconds)
        for process in busy:
            process.kill()
            process.wait()
        for view in VIEWS:
            print(f"{view}: {len(self.watch.losses(mark, view))} times unreachable in {seconds} s beside {loops} busy loops")

    def cuts(self, seconds=25):
        for name, pairs in CUTS.items():
            self.settle(8)
            mark, since = self.watch.mark(), time.monotonic()
            Network.cut(pairs)
            time.sleep(seconds)
            with self.watch.lock:
                seen = dict(self.watch.now)
            for view in VIEWS:
                first = min(self.watch.losses(mark, view), default=float("inf")) - since
                reached = {one: [other for other in NODES if other != one and seen[view, one, other]] for one in NODES}
                judged = "; ".join(f"node {one} reaches {others}" for one, others in reached.items())
                print(f"{name}: {view}: first after {first:.1f} s; after {seconds} s {judged}")
            since = time.monotonic()
            Network.heal()
            for view in VIEWS:
                took = max(self.watch.until({key: True for key in self.all_keys(view)}, since, 120).values())
                print(f"{name}: {view}: all reachable {took:.1f} s after the heal")


def told(values):
    return f"{statistics.median(values):.1f} ({max(values):.1f}, n={len(values)})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=["kill", "stop", "pause", "quiet", "cuts"])
    parser.add_argument("seconds", nargs="?", type=float, default=60)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--loops", type=int, default=0)
    parser.add_argument("--set", action="append", default=[])
    given = parser.parse_args()
    directory, watch, nodes = pathlib.Path(tempfile.mkdtemp(prefix="reach.")), Watch(), {}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Network() as network:
        try:
            network.build()
            nodes |= {number: Node(number, directory, given.set, watch) for number in NODES}
            for node in nodes.values():
                node.start()
            for node in nodes.values():
                node.until_ready()
            trial = Trial(nodes, watch)
            arguments = {"pause": [given.times, given.seconds], "quiet": [given.seconds, given.loops], "cuts": []}
            getattr(trial, given.case)(*arguments.get(given.case, [given.times]))
        finally:
            for node in nodes.values():
                node.ends.set()
                node.reader.join()
                if node.process:
                    node.process.kill()
                    node.process.wait()
            shutil.rmtree(directory)


main()
