using MicroReg.Chaos.Calls;
using MicroReg.Chaos.Checking;
using MicroReg.Chaos.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>Whether all nodes are well and hold the same records.</summary>
internal static class Convergence
{
    /// <returns>What is not well yet; empty if all is.</returns>
    public static async Task<string> ComplaintAsync(IReadOnlyList<ClusterNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (Complaint(node.Name, await NodeStatus.AskAsync(node), nodes.Count) is { } complaint)
                return complaint;
        }

        try
        {
            // Only now: all records of all nodes are much to read.
            var differing = NodeRecords.Differing(await Task.WhenAll(nodes.Select(RecordReader.ReadAsync)));
            return differing.Count == 0 ? "" : $"{differing.Count} records differ, such as {differing[0]}";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static string? Complaint(string name, NodeStatus? status, int nodes) => status switch
    {
        null => $"{name} does not answer",
        { IsReady: false } => $"{name} is not ready: {status.Reason}",
        { IsStale: true } => $"{name} is stale: {status.Reason}",
        { AcceptsWrites: false } => $"{name} refuses writes: {status.Reason}",
        { Divergence.Length: > 0 } => $"{name} is out of step: {status.Divergence}",
        _ when status.UpMembers != nodes => $"{name} reaches {status.UpMembers} members that are up, of {nodes}",
        _ => null,
    };
}
