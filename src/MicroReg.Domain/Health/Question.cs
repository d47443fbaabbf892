using System.Collections.Immutable;

namespace MicroReg.Domain.Health;

/// <summary>What other nodes are being asked about suspected instances. Not thread-safe.</summary>
/// <param name="instances">The instances.</param>
/// <param name="nodes">The nodes that are asked.</param>
/// <param name="until">When it is closed, in milliseconds of the uptime.</param>
internal sealed class Question(ImmutableArray<MonitoredInstance> instances, IEnumerable<string> nodes, long until)
{
    private readonly HashSet<string> _passedOn = new(StringComparer.Ordinal);

    public ImmutableArray<MonitoredInstance> Instances { get; private set; } = instances;

    public long Until { get; private set; } = until;

    /// <summary>The nodes that have not answered yet.</summary>
    public HashSet<string> Open { get; } = new(nodes, StringComparer.Ordinal);

    /// <summary>The nodes that have answered.</summary>
    public HashSet<string> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked, if it may be repeated; null for a probe.</summary>
    public HeartbeatsRequested? Request { get; init; }

    /// <summary>True once the request was repeated to nodes that had not answered after half of the time.</summary>
    public bool WasRepeated { get; set; }

    /// <summary>Waits for the answers of these nodes, too: another node reaches them, and passed the question on.</summary>
    public void Await(ImmutableArray<string> passedOnTo)
    {
        foreach (var node in passedOnTo.Where(node => !Answered.Contains(node)))
        {
            Open.Add(node);
            _passedOn.Add(node);
        }
    }

    public void OnAnswer(string from)
    {
        Open.Remove(from);
        _passedOn.Remove(from);
        Answered.Add(from);
    }

    /// <summary>
    /// True if all nodes answered, or a majority counting this one. Nodes that do not answer may be down, or this node may be cut off.
    /// It takes some seconds to know which.
    /// </summary>
    /// <param name="counted">How many nodes count for a majority.</param>
    public bool IsAnswered(int counted) => Open.Count == 0 || 2 * (Answered.Count + 1) > counted;

    /// <summary>
    /// True if another node passed it on to one that has not answered: that one is there, and may have heard of the instances.
    /// </summary>
    public bool IsPassedOn => _passedOn.Count > 0;

    /// <summary>
    /// Stays open for longer. Whom another node reaches is waited for as long as somebody reaches it, so the nodes that answered have to
    /// pass the question on again.
    /// </summary>
    /// <param name="waiting">The instances that are still asked about.</param>
    /// <param name="until">When it is closed.</param>
    public void Prolong(ImmutableArray<MonitoredInstance> waiting, long until)
    {
        _passedOn.Clear();
        (Instances, Until) = (waiting, until);
    }
}
