using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Health;
using Proto = MicroReg.Actors.Health.Wire.V1;

namespace MicroReg.Actors.Health.Wire;

/// <summary>
/// Turns every <see cref="HealthMessage"/> into bytes and back: a closed set, named by manifests of two characters, the second of
/// which is the version of the format. Bytes that are no message give a <see cref="SerializationException"/>.
/// </summary>
/// <param name="system">The actor system that it serves.</param>
internal sealed class HealthSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The number that stands for this serializer on the wire.</summary>
    public const int FixedIdentifier = 5203;

    private const string ForwardedManifest = "F1";
    private const string AskedManifest = "A1";
    private const string TakenManifest = "T1";
    private const string ProbeManifest = "P1";
    private const string OutcomeManifest = "O1";
    private const string ReleasedManifest = "R1";

    /// <inheritdoc />
    public override int Identifier => FixedIdentifier;

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a health message.</exception>
    public override string Manifest(object o) => o switch
    {
        HeartbeatsForwarded => ForwardedManifest,
        HeartbeatsRequested => AskedManifest,
        HeartbeatsReported => TakenManifest,
        ProbeRequested => ProbeManifest,
        ProbeReported => OutcomeManifest,
        SelfPreservationReleased => ReleasedManifest,
        _ => throw Unknown(o),
    };

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a health message.</exception>
    public override byte[] ToBinary(object obj) => (obj switch
    {
        HeartbeatsForwarded message => message.ToWire(),
        HeartbeatsRequested message => message.ToWire(),
        HeartbeatsReported message => message.ToWire(),
        ProbeRequested message => message.ToWire(),
        ProbeReported message => message.ToWire(),
        SelfPreservationReleased message => message.ToWire(),
        _ => throw Unknown(obj),
    }).ToByteArray();

    /// <inheritdoc />
    /// <exception cref="SerializationException">The manifest is unknown, or the bytes are not what it promises.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                ForwardedManifest => Proto.HeartbeatsForwarded.Parser.ParseFrom(bytes).Read(),
                AskedManifest => Proto.HeartbeatsRequested.Parser.ParseFrom(bytes).Read(),
                TakenManifest => Proto.HeartbeatsReported.Parser.ParseFrom(bytes).Read(),
                ProbeManifest => Proto.ProbeRequested.Parser.ParseFrom(bytes).Read(),
                OutcomeManifest => Proto.ProbeReported.Parser.ParseFrom(bytes).Read(),
                ReleasedManifest => Proto.SelfPreservationReleased.Parser.ParseFrom(bytes).Read(),
                _ => throw new SerializationException($"No message of health has the manifest '{manifest}'."),
            };
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or IllegalFieldException)
        {
            throw new SerializationException($"A message of health with the manifest '{manifest}' is refused: {broken.Message}", broken);
        }
    }

    private static SerializationException Unknown(object message) => new($"{message.GetType()} is no message of health.");
}
