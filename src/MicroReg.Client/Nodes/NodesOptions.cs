namespace MicroReg.Client.Nodes;

/// <summary>The nodes of the registry. Each node answers for the whole registry, so one that can be reached is enough.</summary>
public abstract class NodesOptions
{
    /// <summary>The HTTP addresses of the registry's nodes, for example <c>http://registry-1:8000</c>. At least one is needed.</summary>
    public IList<Uri> Nodes { get; } = [];

    /// <summary>
    /// Makes the handler for connections to the nodes, for example with a client certificate. Null means a plain handler. The application's
    /// <c>IHttpClientFactory</c> is not used. Defaults that are configured there for all clients, such as service discovery or a request
    /// timeout, would break the connection to the registry.
    /// </summary>
    public Func<HttpMessageHandler>? Handler { get; set; }

    /// <summary>Makes what spreads retries. Tests give one with a fixed seed.</summary>
    internal Func<Random> NewRandom { get; set; } = () => new Random();

    /// <summary>All errors in the options.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Nodes.Count == 0)
            yield return $"{nameof(Nodes)}: must have at least one address";
        foreach (var node in Nodes.Where(node => !node.IsAbsoluteUri || node.Scheme is not ("http" or "https")))
            yield return $"{nameof(Nodes)}: must be addresses like http://registry-1:8000, not \"{node}\"";
        foreach (var error in MoreErrors())
            yield return error;
    }

    /// <summary>Throws if anything is wrong, with all errors in the message.</summary>
    internal void Require(string what)
    {
        var errors = Errors().ToList();
        if (errors.Count > 0)
            throw new ArgumentException($"The options of {what} are wrong. {string.Join("; ", errors)}.");
    }

    internal HttpClient CreateClient() => new(
        Handler?.Invoke() ?? new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        })
    {
        Timeout = Timeout.InfiniteTimeSpan, // Each caller has its own timeout, on its own clock.
    };

    private protected virtual IEnumerable<string> MoreErrors() => [];

    private protected static IEnumerable<string> Positive(string name, TimeSpan time) =>
        time > TimeSpan.Zero ? [] : [$"{name}: must be positive, not {time}"];
}
