namespace MicroReg.Benchmarks.Load;

/// <summary>What a right answer looks like: status 200, no fault, and a piece of text that only a success contains.</summary>
internal sealed class AnswerCheck(ReadOnlyMemory<byte> required)
{
    /// <summary>Accepts any answer with status 200 that is no fault.</summary>
    public static readonly AnswerCheck AnySuccess = new(ReadOnlyMemory<byte>.Empty);

    public bool Accepts(ReadOnlySpan<byte> answer) =>
        IsOk(answer) && answer.IndexOf("<fault>"u8) < 0 && answer.IndexOf(required.Span) >= 0;

    private static bool IsOk(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1.1 200"u8) || answer.StartsWith("HTTP/1.0 200"u8);
}
