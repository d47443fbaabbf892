using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>How everybody runs, how it is measured, and what cannot be compared.</summary>
internal static class MethodSection
{
    public static void Write(Report report, FieldFigures figures)
    {
        report.Heading("Method");
        report.Line("- Everything on 127.0.0.1 of one machine: the servers, and the client that calls them, share its cores. So a rate "
            + "says how much both cost together; the server's CPU for an operation says what the server costs alone. CPU time is read "
            + "from the kernel's clock of each process, in nanoseconds.");
        report.Line("- A closed loop: 64 calls outstanding, one on each of 64 connections, but where said otherwise below. p50 and p99 "
            + "are those of a call under that load; a client that calls alone waits less.");
        report.Line("- Per operation one round that is not counted, then the counted rounds. What a round registers is taken back after "
            + "it, uncounted. Wrong answers are errors of the run.");
        report.Line("- The record is the same everywhere, about 260 bytes: name, address, status, metadata, tags, zone, weight. Ten "
            + "instances to a service.");
        report.Line(
            "- With several servers, the CPU is that of all of them; a registration in MicroReg is counted until every node holds it.");
        report.Line(
            "- How soon a change reaches those who watch is measured by `scripts/bench.sh --events`, beside etcd's and ZooKeeper's watch.");
        report.Heading("Settings of the contenders");
        report.Line($"- **MicroReg** on Akka.NET {Version(figures, "Akka.NET")}: as shipped (writes are answered from SQLite's "
            + "write-ahead log, which is not synced for each group of writes), and once with `microreg.storage.fsync=always`. Several "
            + "nodes: a write is answered when a majority has it on its disk, `strict`. Called over XML-RPC, HTTP/1.1, connections kept.");
        report.Line(
            $"- **etcd** {Version(figures, "etcd")}, Debian's package, as shipped: its log is synced for each group of puts. Through its "
                + "HTTP gateway (JSON, base64), and over gRPC on 64 connections by a client that only numbers ready frames: a usual gRPC "
                + "client costs more than the server and would be what is measured. Before its lookups and heartbeats a lease is "
                + "granted, which frees a buffer that etcd 3.4 would otherwise copy for each read: without that it answered a third of "
                + "the lookups and a fifth of the heartbeats here. Reads are linearizable as by default; *serializable reads* answer "
                + "from what the called server has, as MicroReg and ZooKeeper do.");
        report.Line($"- **ZooKeeper** {Version(figures, "ZooKeeper")}, Debian's package and configuration (tick 2 s, log synced for each "
            + $"group of writes, heap of 1,000 MiB, no admin server); its own Java client, asynchronous, 64 calls outstanding over 8 "
            + $"sessions (a server takes 60 connections from one address). {Version(figures, "Java")}.");
        report.Line($"- **Python dictionary** ({Version(figures, "Python")}): SimpleXMLRPCServer of the standard library, as shipped: "
            + "HTTP/1.0, a connection for each call, one call at a time. 4 connections, because its queue has room for 5.");
        report.Line($"- **rosmaster** {Version(figures, "rosmaster")}: Debian's python3-rosmaster, as shipped, with its log of "
            + "registrations; connections kept, a thread for each.");
        report.Line("- **Floors**: a Kestrel endpoint that reads the same body and writes a fixed answer as long as a lookup's; an "
            + "Akka.Cluster node with MicroReg's settings and nothing in it.");
        report.Heading("What cannot be compared");
        report.Line("- The Python dictionary and rosmaster keep nothing on disk: a restart loses everything. etcd and ZooKeeper sync "
            + "their disks and MicroReg as shipped does not: after a power cut they have what they answered, MicroReg has it with "
            + "`fsync=always`, which is why that is shown, too.");
        report.Line("- A lookup in MicroReg chooses one of a service's instances, running ones first, in turn; etcd, ZooKeeper and "
            + "rosmaster are asked for one key that the client already knows, which is less work.");
        report.Line("- Reads of three servers: MicroReg, ZooKeeper and etcd's serializable reads answer from the called server and may "
            + "be behind; etcd's default reads are linearizable and ask the leader.");
        report.Line("- MicroReg has no leader: with a majority reachable every node takes writes, and concurrent writes of one record "
            + "are merged, not ordered. etcd and ZooKeeper order all writes.");
        report.Line(
            "- Heartbeats: MicroReg's names an instance and renews its lease on its owner node; the first beat of an instance, which "
                + "also writes that it is passing, is done before (of a million only for 100,000). etcd's renews one of 1,000 leases (on "
                + "one stream over gRPC, as a call through the gateway) and goes to the leader; nothing is attached to these leases. "
                + "ZooKeeper's sessions beat by themselves, one for all that a client registered; the dictionary and rosmaster have no "
                + "leases: what dies stays registered.");
        report.Line("- An update changes the status of an instance in MicroReg and in the dictionary, and writes the whole value anew in "
            + "etcd and ZooKeeper. rosmaster has no status, so no updates.");
        report.Line("- rosmaster's record is a name and an address, without metadata.");
    }

    private static string Version(FieldFigures figures, string contender) => figures.Versions.GetValueOrDefault(contender, "");
}
