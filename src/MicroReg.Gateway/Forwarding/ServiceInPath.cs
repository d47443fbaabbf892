using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Finds the service that a request names in the first segment of its path.</summary>
internal static class ServiceInPath
{
    /// <summary>
    /// Splits the first segment off a path. The server has decoded everything except %2F. That is part of the segment, because a name may
    /// contain a slash.
    /// </summary>
    /// <param name="path">The path of the request.</param>
    /// <param name="segment">The segment, with its leading slash.</param>
    /// <param name="rest">The rest. Empty, or begins with a slash.</param>
    public static void Split(PathString path, out PathString segment, out PathString rest)
    {
        var text = path.Value ?? "";
        var end = text.IndexOf('/', 1);
        (segment, rest) = end < 0 ? (path, PathString.Empty) : (new(text[..end]), new(text[end..]));
    }

    /// <summary>Finds the service that a segment names, either as written or with %2F decoded.</summary>
    /// <returns>False if the service is not registered.</returns>
    public static bool TryFind(RegistrySnapshot registry, PathString segment, out string service)
    {
        service = segment.Value![1..];
        if (registry.Services.ContainsKey(service))
            return true;
        service = service.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return registry.Services.ContainsKey(service);
    }
}
