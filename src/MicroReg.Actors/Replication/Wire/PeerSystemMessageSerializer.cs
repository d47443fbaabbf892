using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// What nodes need of Akka's system messages: those of watching. The others create, suspend and stop actors, which is
/// for their parents to do, and all parents are local.
/// </summary>
/// <param name="system">The actor system that it serves.</param>
internal sealed class PeerSystemMessageSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private readonly SystemMessageSerializer _akka = new(system);

    /// <summary>That of Akka's serializer, which this one replaces.</summary>
    public override int Identifier => 22;

    /// <inheritdoc />
    public override bool IncludeManifest => true;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => _akka.ToBinary(obj);

    /// <inheritdoc />
    /// <exception cref="SerializationException">The message is not one of watching.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        type == typeof(Watch) || type == typeof(Unwatch) || type == typeof(DeathWatchNotification)
            ? _akka.FromBinary(bytes, type)
            : throw new SerializationException($"Nodes don't take the system message '{type}' from each other.");
}
