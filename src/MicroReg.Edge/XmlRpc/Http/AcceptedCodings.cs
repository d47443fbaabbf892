using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Reads <c>Accept-Encoding</c> with its weights.</summary>
internal static class AcceptedCodings
{
    /// <summary>Whether the caller accepts gzip, and prefers it at least as much as the plain form.</summary>
    public static bool PreferGzip(StringValues header)
    {
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var accepted))
            return false;
        double? gzip = null, any = null, identity = null;
        foreach (var coding in accepted)
        {
            var weight = coding.Quality ?? 1;
            if (coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase)
                || coding.Value.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
                gzip = weight;
            else if (coding.Value.Equals("identity", StringComparison.OrdinalIgnoreCase))
                identity = weight;
            else if (coding.Value == "*")
                any = weight;
        }

        var wish = gzip ?? any ?? 0;
        return wish > 0 && wish >= (identity ?? 0);
    }
}
