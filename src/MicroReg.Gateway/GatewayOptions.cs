namespace MicroReg.Gateway;

/// <summary>How the gateway chooses and forwards.</summary>
public sealed class GatewayOptions
{
    /// <summary>The zone of the gateway: instances of it are taken first. Default: none, all zones are alike.</summary>
    public string? Zone { get; set; }

    /// <summary>Routes beside <c>/{service}/…</c>; they come before it. Default: none.</summary>
    public IList<GatewayRoute> Routes { get; } = [];

    /// <summary>How long a destination that failed is avoided while there are others. Default: 1 s.</summary>
    public TimeSpan AvoidFailedFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection to an instance may take to open. Default: 2 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many other instances a request is tried at after a failure, if it was not sent or may be repeated (GET and HEAD
    /// without a body). Default: 1.
    /// </summary>
    public int Retries { get; set; } = 1;
}
