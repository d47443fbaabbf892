using System.Text;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>Takes the body out of a pre-built request.</summary>
internal static class HttpRequestBody
{
    public static string Of(ReadOnlyMemory<byte> request)
    {
        var text = Encoding.UTF8.GetString(request.Span);
        return text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }
}
