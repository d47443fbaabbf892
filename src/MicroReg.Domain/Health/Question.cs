using System.Collections.Immutable;

namespace MicroReg.Domain.Health;

/// <summary>What other nodes are being asked about suspected instances. Not thread-safe.</summary>
/// <param name="instances">The instances.</param>
/// <param name="nodes">The nodes that are asked.</param>
/// <param name="until">When it is closed, in milliseconds of the uptime.</param>
internal sealed class Question(ImmutableArray<MonitoredInstance> instances, IEnumerable<string> nodes, long until)
{
    public ImmutableArray<MonitoredInstance> Instances => instances;

    public long Until => until;

    /// <summary>The nodes that have not answered yet.</summary>
    public HashSet<string> Open { get; } = new(nodes, StringComparer.Ordinal);

    /// <summary>The nodes that have answered.</summary>
    public HashSet<string> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>The request to repeat to nodes that have not answered; null if there is none, or it was repeated already.</summary>
    public HeartbeatsRequested? Again { get; set; }

    /// <summary>Waits for the answers of these nodes, too.</summary>
    public void Await(ImmutableArray<string> nodes) => Open.UnionWith(nodes.Except(Answered));

    public void OnAnswer(string from)
    {
        Open.Remove(from);
        Answered.Add(from);
    }

    /// <summary>
    /// True if all nodes answered, or a majority counting this one. Nodes that do not answer may be down, or this node may be cut off.
    /// It takes some seconds to know which.
    /// </summary>
    /// <param name="counted">How many nodes count for a majority.</param>
    public bool IsAnswered(int counted) => Open.Count == 0 || 2 * (Answered.Count + 1) > counted;
}
