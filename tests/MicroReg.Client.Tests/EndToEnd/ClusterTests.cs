using System.Diagnostics;
using MicroReg.Client.Calls;
using MicroReg.Client.Tests.Fakes;
using MicroReg.Client.Watching;
using MicroReg.Testing.Nodes;
using Xunit.Abstractions;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>The client with three real nodes.</summary>
[Collection(nameof(RealNodes))]
public sealed class ClusterTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestLog<RegistryWatcher> _log = new();
    private TestCluster _cluster = null!;
    private RegistryClient _client = null!;
    private RegistryWatcher _watcher = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(new ClusterShape(3, HasOwnNetwork: false));
        _client = NewClient();
        _watcher = NewWatcher();
        _watcher.Start();
    }

    public async Task DisposeAsync()
    {
        await _watcher.DisposeAsync();
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_whose_node_is_killed_continues_at_another_one_without_a_snapshot_and_misses_nothing()
    {
        for (var port = 5001; port <= 5020; port++)
            await RegisterAsync(port);
        await _watcher.UntilAsync(snapshot => snapshot["orders"].Length == 20);
        var snapshots = Snapshots;

        var began = Stopwatch.GetTimestamp();
        var changing = ChangeAsync();
        await _cluster.Nodes[0].KillAsync();
        await Patience.UntilAsync(
            () => _log.Lines.Count(line => line.Contains("In touch", StringComparison.Ordinal)) == 2,
            () => string.Join('\n', _log.Lines));
        output.WriteLine($"In touch again {Stopwatch.GetElapsedTime(began).TotalMilliseconds:f0} ms after the kill");
        await changing;
        await _watcher.UntilAsync("orders 127.0.0.1:5001 stopped, "
            + string.Join(", ", Enumerable.Range(5003, 19).Select(port => $"orders 127.0.0.1:{port} running")));

        Assert.Equal(snapshots, Snapshots);
        Assert.NotEqual(_cluster.Nodes[0].Http, _watcher.Node);
    }

    [Fact]
    public async Task While_no_node_is_there_old_and_new_watchers_have_the_copy_and_they_continue_afterwards()
    {
        await RegisterAsync(5001);
        await RegisterAsync(5002);
        await _watcher.UntilAsync(WatchedOrders);
        await Task.WhenAll(_cluster.Nodes.Select(node => node.KillAsync()));
        await Patience.UntilAsync(
            () => _log.Lines.Any(line => line.Contains("No node can be followed", StringComparison.Ordinal)),
            () => string.Join('\n', _log.Lines));
        Assert.Equal(WatchedOrders, Copies.Describe(_watcher.Current));

        // Stands for another process. It can use the file once the first watcher has ended.
        await _watcher.DisposeAsync();
        _watcher = NewWatcher();
        _watcher.Start();
        await _watcher.WhenUsableAsync().Soon();
        Assert.Equal(WatchedOrders, Copies.Describe(_watcher.Current));
        Assert.False(_watcher.IsInTouch);

        await Task.WhenAll(_cluster.Nodes.Select(node => node.StartAsync()));
        await _client.UnregisterAsync("orders", ("127.0.0.1", 5002));
        await _watcher.UntilAsync("orders 127.0.0.1:5001 running");
        Assert.True(_watcher.IsInTouch);
    }

    private const string WatchedOrders = "orders 127.0.0.1:5001 running, orders 127.0.0.1:5002 running";

    private int Snapshots => _log.Lines.Count(line => line.Contains("begins a snapshot", StringComparison.Ordinal));

    private async Task ChangeAsync()
    {
        await _client.UpdateStatusAsync("orders", "stopped", ("127.0.0.1", 5001));
        await _client.UnregisterAsync("orders", ("127.0.0.1", 5002));
        await RegisterAsync(5021);
    }

    private Task<int> RegisterAsync(int port) =>
        _client.RegisterAsync(new() { Service = "orders", Host = "127.0.0.1", Port = port, Check = "none" });

    private RegistryClient NewClient()
    {
        var options = new RegistryClientOptions();
        AddNodes(options.Nodes);
        return new RegistryClient(options);
    }

    private RegistryWatcher NewWatcher()
    {
        var options = new RegistryWatcherOptions { StartAnywhere = false, CacheFile = Path.Combine(_cluster.Directory, "copy") };
        AddNodes(options.Nodes);
        return new RegistryWatcher(options, _log, random: new Random(1));
    }

    private void AddNodes(IList<Uri> nodes)
    {
        foreach (var node in _cluster.Nodes)
            nodes.Add(node.Http);
    }
}
