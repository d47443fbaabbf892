using Akka.Actor;
using Akka.Remote;
using MicroReg.Domain.Nodes;

namespace MicroReg.Actors.Replication;

/// <summary>
/// The ways to the replication actors of other nodes. A node that was heard is reached by its own reference, which costs
/// half of a selection by path; one that was not, by path.
/// </summary>
internal sealed class PeerRefs(IActorContext context)
{
    private readonly Dictionary<string, IActorRef> _heard = new(StringComparer.Ordinal);
    private readonly string _protocol = ((ExtendedActorSystem)context.System).Provider.DefaultAddress.Protocol;

    public static string AddressOf(IActorRef peer) =>
        peer.Path.Address is { Host: { } host, Port: { } port } ? NodeAddress.Of(host, port) : "";

    public void Heard(string address, IActorRef peer) => _heard[address] = peer;

    /// <summary>
    /// Gives up the connection to a node, so that a fresh one is made. Akka calls it a quarantine, but without the run of the
    /// other node it closes nothing for good. Where two nodes dial each other at once Akka may keep a connection that
    /// is alive and that nobody reads; no detector notices that.
    /// </summary>
    public void Redial(string address)
    {
        if (((ExtendedActorSystem)context.System).Provider is IRemoteActorRefProvider provider
            && NodeAddress.TryParse(address, out var host, out var port))
            provider.Quarantine(provider.DefaultAddress.WithHost(host).WithPort(port), uid: null);
    }

    public ICanTell To(string address) => _heard.TryGetValue(address, out var peer)
        ? peer
        : context.ActorSelection($"{_protocol}://{context.System.Name}@{address}/user/{ReplicationActor.Name}");
}
