using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// Stands in the place of the serializers that make whatever type a sender names. Forbidding unregistered types alone
/// closes only the way out: a receiver finds the serializer by its number in the message. With this class registered
/// under the names of json, proto and daemon-create, their numbers belong to nobody.
/// </summary>
internal sealed class RefusingSerializer : SerializerWithStringManifest
{
    /// <summary>Creates it.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Creates it for a name that has settings; they mean nothing here.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : this(system) => _ = settings;

    /// <summary>A number of its own, so that the numbers of those that it replaces are unknown.</summary>
    public override int Identifier => 5200;

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always.</exception>
    public override string Manifest(object o) => throw Refused();

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj) => throw Refused();

    /// <inheritdoc />
    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => throw Refused();

    private static SerializationException Refused() => new("Nodes exchange only messages of registered types.");
}
