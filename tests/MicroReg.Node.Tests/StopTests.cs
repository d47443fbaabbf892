using System.Text.Json;
using Akka.Cluster;
using MicroReg.Node.CommandLine;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Node.Tests;

/// <summary>A stop signal, in a cluster.</summary>
/// <summary>Had a stop taken over ten seconds, the command line would have ended the process, with another code.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_stopped_node_leaves_its_cluster_with_the_consent_of_the_others()
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        await using var peer = await ClusterPeer.JoinAsync(node.ClusterAddress);
        var removed = new TaskCompletionSource<MemberStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        peer.OnRemoved(removed.SetResult);

        Assert.Equal(ExitCodes.Stopped, await node.StopAsync().Soon());
        Assert.Equal(MemberStatus.Exiting, await removed.Task.Soon());
    }

    [Theory]
    [InlineData(false)] // and the node has not noticed yet
    [InlineData(true)]
    public async Task A_stopped_node_ends_well_within_ten_seconds_though_another_member_is_dead(bool isNoticed)
    {
        await using var node = await NodeProcess.StartAsync(_directory.Path);
        await using var peer = await ClusterPeer.JoinAsync(node.ClusterAddress);
        await peer.DieAsync();
        if (isNoticed)
            await UntilUnreachableAsync(node, peer.Address);

        Assert.Equal(ExitCodes.Stopped, await node.StopAsync().Soon());
    }

    [Fact]
    public async Task A_node_that_looks_for_its_seeds_in_vain_serves_and_stops_as_asked()
    {
        await using (var alone = await NodeProcess.StartAsync(_directory.Path))
            await alone.StopAsync();
        await using var node = await NodeProcess.StartAsync(
            _directory.Path, "--seed", "127.0.0.9:4053", "--set", "microreg.cluster.lonely-after=200ms");
        using var caller = new RegistryCaller(node.BaseAddress);

        Assert.False((await caller.CallAsync("get_reg_count")).IsFault);
        Assert.Equal(ExitCodes.Stopped, await node.StopAsync().Soon());
    }

    private static async Task UntilUnreachableAsync(NodeProcess node, string address)
    {
        using var caller = new RegistryCaller(node.BaseAddress);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            using var status = JsonDocument.Parse(await caller.GetStringAsync("/api/cluster"));
            var member = status.RootElement.GetProperty("members")
                .EnumerateArray().Single(member => member.GetProperty("address").GetString() == address);
            if (!member.GetProperty("reachable").GetBoolean())
                return;
            await Task.Delay(100, patience.Token);
        }
    }
}
