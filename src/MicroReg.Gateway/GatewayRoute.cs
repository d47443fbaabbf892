namespace MicroReg.Gateway;

/// <summary>A route of its own to a service, beside <c>/{service}/…</c>, which every service has.</summary>
public sealed record GatewayRoute
{
    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The paths that it takes, as a route template (<c>/api/{**rest}</c>); all if it is left out.</summary>
    public string? Path { get; init; }

    /// <summary>The hosts that it takes, as in the request's Host header (<c>shop.example</c>, <c>*.example:8080</c>); all if it is left out.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>What is cut off the beginning of the path before the request is sent on (<c>/api</c>); nothing if it is left out.</summary>
    public string? RemovePrefix { get; init; }
}
