using System.Buffers;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>
/// Bytes in a pooled array that grows. For a response it also keeps the positions of streamed text, which is only written when the response
/// is sent.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IStreamedTextSink, IDisposable
{
    private byte[] _bytes;
    private int _written;

    public PooledBuffer(int capacity = 1024) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, _written);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _written);

    /// <summary>The sources of streamed text, each with how many bytes come before it; null if there are none.</summary>
    public List<(int At, IUtf8TextSource Source)>? Streamed { get; private set; }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void Defer(IUtf8TextSource source) => (Streamed ??= []).Add((_written, source));

    public void Clear()
    {
        _written = 0;
        Streamed = null;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Clear();
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_bytes.Length - _written >= needed)
            return;
        if ((long)_written + needed > XmlRpcLimits.MaxAnswerBytes)
            throw new AnswerTooLargeException();
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_written + needed, Math.Min(_bytes.Length * 2, XmlRpcLimits.MaxAnswerBytes)));
        WrittenSpan.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
