using MicroReg.Domain.Registry;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>The methods about the life of an instance: their names, what they take and what they answer.</summary>
internal static class LifeMethods
{
    public static IEnumerable<XmlRpcMethod> Of(IRegistry registry) =>
    [
        new(
            "heartbeat",
            "Says that an instance is alive, at any node. Parameters: name, host, port. Returns true, or false if this node knows no such instance: then register it again. An instance that was registered with a ttl must beat at least that often, best every third of it, or it is failing; the next beat takes that back. For one without a ttl it only tells whether it is registered.",
            Signatures.Of("boolean string string int"),
            (arguments, _) => Living.Heartbeat(registry, arguments)),
        new(
            "drain",
            "Takes an instance out of use: it is draining from now on, which subscribers are told, and is unregistered after a time, unless it is registered again or another status is reported before. Parameters: name, host, port, optionally seconds (1 to 86400, default 30). Returns true, or false if nothing of that name is registered there.",
            Signatures.Of("boolean string string int", "boolean string string int int"),
            (arguments, cancellation) => Living.DrainAsync(registry, arguments, cancellation)),
        new(
            "release_holds",
            "Lets go, at every node that is reachable, the instances that are held because too many failed at once (cluster_status tells which and why): what failed is failing from now on, and for five minutes nothing is held. Returns how many this node held.",
            Signatures.Of("int"),
            (arguments, cancellation) => Living.ReleaseSelfPreservationAsync(registry, arguments, cancellation)),
    ];
}
