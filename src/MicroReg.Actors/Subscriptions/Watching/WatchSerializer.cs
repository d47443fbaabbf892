using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using MicroReg.Actors.Replication.Wire;
using Proto = MicroReg.Actors.Subscriptions.Watching.V1;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>
/// Turns every <see cref="IWatchMessage"/> into bytes and back: a closed set, named by manifests of two characters, the second
/// of which is the version of the format. Bytes that are no message give a <see cref="SerializationException"/>.
/// </summary>
/// <param name="system">The actor system that it serves.</param>
internal sealed class WatchSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The number that stands for this serializer on the wire.</summary>
    public const int FixedIdentifier = 5202;

    private const string WatchManifest = "W1";
    private const string PageManifest = "P1";
    private const string TakenManifest = "T1";
    private const string UnwatchManifest = "U1";

    /// <inheritdoc />
    public override int Identifier => FixedIdentifier;

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a watch message.</exception>
    public override string Manifest(object o) => o switch
    {
        WatchStatus => WatchManifest,
        StatusPage => PageManifest,
        StatusPageTaken => TakenManifest,
        UnwatchStatus => UnwatchManifest,
        _ => throw Unknown(o),
    };

    /// <inheritdoc />
    /// <exception cref="SerializationException">The object is not a watch message.</exception>
    public override byte[] ToBinary(object obj) => (obj switch
    {
        WatchStatus watch => watch.ToWire(),
        StatusPage page => page.ToWire(),
        StatusPageTaken => new Proto.StatusPageTaken(),
        UnwatchStatus => new Proto.UnwatchStatus(),
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
                WatchManifest => Proto.WatchStatus.Parser.ParseFrom(bytes).Read(),
                PageManifest => Proto.StatusPage.Parser.ParseFrom(bytes).Read(),
                TakenManifest => StatusPageTaken.Instance,
                UnwatchManifest => UnwatchStatus.Instance,
                _ => throw new SerializationException($"No message of watching has the manifest '{manifest}'."),
            };
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or IllegalFieldException)
        {
            throw new SerializationException($"A message of watching with the manifest '{manifest}' is refused: {broken.Message}", broken);
        }
    }

    private static SerializationException Unknown(object message) => new($"{message.GetType()} is no message of watching.");
}
