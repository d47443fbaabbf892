namespace MicroReg.Benchmarks.Load;

/// <summary>What a right answer looks like: status 200, no fault, and a piece of text that only a success contains.</summary>
/// <param name="required">That text.</param>
/// <param name="forbidden">What a right answer does not contain; empty for nothing.</param>
internal sealed class AnswerCheck(ReadOnlyMemory<byte> required, ReadOnlyMemory<byte> forbidden = default)
{
    /// <summary>Accepts any answer with status 200 that is no fault.</summary>
    public static readonly AnswerCheck AnySuccess = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The piece that the answers to the other calls contain, where a run makes calls of two kinds.</summary>
    public ReadOnlyMemory<byte>? Otherwise { get; init; }

    /// <summary>False where answers are no HTTP/1: the piece alone decides.</summary>
    public bool IsHttp { get; init; } = true;

    /// <summary>Shorter answers are wrong.</summary>
    public int LeastBytes { get; init; }

    /// <summary>Accepts what either of the two accepts.</summary>
    public AnswerCheck Or(AnswerCheck other) =>
        new(required) { Otherwise = other.Required, IsHttp = IsHttp, LeastBytes = Math.Min(LeastBytes, other.LeastBytes) };

    public bool Accepts(ReadOnlySpan<byte> answer) =>
        answer.Length >= LeastBytes
        && (!IsHttp || IsOk(answer))
        && (forbidden.IsEmpty || answer.IndexOf(forbidden.Span) < 0)
        && (answer.IndexOf(required.Span) >= 0 || (Otherwise is { } otherwise && answer.IndexOf(otherwise.Span) >= 0));

    private ReadOnlyMemory<byte> Required => required;

    private static bool IsOk(ReadOnlySpan<byte> answer) =>
        (answer.StartsWith("HTTP/1.1 200"u8) || answer.StartsWith("HTTP/1.0 200"u8)) && answer.IndexOf("<fault>"u8) < 0;
}
