using System.Buffers.Binary;
using System.Text;

namespace MicroReg.Benchmarks.Load.Grpc;

/// <summary>
/// Builds the two frames of a gRPC call, ready to be sent but for the number of the stream. The headers are literals that
/// need no state on either side, so that a connection does nothing for a call but number it.
/// </summary>
internal static class GrpcRequest
{
    public const int FrameHeader = 9;
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    /// <summary>Before every message: whether it is compressed (0), and its length.</summary>
    public const int MessagePrefix = 5;

    /// <param name="path">Such as <c>/etcdserverpb.KV/Put</c>.</param>
    /// <param name="message">The message in protobuf.</param>
    public static byte[] Frames(string path, ReadOnlySpan<byte> message)
    {
        byte[] headers =
        [
            // From HPACK's static table: method POST, scheme http; names of path, authority and content type; "te" is not in it.
            0x83, 0x86, 0x04, .. Text(path),
            0x01, .. Text("127.0.0.1"), 0x0f, 0x10, .. Text("application/grpc"), 0x00, .. Text("te"), .. Text("trailers"),
        ];
        var prefixed = new byte[MessagePrefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(prefixed.AsSpan(1), message.Length);
        message.CopyTo(prefixed.AsSpan(MessagePrefix));
        return [.. Frame(Headers, EndHeaders, headers), .. Frame(Data, EndStream, prefixed)];
    }

    public static byte[] Frame(byte type, byte flags, ReadOnlySpan<byte> payload, int stream = 0)
    {
        var frame = new byte[FrameHeader + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(FrameHeader));
        return frame;
    }

    public static int LengthOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32BigEndian(frame) >> 8 & 0xffffff;

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
