namespace MicroReg.Gateway;

/// <summary>How the gateway selects instances and forwards requests.</summary>
public sealed class GatewayOptions
{
    /// <summary>The zone of the gateway. Instances in this zone are preferred. Default: none, all zones are equal.</summary>
    public string? Zone { get; set; }

    /// <summary>Routes in addition to <c>/{service}/…</c>. They are tried first. Default: none.</summary>
    public IList<GatewayRoute> Routes { get; } = [];

    /// <summary>How long a destination that failed is avoided while there are others. Default: 1 s.</summary>
    public TimeSpan AvoidFailedFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection to an instance may take to open. Default: 2 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many other instances are tried after a failure. A request is tried again if it was not sent, or if it is a GET or HEAD request
    /// without a body. Default: 1.
    /// </summary>
    public int Retries { get; set; } = 1;
}
