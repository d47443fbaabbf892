using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Nodes;
using MicroReg.Hosting;

namespace MicroReg.Testing.Nodes;

/// <summary>Another member of a node's Akka cluster, with nothing in it.</summary>
public sealed class ClusterPeer : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("microreg", ConfigurationFactory
        .ParseString("""
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            akka.stdout-loglevel = OFF
            akka.loggers = []
            """)
        .WithFallback(ShippedSettings.Reference));

    public Cluster Cluster => Cluster.Get(_system);

    public string Address => NodeAddress.Of(Cluster.SelfAddress.Host, Cluster.SelfAddress.Port!.Value);

    /// <summary>Joins the cluster of a node and waits until it is a member.</summary>
    public static async Task<ClusterPeer> JoinAsync(string node)
    {
        var peer = new ClusterPeer();
        await peer.Cluster.JoinAsync(peer.AddressOf(node)).Soon();
        return peer;
    }

    /// <summary>Takes a node out of the cluster.</summary>
    public void Down(string node) => Cluster.Down(AddressOf(node));

    /// <summary>Tells of a member that is gone, with what it was before that.</summary>
    public void OnRemoved(Action<MemberStatus> tell) => _system.ActorOf(Props.Create(() => new Watcher(tell)));

    /// <summary>Ends without a goodbye, as a killed process does.</summary>
    public async Task DieAsync() =>
        await CoordinatedShutdown.Get(_system).Run(EndReason.Replaced, CoordinatedShutdown.PhaseActorSystemTerminate).Soon();

    public async ValueTask DisposeAsync() => await DieAsync();

    private Address AddressOf(string node)
    {
        return NodeAddress.TryParse(node, out var host, out var port)
            ? Cluster.SelfAddress.WithHost(host).WithPort(port)
            : throw new ArgumentException($"{node} is not host:port", nameof(node));
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(Action<MemberStatus> tell)
        {
            Receive<ClusterEvent.MemberRemoved>(removed => tell(removed.PreviousStatus));
            Cluster.Get(Context.System)
                .Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        }
    }
}
