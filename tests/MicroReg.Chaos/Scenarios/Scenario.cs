using MicroReg.Chaos.Load;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>A fault, done to a cluster that is being written to and read from.</summary>
internal abstract class Scenario
{
    public abstract string Name { get; }

    /// <summary>The cluster that it needs.</summary>
    public virtual ClusterShape Shape { get; } = new(3, HasOwnNetwork: false);

    public virtual LoadShape Load { get; } = new();

    /// <summary>
    /// True if subscribers may get a snapshot instead of what they missed: where a node may have sent events that no other node has, and
    /// where it was away for longer than removals are remembered.
    /// </summary>
    public virtual bool MayReset => true;

    /// <summary>What is to be there before the load begins.</summary>
    public virtual Task PrepareAsync(Stage stage) => Task.CompletedTask;

    /// <summary>Does the fault and takes it back. When this ends, every node runs and reaches every other.</summary>
    public abstract Task RunAsync(Stage stage);
}
