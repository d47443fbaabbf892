using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Load.Grpc;

/// <summary>
/// One HTTP/2 connection to a gRPC server, with one call outstanding at a time: just enough of the protocol that the
/// generator costs as little as it does over HTTP/1. A usual client in .NET takes more processor time for a call than the
/// servers do, and on a shared machine would measure itself.
/// </summary>
internal sealed class GrpcConnection : ICallConnection
{
    private const byte ResetStream = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte WindowUpdate = 8;
    private const byte Acknowledged = 1;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly bool _keepsStream;
    private readonly byte[] _received = new byte[64 * 1024];
    private byte[] _request = new byte[4 * 1024];
    private readonly MemoryStream _answer = new();
    private int _filled;
    private int _read;
    private int _stream = -1;

    private GrpcConnection(bool keepsStream) => _keepsStream = keepsStream;

    /// <summary>Every call is a stream of its own.</summary>
    public static Task<ICallConnection> OpenAsync(int port, CancellationToken cancel) => OpenAsync(port, keepsStream: false, cancel);

    /// <summary>All calls are messages of one stream, each of which gets one in answer.</summary>
    public static Task<ICallConnection> OpenStreamAsync(int port, CancellationToken cancel) => OpenAsync(port, keepsStream: true, cancel);

    public void Dispose()
    {
        _socket.Dispose();
        _answer.Dispose();
    }

    /// <param name="request">As <see cref="GrpcRequest"/> built it.</param>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> request)
    {
        await SendAsync(Number(request.Span));
        _answer.SetLength(0);
        while (!TakeFrame(out var reply))
        {
            if (reply is not null)
                await SendAsync(reply);
            else
                await ReceiveAsync();
        }
        return _answer.GetBuffer().AsMemory(0, (int)_answer.Length);
    }

    private static async Task<ICallConnection> OpenAsync(int port, bool keepsStream, CancellationToken cancel)
    {
        var connection = new GrpcConnection(keepsStream);
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
            await connection.SendAsync(Opening);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Windows that no run fills, so that none has to be opened later: of a stream, and of the connection.
    private static byte[] Opening { get; } =
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
        .. GrpcRequest.Frame(Settings, 0, [0, 4, 0x7f, 0xff, 0xff, 0xff]),
        .. GrpcRequest.Frame(WindowUpdate, 0, [0x7f, 0xff, 0, 0]),
    ];

    // Streams of a client have odd numbers. On a stream that is kept the headers are sent once and the end never.
    private ReadOnlyMemory<byte> Number(ReadOnlySpan<byte> request)
    {
        var headers = GrpcRequest.FrameHeader + GrpcRequest.LengthOf(request);
        var isFirst = _stream < 0;
        if (isFirst || !_keepsStream)
            _stream += 2;
        if (request.Length > _request.Length)
            _request = new byte[request.Length];
        request.CopyTo(_request);
        BinaryPrimitives.WriteInt32BigEndian(_request.AsSpan(5), _stream);
        BinaryPrimitives.WriteInt32BigEndian(_request.AsSpan(headers + 5), _stream);
        if (_keepsStream)
            _request[headers + 4] = 0;
        return _request.AsMemory(0, request.Length)[(_keepsStream && !isFirst ? headers : 0)..];
    }

    /// <summary>True if the answer is complete; otherwise what has to be sent first, or null if more has to come.</summary>
    private bool TakeFrame(out byte[]? reply)
    {
        reply = null;
        var waiting = _received.AsSpan(_read, _filled - _read);
        if (waiting.Length < GrpcRequest.FrameHeader || waiting.Length < GrpcRequest.FrameHeader + GrpcRequest.LengthOf(waiting))
            return false;
        var payload = waiting.Slice(GrpcRequest.FrameHeader, GrpcRequest.LengthOf(waiting));
        var (type, flags, stream) = (waiting[3], waiting[4], BinaryPrimitives.ReadInt32BigEndian(waiting[5..]));
        _read += GrpcRequest.FrameHeader + payload.Length;
        switch (type)
        {
            case GrpcRequest.Data when stream == _stream:
                _answer.Write(payload);
                return (_keepsStream && HasMessage) || TakeFrame(out reply);
            case GrpcRequest.Headers when stream == _stream && (flags & GrpcRequest.EndStream) != 0:
                return true;
            case Settings when (flags & Acknowledged) == 0:
                reply = GrpcRequest.Frame(Settings, Acknowledged, []);
                return false;
            case Ping when (flags & Acknowledged) == 0:
                reply = GrpcRequest.Frame(Ping, Acknowledged, payload);
                return false;
            case ResetStream or GoAway:
                throw new IOException($"The server ended the {(type == GoAway ? "connection" : "call")}.");
            default:
                return TakeFrame(out reply);
        }
    }

    private bool HasMessage => _answer.Length >= GrpcRequest.MessagePrefix
        && _answer.Length >= GrpcRequest.MessagePrefix + BinaryPrimitives.ReadInt32BigEndian(_answer.GetBuffer().AsSpan(1));

    private async ValueTask ReceiveAsync()
    {
        _received.AsSpan(_read, _filled - _read).CopyTo(_received);
        (_filled, _read) = (_filled - _read, 0);
        var count = await _socket.ReceiveAsync(_received.AsMemory(_filled), SocketFlags.None);
        if (count == 0)
            throw new IOException("The server closed the connection, or a frame is too long.");
        _filled += count;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
    }
}
