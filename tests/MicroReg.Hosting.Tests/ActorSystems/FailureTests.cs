using System.Net;
using System.Text.Json;
using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Records;
using MicroReg.Hosting.ActorSystems;
using MicroReg.Testing.Calls;
using MicroReg.XmlRpc;

namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>
/// An actor that the node needs stops for good. Whoever looks from outside learns of it at once, and soon all is well again.
/// </summary>
public sealed class FailureTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<string> Actors { get; } =
        ["micro-db", "service-db", "journal", "replication", "subscriptions", "health", "membership"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task The_node_says_so_at_once_and_recovers_with_all_that_it_acknowledged(string actor)
    {
        var acknowledged = new List<InstanceKey> { new("orders", "127.0.0.1", 5001) };
        var mayStart = new TaskCompletionSource();
        await using (var node = await HostedNode.StartAsync(_directory.Path, start => port => StartAsync(start, port, mayStart.Task)))
        {
            using var caller = new RegistryCaller(node.BaseAddress);
            Assert.Null((await node.RegisterAsync("orders")).Fault);
            await UntilReadyAsync(node, HttpStatusCode.OK);
            var before = node.Current.Running!;
            var writes = Enumerable.Range(1, 200).Select(number => node.TryWriteAsync(round: 0, number)).ToList();
            try
            {
                Kill(before, actor);
                var reason = await UntilReadyAsync(node, HttpStatusCode.ServiceUnavailable);
                Assert.Contains($"the actor {actor} has stopped", reason, StringComparison.Ordinal);
                await AssertRefusesWritesAsync(caller, actor);
                Assert.False((await caller.CallAsync("get_service_details", XmlRpcValue.Of("orders"))).IsFault);
            }
            finally
            {
                // Or a failed test would wait for a node that cannot end.
                mayStart.SetResult();
            }

            Assert.Equal(before.Address, (await node.NextAsync(before)).Address);
            await UntilReadyAsync(node, HttpStatusCode.OK);
            Assert.Null((await node.RegisterAsync("bills")).Fault);
            Assert.True(node.Registry.Status.AcceptsWrites);
            acknowledged.AddRange((await Task.WhenAll(writes)).OfType<InstanceKey>());
        }

        await using var again = await HostedNode.StartAsync(_directory.Path);
        Assert.All(acknowledged, instance => Assert.NotNull(again.Registry.View.Find(instance.Name)?.At(instance.Endpoint)));
    }

    [Fact]
    public async Task A_node_that_fails_again_and_again_stops_its_host_and_says_why()
    {
        await using var node = await HostedNode.StartAsync(_directory.Path, replacements: new() { Most = 2 });
        for (var failure = 0; failure < 2; failure++)
        {
            var before = node.Current.Running!;
            Kill(before, "journal");
            await node.NextAsync(before);
        }

        Kill(node.Current.Running!, "journal");

        await node.Stopped.WaitAsync(Patience.Limit);
        Assert.True(node.Current.HasGivenUp);
    }

    [Fact]
    public async Task A_node_that_cannot_replace_a_failed_actor_system_gives_up_too()
    {
        await using var node = await HostedNode.StartAsync(
            _directory.Path,
            start => port => port is null ? start(port) : Task.FromException<ActorSystemInstance>(new IOException("the port is taken")),
            replacements: new() { Most = 2 });
        Kill(node.Current.Running!, "journal");

        await node.Stopped.WaitAsync(Patience.Limit);
        Assert.True(node.Current.HasGivenUp);
    }

    [Fact]
    public async Task A_start_that_fails_elsewhere_leaves_no_actor_system_behind()
    {
        await using var first = await HostedNode.StartAsync(_directory["first"]);
        var current = new CurrentSystem();

        await Assert.ThrowsAsync<IOException>(
            () => HostedNode.StartAsync(_directory["second"], httpPort: first.BaseAddress.Port, current: current));

        Assert.True(current.Running!.System.WhenTerminated.IsCompletedSuccessfully);
    }

    private static async Task<ActorSystemInstance> StartAsync(ActorSystemStart start, int? port, Task mayStart)
    {
        if (port is not null)
            await mayStart;
        return await start(port);
    }

    private static void Kill(RunningSystem running, string actor) =>
        running.System.ActorSelection($"/user/{actor}").Tell(Akka.Actor.Kill.Instance, ActorRefs.NoSender);

    private static async Task AssertRefusesWritesAsync(RegistryCaller caller, string actor)
    {
        var reason = $"the actor {actor} has stopped";
        var status = (await caller.CallAsync("cluster_status")).Value;
        Assert.True(status.TryGetMembers(out var members));
        Assert.True(members.TryGet("accepts_writes", out var accepts) && accepts.TryGetBoolean(out var isAccepting) && !isAccepting);
        Assert.True(members.TryGet("write_fault", out var fault));
        Assert.True(fault.TryGetText(out var text));
        Assert.Contains(reason, text, StringComparison.Ordinal);
        var refused = (await caller.CallAsync("register", XmlRpcValue.Of("late"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(80))).Fault!;
        Assert.Equal(503, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until the node says that it is ready, or that it is not.</summary>
    /// <returns>Its reason.</returns>
    private static async Task<string> UntilReadyAsync(HostedNode node, HttpStatusCode wanted)
    {
        using var http = new HttpClient { BaseAddress = node.BaseAddress };
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            if (response.StatusCode == wanted)
            {
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(patience.Token));
                return document.RootElement.GetProperty("reason").GetString()!;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
