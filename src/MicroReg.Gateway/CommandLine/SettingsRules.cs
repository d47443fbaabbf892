using System.Net;
using Microsoft.AspNetCore.Routing.Patterns;

namespace MicroReg.Gateway.CommandLine;

/// <summary>Validates settings.</summary>
internal static class SettingsRules
{
    /// <summary>All errors in the settings, each with the name and the value.</summary>
    public static IEnumerable<string> ErrorsOf(GatewaySettings settings)
    {
        if (settings.Nodes.Count == 0)
            yield return "--node: at least one node is needed, for example --node http://127.0.0.1:8000";
        foreach (var node in settings.Nodes)
            if (!Uri.TryCreate(node, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
                yield return $"--node {node}: must be an address like http://127.0.0.1:8000";
        if (!IPAddress.TryParse(settings.Bind, out _))
            yield return $"--bind {settings.Bind}: must be an IP address";
        if (settings.Port is < 0 or > 65535)
            yield return $"--port {settings.Port}: must be 0 to 65535";
        foreach (var error in settings.Routes.SelectMany(ErrorsOf))
            yield return error;
    }

    private static IEnumerable<string> ErrorsOf(GatewayRoute route, int index)
    {
        var name = $"routes[{index}]";
        if (string.IsNullOrWhiteSpace(route.Service))
            yield return $"{name}.service: must name a service";
        if (route.Path is null && route.Hosts is not { Count: > 0 })
            yield return $"{name}: must have a path, hosts or both";
        if (route.Hosts?.Any(string.IsNullOrWhiteSpace) is true)
            yield return $"{name}.hosts: must not be empty";
        if (route.RemovePrefix is { } prefix && !prefix.StartsWith('/'))
            yield return $"{name}.removePrefix = \"{prefix}\": must begin with /";
        if (route.Path is { } path && Problem(path) is { } problem)
            yield return $"{name}.path = \"{path}\": {problem}";
    }

    private static string? Problem(string path)
    {
        try
        {
            RoutePatternFactory.Parse(path);
            return path.StartsWith('/') ? null : "must begin with /";
        }
        catch (RoutePatternException wrong)
        {
            return wrong.Message;
        }
    }
}
