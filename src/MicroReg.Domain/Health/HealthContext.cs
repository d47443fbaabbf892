using MicroReg.Domain.Ownership;

namespace MicroReg.Domain.Health;

/// <summary>What the parts of a <see cref="HealthKeeper"/> share: the time, the nodes in reach, the counters and the host.</summary>
/// <param name="self">The lasting id of this node.</param>
/// <param name="options">The settings.</param>
/// <param name="host">Carries out what is decided.</param>
/// <param name="random">Spreads the probes.</param>
/// <param name="now">The uptime in milliseconds.</param>
internal sealed class HealthContext(string self, HealthOptions options, IHealthHost host, Random random, long now)
{
    public string Self => self;

    public HealthOptions Options => options;

    public IHealthHost Host => host;

    public Random Random => random;

    /// <summary>The uptime in milliseconds. It never goes back.</summary>
    public long Now { get; set; } = now;

    /// <summary>When this node last went on after a pause.</summary>
    public long PausedUntil { get; set; } = long.MinValue;

    /// <summary>Whether this node is fit to own instances.</summary>
    public Fitness Fitness { get; } = new();

    public NodesInReach Nodes { get; } = new(self);

    public HealthCounts Counts { get; } = new();
}
