using MicroReg.Testing.Calls;

namespace MicroReg.Chaos.Checking;

/// <summary>
/// Compares what nodes hold with the answers that callers got. Instances that were written through one node only, one call
/// after another, have a right state; of those that several nodes wrote it only matters that all nodes agree.
/// </summary>
internal static class Checker
{
    public static Findings Judge(IEnumerable<HistoryEntry> history, IReadOnlyCollection<NodeRecords> nodes)
    {
        var findings = new Findings();
        var entries = history.ToLookup(entry => entry.Instance);
        foreach (var calls in entries.Where(calls => !calls.Any(call => call.IsShared)))
            JudgeInstance(calls.Key, calls, nodes, findings);
        foreach (var unheardOf in nodes.SelectMany(node => node.Records.Keys).Distinct().Where(instance => !entries.Contains(instance)))
            findings.Resurrected.Add($"{unheardOf} is there, and nobody registered it");
        findings.Differing.AddRange(NodeRecords.Differing(nodes));
        return findings;
    }

    /// <summary>What became of the calls that were not acknowledged, once every call has ended and all nodes agree.</summary>
    public static List<HistoryEntry> Observe(IReadOnlyList<HistoryEntry> history, NodeRecords agreed)
    {
        var now = history.Count == 0 ? 0 : history.Max(entry => entry.End);
        return
        [
            .. history.Where(entry => !entry.IsShared).GroupBy(entry => entry.Instance)
                .Where(calls => Expected(calls).Possible.Count > 1)
                .Select(calls => new HistoryEntry(
                    now, now, agreed.Node, Deed.Observed, calls.Key,
                    agreed.Records.GetValueOrDefault(calls.Key)?.State ?? InstanceState.Absent, CallOutcome.Acknowledged)),
        ];
    }

    private static ExpectedInstance Expected(IEnumerable<HistoryEntry> calls)
    {
        var expected = new ExpectedInstance();
        foreach (var call in calls.OrderBy(call => call.Start))
            expected.Apply(call);
        return expected;
    }

    private static void JudgeInstance(
        string instance, IEnumerable<HistoryEntry> calls, IReadOnlyCollection<NodeRecords> nodes, Findings findings)
    {
        var expected = Expected(calls);
        if (expected.Contradiction is { } impossible)
            (impossible.WasThere ? findings.Resurrected : findings.Lost)
                .Add($"{instance}: an impossible answer at {impossible.Start:0} ms to {impossible}");

        // One finding for an instance, however many nodes share the mistake.
        foreach (var node in nodes)
        {
            var actual = node.Records.GetValueOrDefault(instance)?.State ?? InstanceState.Absent;
            if (expected.Possible.Contains(actual))
                continue;
            Classify(actual, expected.Possible, findings)
                .Add($"{instance} at {node.Node}: {actual}; acknowledged: {string.Join(" or ", expected.Possible)}");
            return;
        }
    }

    private static List<string> Classify(InstanceState actual, IReadOnlySet<InstanceState> possible, Findings findings) =>
        !actual.IsRegistered ? findings.Lost
        : possible.All(state => !state.IsRegistered) ? findings.Resurrected
        : findings.Stale;
}
