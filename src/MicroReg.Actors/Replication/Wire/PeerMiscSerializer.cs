using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// What nodes need of Akka's miscellaneous messages: to find an actor and to watch it. The rest of that serializer lets
/// any sender kill any actor of a node, and makes exceptions of whatever type their sender names.
/// </summary>
/// <param name="system">The actor system that it serves.</param>
internal sealed class PeerMiscSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly MiscMessageSerializer _akka = new(system);

    /// <summary>That of Akka's serializer, which this one replaces.</summary>
    public override int Identifier => 16;

    /// <inheritdoc />
    public override string Manifest(object o) => _akka.Manifest(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => _akka.ToBinary(obj);

    /// <inheritdoc />
    /// <exception cref="SerializationException">
    /// The manifest is none of Identify, ActorIdentity and the two heartbeats of watching.
    /// </exception>
    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest is "ID" or "AID" or "RWHB" or "RWHR"
            ? _akka.FromBinary(bytes, manifest)
            : throw new SerializationException($"Nodes don't take the message '{manifest}' from each other.");
}
