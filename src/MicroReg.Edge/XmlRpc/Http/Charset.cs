using Microsoft.Net.Http.Headers;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Reads the charset of a content type, however malformed the rest of it is.</summary>
internal static class Charset
{
    public static string? Of(string? contentType)
    {
        if (contentType is null || !contentType.Contains(';', StringComparison.Ordinal))
            return null;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return null;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return charset.HasValue && charset.Length > 0 ? charset.Value : null;
    }
}
