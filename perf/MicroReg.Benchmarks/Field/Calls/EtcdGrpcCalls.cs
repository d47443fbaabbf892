using Etcdserverpb;
using Google.Protobuf;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Load.Grpc;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>etcd over gRPC: what it is made for.</summary>
internal static class EtcdGrpcCalls
{
    private static readonly AnswerCheck HasRevision = new(ReadOnlyMemory<byte>.Empty)
    {
        IsHttp = false,
        LeastBytes = GrpcRequest.MessagePrefix + 1
    };
    private static readonly AnswerCheck HasRecord = new("127.0.0.1"u8.ToArray()) { IsHttp = false };

    /// <summary>With reads as they are by default: linearizable.</summary>
    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } = With(serializable: false);

    /// <summary>With reads from what the called server has, as those of MicroReg and ZooKeeper are.</summary>
    public static IReadOnlyDictionary<Operation, PeerCall> Serializable { get; } = With(serializable: true);

    private static Dictionary<Operation, PeerCall> With(bool serializable) => new()
    {
        [Operation.Register] = Call(
            "/etcdserverpb.KV/Put", Put(EtcdText.NewKey, EtcdText.NewValue), [.. EtcdText.NewFields, .. EtcdText.NewValueFields],
            HasRevision),
        [Operation.Lookup] = Call(
            "/etcdserverpb.KV/Range", new RangeRequest { Key = Text(EtcdText.StoredKey), Serializable = serializable }, EtcdText.KeyFields,
            HasRecord),
        [Operation.Update] = Call(
            "/etcdserverpb.KV/Put", Put(EtcdText.StoredKey, EtcdText.StoredValue), [.. EtcdText.KeyFields, .. EtcdText.ValueFields],
            HasRevision),
        [Operation.Heartbeat] = new(() => new EtcdLeaseTemplate(), EtcdLeaseTemplate.Check) { OpenAsync = GrpcConnection.OpenStreamAsync },
    };

    private static PutRequest Put(string key, string value) => new() { Key = Text(key), Value = Text(value) };

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    private static PeerCall Call(string path, IMessage message, NumberField[] fields, AnswerCheck check)
    {
        var frames = GrpcRequest.Frames(path, message.ToByteArray());
        return new PeerCall(() => new DigitTemplate(frames, fields), check) { OpenAsync = GrpcConnection.OpenAsync };
    }
}
