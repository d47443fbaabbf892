namespace MicroReg.Client.Nodes;

/// <summary>Where the registry is. Every node answers for all of them, so one that can be reached is enough.</summary>
public abstract class NodesOptions
{
    /// <summary>The HTTP addresses of the registry's nodes, for example <c>http://registry-1:8000</c>; at least one.</summary>
    public IList<Uri> Nodes { get; } = [];

    /// <summary>
    /// How connections to the nodes are made, for example with a client certificate; null = a plain handler. They are not made
    /// by the application's <c>IHttpClientFactory</c>: what is configured there for all clients, service discovery or a limit
    /// on the time of a request, would break what everything else stands on.
    /// </summary>
    public Func<HttpMessageHandler>? Handler { get; set; }

    /// <summary>Says everything that is wrong.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Nodes.Count == 0)
            yield return $"{nameof(Nodes)}: must have at least one address";
        foreach (var node in Nodes.Where(node => !node.IsAbsoluteUri || node.Scheme is not ("http" or "https")))
            yield return $"{nameof(Nodes)}: must be addresses like http://registry-1:8000, not \"{node}\"";
        foreach (var error in MoreErrors())
            yield return error;
    }

    /// <summary>Throws if anything is wrong, and says all of it.</summary>
    internal void Require(string what)
    {
        var errors = Errors().ToList();
        if (errors.Count > 0)
            throw new ArgumentException($"The options of {what} are wrong. {string.Join("; ", errors)}.");
    }

    internal HttpClient CreateClient() => new(
        Handler?.Invoke() ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // Whoever waits bounds its wait by itself, on its own clock.
    };

    private protected virtual IEnumerable<string> MoreErrors() => [];

    private protected static IEnumerable<string> Positive(string name, TimeSpan time) =>
        time > TimeSpan.Zero ? [] : [$"{name}: must be positive, not {time}"];
}
