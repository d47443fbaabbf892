namespace MicroReg.Gateway;

/// <summary>A route to a service, in addition to <c>/{service}/…</c>, which every service has.</summary>
public sealed record GatewayRoute
{
    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The paths that the route matches, as a route template (<c>/api/{**rest}</c>). All paths if null.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// The hosts that the route matches, as in the Host header of the request (<c>shop.example</c>, <c>*.example:8080</c>). All hosts if
    /// null.
    /// </summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>
    /// The prefix that is removed from the path before the request is forwarded (<c>/api</c>). Nothing is removed if null.
    /// </summary>
    public string? RemovePrefix { get; init; }
}
