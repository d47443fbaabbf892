using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>
/// A browser lets any page post XML as text/plain to a registry on its user's machine without asking the registry first (a "simple request"
/// in the Fetch standard). But it sends the page's origin, which no other client does.
/// </summary>
internal static class BrowserOrigin
{
    /// <summary>True if the request comes from a page that this server has served.</summary>
    public static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
