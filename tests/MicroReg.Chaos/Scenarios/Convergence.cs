using MicroReg.Chaos.Checking;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>Whether all nodes hold the same records, and whether they are well.</summary>
/// <param name="Difference">How their records differ; empty if not.</param>
/// <param name="Complaint">What is not well with a node, by its own word; empty if all is.</param>
internal sealed record Convergence(string Difference, string Complaint)
{
    public bool IsComplete => Difference.Length == 0 && Complaint.Length == 0;

    public static async Task<Convergence> SeeAsync(IReadOnlyList<ClusterNode> nodes)
    {
        var statuses = await Task.WhenAll(nodes.Select(NodeStatus.AskAsync));
        var complaint = nodes.Zip(statuses, (node, status) => Complain(node.Name, status, nodes.Count))
            .FirstOrDefault(complaint => complaint.Length > 0) ?? "";
        return new Convergence(await CompareAsync(nodes, statuses), complaint);
    }

    private static async Task<string> CompareAsync(IReadOnlyList<ClusterNode> nodes, NodeStatus?[] statuses)
    {
        // All records of all nodes are much to read: first what shows at once.
        var counts = statuses.Select(status => status?.Instances).Distinct().ToArray();
        if (counts is not [not null])
            return $"the nodes hold {string.Join(", ", statuses.Select(status => status?.Instances))} records";
        try
        {
            var differing = NodeRecords.Differing(await Task.WhenAll(nodes.Select(RecordReader.ReadAsync)));
            return differing.Count == 0 ? "" : $"{differing.Count} records differ, such as {differing[0]}";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static string Complain(string name, NodeStatus? status, int nodes) => status switch
    {
        null => $"{name} does not answer",
        { IsReady: false } => $"{name} is not ready: {status.Reason}",
        { IsStale: true } => $"{name} is stale: {status.Reason}",
        { AcceptsWrites: false } => $"{name} refuses writes: {status.Reason}",
        { Divergence.Length: > 0 } => $"{name} is out of step: {status.Divergence}",
        _ when status.UpMembers != nodes => $"{name} reaches {status.UpMembers} members that are up, of {nodes}",
        _ => "",
    };
}
