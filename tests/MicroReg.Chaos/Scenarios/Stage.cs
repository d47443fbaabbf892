using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>What a scenario acts on, and where it says what it saw.</summary>
internal sealed class Stage(TestCluster cluster, History history, Extent extent, Random random)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    public TestCluster Cluster => cluster;

    public IReadOnlyList<ClusterNode> Nodes => cluster.Nodes;

    public History History => history;

    public Extent Extent => extent;

    public Random Random => random;

    public IReadOnlyList<string> Problems => _problems;

    public IReadOnlyList<string> Notes => _notes;

    public ClusterNode AnyNode() => Nodes[random.Next(Nodes.Count)];

    public IEnumerable<ClusterNode> AllBut(ClusterNode node) => Nodes.Where(other => other != node);

    /// <summary>The nodes in random order.</summary>
    public ClusterNode[] Shuffled()
    {
        var nodes = Nodes.ToArray();
        random.Shuffle(nodes);
        return nodes;
    }

    public void Expect(bool isMet, string what)
    {
        if (!isMet)
            _problems.Add($"expected: {what}");
    }

    public void Fail(string problem) => _problems.Add(problem);

    public void Note(string note) => _notes.Add(note);

    /// <summary>The writes to a node that were sent since a moment.</summary>
    public IReadOnlyList<HistoryEntry> WritesSince(double moment, ClusterNode node) =>
        [.. history.Entries().Where(entry => entry.Start >= moment && entry.Node == node.Name && entry.Deed is not Deed.Observed)];

    /// <summary>Lets the fault last, and sees that the nodes take writes in the second half of it.</summary>
    public async Task LastAsync(TimeSpan length, params IEnumerable<ClusterNode> writable)
    {
        await Patience.LastAsync(length / 2);
        var half = history.Now;
        await Patience.LastAsync(length / 2);
        foreach (var node in writable)
            Expect(
                WritesSince(half, node).Any(write => write.Outcome is CallOutcome.Acknowledged), $"{node.Name} takes writes all the time");
    }
}
