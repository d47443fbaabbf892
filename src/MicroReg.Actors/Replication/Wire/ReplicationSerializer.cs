using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using MicroReg.Domain.Replication;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// Turns every <see cref="ReplicationMessage"/> into bytes and back: a closed set, named by manifests of two characters,
/// the second of which is the version of the format. Bytes that are no message give a <see cref="SerializationException"/>
/// and nothing else; Akka.Remote then logs a warning, drops the message and keeps the connection.
/// </summary>
/// <param name="system">The actor system that it serves.</param>
internal sealed class ReplicationSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The number that stands for this serializer on the wire.</summary>
    public const int FixedIdentifier = 5201;

    private const string HelloManifest = "H1";
    private const string PushManifest = "P1";
    private const string AcknowledgementManifest = "A1";
    private const string RequestManifest = "R1";
    private const string PageManifest = "C1";
    private const string OfferManifest = "D1";
    private const string OutlineManifest = "O1";
    private const string RepairManifest = "F1";

    /// <summary>
    /// One push goes to every peer, and its writers encode at times of their own: the slow ones find it here, for as
    /// long as somebody keeps the message for sending it again, and not longer.
    /// </summary>
    private readonly ConditionalWeakTable<ReplicationMessage, byte[]> _encoded = [];

    /// <inheritdoc />
    public override int Identifier => FixedIdentifier;

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a replication message.</exception>
    public override string Manifest(object o) => o switch
    {
        Hello => HelloManifest,
        Push => PushManifest,
        PushAcknowledgement => AcknowledgementManifest,
        CatchUpRequest => RequestManifest,
        CatchUpPage => PageManifest,
        DigestOffer => OfferManifest,
        BucketOutline => OutlineManifest,
        Repair => RepairManifest,
        _ => throw Unknown(o),
    };

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a replication message.</exception>
    public override byte[] ToBinary(object obj) =>
        obj is Push or CatchUpPage ? _encoded.GetValue((ReplicationMessage)obj, Encode) : Encode(obj);

    /// <inheritdoc />
    /// <exception cref="SerializationException">The manifest is unknown, or the bytes are not what it promises.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                HelloManifest => Proto.Hello.Parser.ParseFrom(bytes).Read(),
                PushManifest => Proto.Push.Parser.ParseFrom(bytes).Read(),
                AcknowledgementManifest => Proto.PushAcknowledgement.Parser.ParseFrom(bytes).Read(),
                RequestManifest => Proto.CatchUpRequest.Parser.ParseFrom(bytes).Read(),
                PageManifest => Proto.CatchUpPage.Parser.ParseFrom(bytes).Read(),
                OfferManifest => Proto.DigestOffer.Parser.ParseFrom(bytes).Read(),
                OutlineManifest => Proto.BucketOutline.Parser.ParseFrom(bytes).Read(),
                RepairManifest => Proto.Repair.Parser.ParseFrom(bytes).Read(),
                _ => throw new SerializationException($"No replication message has the manifest '{manifest}'."),
            };
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or IllegalFieldException)
        {
            throw new SerializationException($"A replication message with the manifest '{manifest}' is refused: {broken.Message}", broken);
        }
    }

    private static byte[] Encode(object message) => (message switch
    {
        Hello hello => hello.ToWire(),
        Push push => push.ToWire(),
        PushAcknowledgement acknowledgement => acknowledgement.ToWire(),
        CatchUpRequest request => request.ToWire(),
        CatchUpPage page => page.ToWire(),
        DigestOffer offer => offer.ToWire(),
        BucketOutline outline => outline.ToWire(),
        Repair repair => repair.ToWire(),
        _ => throw Unknown(message),
    }).ToByteArray();

    private static SerializationException Unknown(object message) => new($"{message.GetType()} is no replication message.");
}
