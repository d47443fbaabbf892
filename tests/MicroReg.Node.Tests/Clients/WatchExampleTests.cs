using System.Diagnostics;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests.Clients;

/// <summary>The guide's subscriber in Python, as it is, against real nodes.</summary>
public sealed class WatchExampleTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_subscriber_goes_on_at_another_node_when_its_own_is_killed()
    {
        await using var one = await NodeProcess.StartAsync(_directory["one"], "--node-name", "one");
        await using var two = await NodeProcess.StartAsync(_directory["two"], "--node-name", "two", "--seed", one.ClusterAddress);
        using var registry = new RegistryCaller(two.BaseAddress);
        var script = Repository.File("examples", "Subscribing", "watch.py");
        await using var watcher = ChildProcess.Start(new ProcessStartInfo("python3", [script, Url(one), Url(two)]));

        await PrintsAsync(watcher, "[]");
        await RegisterAsync(registry, "orders", 5001);
        await PrintsAsync(watcher, "[('orders', '127.0.0.1', 5001, 1)]");
        await registry.CallAsync("update_status", XmlRpcValue.Of("orders"), XmlRpcValue.Of("draining"));
        await PrintsAsync(watcher, "[('orders', '127.0.0.1', 5001, 3)]");
        await one.KillAsync();
        await RegisterAsync(registry, "stock", 5002);
        await PrintsAsync(watcher, "[('orders', '127.0.0.1', 5001, 3), ('stock', '127.0.0.1', 5002, 1)]");
        await registry.CallAsync("unregister", XmlRpcValue.Of("orders"));
        await PrintsAsync(watcher, "[('stock', '127.0.0.1', 5002, 1)]");
    }

    private static async Task RegisterAsync(RegistryCaller registry, string name, int port)
    {
        var outcome = await registry.CallAsync("register", XmlRpcValue.Of(name), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(port));
        Assert.Null(outcome.Fault);
    }

    /// <summary>
    /// Reads what the subscriber prints up to a line; between states that were asked for there are no others, but it may tell of nodes.
    /// </summary>
    private static async Task PrintsAsync(ChildProcess watcher, string expected)
    {
        string line;
        do
            line = await watcher.NextLineAsync();
        while (line.StartsWith("the next node", StringComparison.Ordinal));
        Assert.Equal(expected, line);
    }

    private static string Url(NodeProcess node) => node.BaseAddress.GetLeftPart(UriPartial.Authority);
}
