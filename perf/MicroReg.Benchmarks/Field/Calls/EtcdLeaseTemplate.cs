using Etcdserverpb;
using Google.Protobuf;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Load.Grpc;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>Keeps a lease alive over gRPC: its id is the message's last field, a number of five bytes in base 128.</summary>
internal sealed class EtcdLeaseTemplate : ICallTemplate
{
    private const int IdBytes = 5;
    private const int BitsPerByte = 7;
    private readonly byte[] _frames = GrpcRequest.Frames(
        "/etcdserverpb.Lease/LeaseKeepAlive", new LeaseKeepAliveRequest { ID = EtcdLeases.First }.ToByteArray());

    /// <summary>The answer's third field is the time that is left: a lease that is gone has none.</summary>
    public static AnswerCheck Check { get; } = new(new LeaseKeepAliveResponse { TTL = EtcdLeases.SecondsToLive }.ToByteArray())
    {
        IsHttp = false
    };

    public ReadOnlyMemory<byte> Fill(long number)
    {
        var id = EtcdLeases.First + (number / 2 % EtcdLeases.Count);
        for (var i = _frames.Length - IdBytes; i < _frames.Length; i++, id >>= BitsPerByte)
            _frames[i] = (byte)((id & 0x7f) | (i < _frames.Length - 1 ? 0x80u : 0u));
        return _frames;
    }
}
