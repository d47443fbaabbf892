using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Forwarding;

/// <summary>The service that a request names in the first segment of its path.</summary>
internal static class ServiceInPath
{
    /// <summary>
    /// Cuts the first segment off a path. The server has decoded all of it but %2F, which is a part of a segment: a name
    /// may have a slash, too.
    /// </summary>
    /// <param name="path">The path of the request.</param>
    /// <param name="segment">The segment, with the slash before it.</param>
    /// <param name="rest">What follows; empty or beginning with a slash.</param>
    public static void Split(PathString path, out PathString segment, out PathString rest)
    {
        var text = path.Value ?? "";
        var end = text.IndexOf('/', 1);
        (segment, rest) = end < 0 ? (path, PathString.Empty) : (new(text[..end]), new(text[end..]));
    }

    /// <summary>Finds the service that a segment names: as it stands, or with its slashes decoded.</summary>
    /// <returns>False if it is not registered.</returns>
    public static bool TryFind(RegistrySnapshot registry, PathString segment, out string service)
    {
        service = segment.Value![1..];
        if (registry.Services.ContainsKey(service))
            return true;
        service = service.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return registry.Services.ContainsKey(service);
    }
}
