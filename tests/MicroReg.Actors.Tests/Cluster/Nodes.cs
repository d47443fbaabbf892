using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Cluster;

/// <summary>Bare members of an Akka cluster on free loopback ports, configured as nodes are, but quicker to notice a death.</summary>
internal static class Nodes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Config Config(int port = 0) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}}, tcp-reuse-addr = off }
          cluster {
            downing-provider-class = "Akka.Cluster.NoDowning, Akka.Cluster"
            run-coordinated-shutdown-when-down = off
            retry-unsuccessful-join-after = 2s
            failure-detector.acceptable-heartbeat-pause = 500ms
          }
        }
        """);

    public static ActorSystem Start(int port = 0) => ActorSystem.Create("microreg", Config(port));

    public static Akka.Cluster.Cluster Cluster(this ActorSystem node) => Akka.Cluster.Cluster.Get(node);

    public static string Address(this ActorSystem node) =>
        NodeAddress.Of(node.Cluster().SelfAddress.Host, node.Cluster().SelfAddress.Port!.Value);

    public static Task JoinAsync(this ActorSystem node, ActorSystem other) =>
        node.Cluster().JoinAsync(other.Cluster().SelfAddress).WaitAsync(Patience);

    /// <summary>Ends without a goodbye, as a killed process does.</summary>
    public static Task DieAsync(this ActorSystem node) =>
        CoordinatedShutdown.Get(node).Run(EndReason.Replaced, CoordinatedShutdown.PhaseActorSystemTerminate).WaitAsync(Patience);

    public static Member? Find(this ActorSystem node, Address address) =>
        node.Cluster().State.Members.SingleOrDefault(member => member.Address == address);

    public static Hello Hello(string address, params string[] members) => new(
        $"id-{address}", address, address, new OriginId(7), 0, VersionVector.Empty, VersionVector.Empty, true, true, false,
        VersionVector.Empty, KnownNodes.None, [.. members], false);
}
