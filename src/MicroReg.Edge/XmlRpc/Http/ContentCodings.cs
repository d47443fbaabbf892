using Microsoft.Extensions.Primitives;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>How a body is compressed.</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Deflate,
    Unknown,
}

/// <summary>Reads <c>Content-Encoding</c>.</summary>
internal static class ContentCodings
{
    public static ContentCoding Of(StringValues header) => header.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => ContentCoding.Identity,
        "gzip" or "x-gzip" => ContentCoding.Gzip,
        "deflate" => ContentCoding.Deflate,
        _ => ContentCoding.Unknown,
    };
}
