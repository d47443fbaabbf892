using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests.Subscriptions;

public sealed class CallbackTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_subscriber_in_Python_is_told_what_is_there_and_what_changes()
    {
        await using var node = await NodeProcess.StartAsync(_directory["data"]);
        using var registry = new RegistryCaller(node.BaseAddress);
        await Register(registry, "orders");
        await using var subscriber = new PythonSubscriber(node.BaseAddress);

        Assert.Equal("registered orders at 127.0.0.1:5001 status 1", await subscriber.NextAsync());
        await registry.CallAsync("update_status", XmlRpcValue.Of("orders"), XmlRpcValue.Of("draining"));
        Assert.Equal("status_changed orders at 127.0.0.1:5001 status 3", await subscriber.NextAsync());
        await registry.CallAsync("unregister", XmlRpcValue.Of("orders"));
        Assert.Equal("unregistered orders at 127.0.0.1:5001 status -", await subscriber.NextAsync());
        Assert.Contains("microreg_subscriptions_owned 1", await registry.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_survives_the_node_that_calls_and_goes_on_where_it_was()
    {
        await using var one = await NodeProcess.StartAsync(_directory["one"]);
        await using var two = await NodeProcess.StartAsync(_directory["two"], "--seed", one.ClusterAddress);
        using var first = new RegistryCaller(one.BaseAddress);
        using var second = new RegistryCaller(two.BaseAddress);
        await Register(first, "orders");
        await using var subscriber = new PythonSubscriber(one.BaseAddress);
        Assert.Equal("registered orders at 127.0.0.1:5001 status 1", await subscriber.NextAsync());

        var isFirst = await Until(async () => await Owns(first) != await Owns(second), async () => await Owns(first));
        await (isFirst ? one : two).KillAsync();
        var living = isFirst ? second : first;
        await Register(living, "basket");

        Assert.Equal("registered basket at 127.0.0.1:5001 status 1", await subscriber.NextAsync("registered"));
        Assert.True(await Owns(living));
    }

    private static Task<XmlRpcOutcome> Register(RegistryCaller registry, string name) =>
        registry.CallAsync("register", XmlRpcValue.Of(name), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(5001));

    private static async Task<bool> Owns(RegistryCaller registry) =>
        (await registry.GetStringAsync("/metrics")).Contains("microreg_subscriptions_owned 1", StringComparison.Ordinal);

    /// <summary>Nodes that have just met agree after a moment on who owns what.</summary>
    private static async Task<T> Until<T>(Func<Task<bool>> condition, Func<Task<T>> result)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var step = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
            await step.WaitForNextTickAsync(patience.Token);
        return await result();
    }
}
