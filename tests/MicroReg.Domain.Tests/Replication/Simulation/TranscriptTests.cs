using System.Globalization;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The messages between healthy nodes, one by one.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public void A_write_on_a_healthy_cluster_takes_one_push_and_two_acknowledgements_per_peer()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0);
        var said = Listen(cluster);
        work.Call(cluster.Nodes[0], "orders", 3);
        cluster.RunFor(0.5);
        Assert.Equal(
            [
                "n0 → n1  push 0..1 orders",
                "n0 → n2  push 0..1 orders",
                "n1 → n0  acknowledgement 0 of 1",
                "n1 → n0  acknowledgement 1 of 1",
                "n2 → n0  acknowledgement 0 of 1",
                "n2 → n0  acknowledgement 1 of 1",
            ],
            said.Order(StringComparer.Ordinal));
        Assert.True(work.Attempts[0].IsMet);
    }

    [Fact]
    public void A_joining_node_takes_a_complete_copy_from_one_node_page_by_page()
    {
        var (cluster, _) = SimulatedCluster.Filled(1, services: 5, new ReplicationOptions { FrameBytes = 400 });
        var joiner = cluster.Add();
        var said = Listen(cluster);
        joiner.Start();
        Assert.True(cluster.RunUntil(() => joiner.IsReady, 5));
        var source = said[0][5..7];
        Assert.Equal(
            [
                $"n3 → {source}  copy from the beginning",
                $"{source} → n3  page of 2, more",
                $"n3 → {source}  copy, next 2",
                $"{source} → n3  page of 2, more",
                $"{source} → n3  page of 1, last",
            ],
            said.Take(5));
    }

    private static List<string> Listen(SimulatedCluster cluster)
    {
        var said = new List<string>();
        cluster.Network.Sent = (from, to, message) =>
        {
            if (Describe(message) is { } text)
                said.Add($"{from[..2]} → {to[..2]}  {text}");
        };
        return said;
    }

    private static string? Describe(ReplicationMessage message) => message switch
    {
        Push push => string.Create(
            CultureInfo.InvariantCulture, $"push {push.After}..{push.UpTo} {string.Join(' ', push.Parts.Select(part => part.Key.Name))}"),
        PushAcknowledgement acknowledgement =>
            string.Create(CultureInfo.InvariantCulture, $"acknowledgement {acknowledgement.Durable} of {acknowledgement.Seen}"),
        CatchUpRequest { IsCopy: true, Since.IsEmpty: true } => "copy from the beginning",
        CatchUpRequest { IsCopy: true } next => $"copy, next {next.Pages}",
        CatchUpRequest request => $"changes since {request.Since}",
        CatchUpPage page => string.Create(CultureInfo.InvariantCulture, $"page of {page.Parts.Length}, {(page.More ? "more" : "last")}"),
        _ => null,
    };
}
