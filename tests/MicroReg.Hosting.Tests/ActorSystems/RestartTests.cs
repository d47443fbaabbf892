using System.Text.Json;
using Akka.Actor;
using Akka.Remote;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Hosting.ActorSystems;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>Akka demands another actor system. The node has one within seconds, and callers hardly notice.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_node_taken_out_of_its_cluster_is_back_on_its_port_and_answers_lookups_all_the_while()
    {
        await using var node = await HostedNode.StartAsync(_directory.Path);
        await using var peer = await ClusterPeer.JoinAsync(node.Current.Address);
        await node.RegisterAsync("orders");
        var before = node.Current.Running!;
        using var enough = new CancellationTokenSource();
        var lookups = LookUpAsync(node, enough.Token);

        peer.Down(before.Address);
        var after = await node.NextAsync(before);
        Assert.Null((await node.RegisterAsync("bills")).Fault);
        await enough.CancelAsync();

        Assert.Equal(before.Address, after.Address);
        Assert.True(await lookups > 0);
        Assert.Equal(2, node.Registry.View.ServiceCount);
        Assert.Equal(Readiness.Ready, node.Registry.Status.Readiness);
    }

    [Fact]
    public async Task A_node_that_was_told_to_leave_comes_back()
    {
        await using var node = await HostedNode.StartAsync(_directory.Path);
        await using var peer = await ClusterPeer.JoinAsync(node.Current.Address);
        var before = node.Current.Running!;

        peer.Cluster.Leave(Akka.Cluster.Cluster.Get(before.System).SelfAddress);

        Assert.Equal(before.Address, (await node.NextAsync(before)).Address);
        Assert.Null((await node.RegisterAsync("orders")).Fault);
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    public async Task A_quarantined_node_gets_a_new_actor_system()
    {
        await using var node = await HostedNode.StartAsync(_directory.Path);
        var before = node.Current.Running!;
        var self = Akka.Cluster.Cluster.Get(before.System).SelfAddress;

        before.System.EventStream.Publish(new ThisActorSystemQuarantinedEvent(self, self.WithPort(1)));

        Assert.Equal(before.Address, (await node.NextAsync(before)).Address);
        Assert.Null((await node.RegisterAsync("orders")).Fault);
    }

    [Fact]
    public async Task Writes_during_a_restart_succeed_or_fail_with_503_and_no_answered_one_is_lost()
    {
        var answered = new List<InstanceKey>();
        await using (var node = await HostedNode.StartAsync(_directory.Path))
        {
            for (var round = 0; round < 3; round++)
            {
                var before = node.Current.Running!;
                var writes = Enumerable.Range(0, 400).Select(n => node.TryWriteAsync(round, n)).ToList();
                await Task.WhenAll(writes.Take(50)).Soon();
                _ = EndAsync(before);
                writes.AddRange(Enumerable.Range(400, 100).Select(n => node.TryWriteAsync(round, n)));
                answered.AddRange((await Task.WhenAll(writes).Soon()).OfType<InstanceKey>());
                await node.NextAsync(before);
            }
        }

        Assert.True(answered.Count >= 100, $"{answered.Count} answers only");
        await using var again = await HostedNode.StartAsync(_directory.Path);
        Assert.All(answered, instance => Assert.NotNull(again.Registry.View.Find(instance.Name)?.At(instance.Endpoint)));
    }

    [Fact]
    public async Task While_there_is_no_actor_system_the_node_answers_as_stale_and_writes_end_with_503_and_the_reason()
    {
        var free = new TaskCompletionSource();
        await using var node = await HostedNode.StartAsync(
            _directory.Path,
            start => port => port is null || free.Task.IsCompleted
                ? start(port)
                : Task.FromException<ActorSystemInstance>(new IOException("the port is taken")),
            TimeSpan.FromMilliseconds(300));
        await node.RegisterAsync("orders");
        var before = node.Current.Running!;
        _ = EndAsync(before);
        await before.System.WhenTerminated;

        var fault = (await node.RegisterAsync("bills")).Fault!;
        using var caller = new RegistryCaller(node.BaseAddress);
        using var ready = JsonDocument.Parse(await caller.GetStringAsync("/health/ready"));
        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.Contains("The actor system restarts: ", fault.Message, StringComparison.Ordinal);
        Assert.True(ready.RootElement.GetProperty("stale").GetBoolean());
        Assert.Contains("restarts", ready.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False((await caller.CallAsync("get_service_details", XmlRpcValue.Of("orders"))).IsFault);
        Assert.False((await caller.CallAsync("cluster_status")).IsFault);

        free.SetResult();
        await node.NextAsync(before);
        // It waits for 300 ms only, which a busy machine may need for itself.
        await Patience.UntilAsync(
            async () => (await node.RegisterAsync("bills")).Fault is null, Patience.Limit, "a write after the restart");
    }

    [Fact]
    public async Task A_node_without_an_actor_system_stops_as_asked()
    {
        await using var node = await HostedNode.StartAsync(
            _directory.Path,
            start => port => port is null ? start(port) : Task.FromException<ActorSystemInstance>(new IOException("the port is taken")));
        await EndAsync(node.Current.Running!);

        await node.StopAsync().Soon();
        Assert.False(node.Registry.Status.Readiness.IsReady);
    }

    /// <summary>Ends an actor system as if another member had told it to.</summary>
    private static async Task EndAsync(RunningSystem running) => await CoordinatedShutdown.Get(running.System).Run(EndReason.Replaced);

    private static async Task<int> LookUpAsync(HostedNode node, CancellationToken enough)
    {
        using var caller = new RegistryCaller(node.BaseAddress);
        var answers = 0;
        for (; !enough.IsCancellationRequested; answers++)
            Assert.True((await caller.CallAsync("get_service_details", XmlRpcValue.Of("orders"))).Value.TryGetItems(out _));
        return answers;
    }
}
