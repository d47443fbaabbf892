using Akka.Actor;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Replication;

/// <summary>
/// The ways to the replication actors of other nodes. A node that was heard is reached by its own reference, which costs
/// half of a selection by path; one that was not, by path.
/// </summary>
internal sealed class PeerRefs(IActorContext context)
{
    private readonly Dictionary<string, IActorRef> _heard = new(StringComparer.Ordinal);
    private readonly string _protocol = ((ExtendedActorSystem)context.System).Provider.DefaultAddress.Protocol;

    public static string AddressOf(IActorRef peer) => peer.Path.Address is { Host: { } host, Port: { } port } ? NodeAddress.Of(host, port) : "";

    public void Heard(string address, IActorRef peer) => _heard[address] = peer;

    public ICanTell To(string address) => _heard.TryGetValue(address, out var peer)
        ? peer
        : context.ActorSelection($"{_protocol}://{context.System.Name}@{address}/user/{ReplicationActor.Name}");
}
