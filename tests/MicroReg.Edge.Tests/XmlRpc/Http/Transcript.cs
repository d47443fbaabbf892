using System.Text;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

/// <summary>
/// A conversation in a text file. Sections begin with <c>--- send</c>, <c>--- receive</c> or <c>--- closed</c>; sends that follow each
/// other are pipelined. In a send, <c>Content-Length: *</c> is filled in, and the first line of the body may say how it is to be taken:
/// <c>base64:</c>, <c>chunks:</c> (one a line) or <c>encode: NAME</c>; <c>&amp;CRLF;</c> is a line end, as is <c>&amp;LF;</c> where a
/// body ends with one; a break after <c>&amp;CRLF;</c> is for the reader only. <c>--- send body</c> is a body without a head. In a
/// receive, line breaks and indentation between elements are for the reader only, and <c>Content-Length: *</c> is any that is right.
/// </summary>
internal static class Transcript
{
    static Transcript() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<(string Kind, string Content)> Sections(string text)
    {
        foreach (var section in text.ReplaceLineEndings("\n").Split("--- ").Skip(1))
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            yield return (section[..end].Trim(), section[(end + 1)..].TrimEnd('\n'));
        }
    }

    public static byte[] Request(string section)
    {
        var end = section.IndexOf("\n\n", StringComparison.Ordinal);
        var body = Body(end < 0 ? "" : section[(end + 2)..]);
        var head = (end < 0 ? section : section[..end])
            .Replace("Content-Length: *", $"Content-Length: {body.Length}", StringComparison.Ordinal);
        return [.. Encoding.Latin1.GetBytes(head.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n"), .. body];
    }

    public static string Response(string section) => string.Join("\n\n", section.Split("\n\n", 2) switch
    {
        [var head, var body] => [head, string.Concat(body.Split('\n').Select(line => line.TrimStart(' ')))],
        var head => [head[0], ""],
    });

    /// <summary>The actual response, its length hidden where the expected one does.</summary>
    public static string Comparable(string actual, string expected) => expected.Contains("Content-Length: *", StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(actual, "Content-Length: [0-9]+", "Content-Length: *")
        : actual;

    public static byte[] Body(string body)
    {
        var (first, rest) = body.Split('\n', 2) switch { [var line, var others] => (line, others), _ => (body, "") };
        if (first == "base64:")
            return Convert.FromBase64String(rest);
        if (first == "chunks:")
            return Encoding.UTF8.GetBytes(
                string.Concat(rest.Split('\n').Select(chunk => $"{Encoding.UTF8.GetByteCount(chunk):x}\r\n{chunk}\r\n")) + "0\r\n\r\n");
        if (!first.StartsWith("encode: ", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(LineEnds(body));
        var encoding = Encoding.GetEncoding(first["encode: ".Length..]);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(rest)];
    }

    private static string LineEnds(string body) => body
        .Replace("&CRLF;\n", "&CRLF;", StringComparison.Ordinal)
        .Replace("&CRLF;", "\r\n", StringComparison.Ordinal)
        .Replace("&LF;", "\n", StringComparison.Ordinal);
}
