using System.Runtime.CompilerServices;
using MicroReg.Chaos;
using MicroReg.Chaos.Checking;
using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests;

/// <summary>The harness against the smallest cluster: whatever it finds there is its own mistake, or put there by the test.</summary>
public sealed class HarnessTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_node_that_is_killed_under_load_passes_and_one_that_forgets_behind_the_back_of_the_checker_does_not() =>
        PassAsync(seed: 1, async () =>
        {
            await using var run = await ClusterRun.StartAsync(new ClusterShape(1, HasOwnNetwork: false));
            var node = run.Cluster.Nodes[0];

            var verdict = await run.ExecuteAsync(new KillOneNode(), Extent.Short, seed: 1);
            Assert.True(verdict.Passed, $"{verdict}");
            Assert.True(verdict.Lookups > 100, $"{verdict}");
            Assert.Contains(verdict.Writes, write => write.Outcome is CallOutcome.Acknowledged);
            Assert.Contains(verdict.Writes, write => write.Outcome is CallOutcome.Unsent);

            var victim = verdict.Writes.Last(
                write => write is { Deed: Deed.Register, IsShared: false, Outcome: CallOutcome.Acknowledged }).Instance;
            await node.Registry.CallAsync(TimeSpan.FromSeconds(5), "unregister", XmlRpcValue.Of(victim.Split('@')[0]));
            await node.Registry.CallAsync(
                TimeSpan.FromSeconds(5), "register", XmlRpcValue.Of("of-nobody"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(1));

            verdict = await run.ExecuteAsync(new KillOneNode(), Extent.Short, seed: 2);
            Assert.False(verdict.Passed);
            Assert.NotEmpty(verdict.Findings.Lost);
            Assert.Contains("of-nobody@127.0.0.1:1", Assert.Single(verdict.Findings.Resurrected), StringComparison.Ordinal);
            Assert.Contains("FAILED", verdict.ToString(), StringComparison.Ordinal);
        });

    [NeedsRootFact]
    public Task A_node_in_a_network_of_its_own_is_called_from_outside_while_it_is_paused_cut_off_and_slow() =>
        PassAsync(seed: 3, async () =>
        {
            await using var run = await ClusterRun.StartAsync(new ClusterShape(1, HasOwnNetwork: true));
            // Callbacks do go over the link; it must carry these.
            await run.Cluster.Links.SlowDownAsync(1, kilobitsPerSecond: 4096, queueKilobytes: 64);
            await run.Cluster.Links.CutAsync([1], [2]);

            var verdict = await run.ExecuteAsync(new PauseOneNode(), Extent.Short, seed: 3);

            Assert.True(verdict.Passed, $"{verdict}");
        });

    private async Task PassAsync(int seed, Func<Task> run, [CallerMemberName] string name = "")
    {
        var result = await SecondRun.IfFailedAsync(name, seed, run);
        output.WriteLine($"{result}");
        Assert.True(result.Passed, $"{result}");
    }
}
