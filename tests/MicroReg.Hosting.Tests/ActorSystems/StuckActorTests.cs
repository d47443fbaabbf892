namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>An actor does not end, although its actor system is to be replaced.</summary>
public sealed class StuckActorTests
{
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task After_a_failure_the_host_stops_because_only_the_end_of_the_process_frees_the_actor()
    {
        await using var node = await StuckNode.StartAsync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Stopping.Register(stopping.SetResult);

        node.Demand.Fail("the actor journal has stopped");

        Assert.Same(stopping.Task, await Task.WhenAny(stopping.Task, node.Time.ReachesAsync(10 * StuckAfter)).Soon());
        Assert.True(node.Current.HasGivenUp);
        Assert.Contains("does not end", node.Current.WriteFault!.Message, StringComparison.Ordinal);
        Assert.InRange(node.Time.Elapsed, StuckAfter, 2 * StuckAfter);
        Assert.Equal(1, node.Starts);
    }

    [Fact]
    public async Task A_restart_that_Akka_demands_waits_for_as_long_as_the_actor_needs()
    {
        await using var node = await StuckNode.StartAsync();
        var before = node.Current.Running!;

        node.Demand.Ask("it was quarantined");
        await node.Time.ReachesAsync(10 * StuckAfter).Soon();
        Assert.Equal(1, node.Starts);
        node.Release();

        Assert.NotSame(before, await node.Current.WhenRunning.Soon());
        Assert.False(node.Stopping.IsCancellationRequested);
    }
}
