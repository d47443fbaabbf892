using System.Threading.Channels;
using MicroReg.Client.Tests.Fakes;
using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests.Watching;

/// <summary>Two fake nodes and a watcher that asks the first one first.</summary>
internal sealed class WatcherFixture : IAsyncDisposable
{
    private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    private WatcherFixture(FakeNode first, FakeNode second) => (First, Second) = (first, second);

    public FakeNode First { get; }

    public FakeNode Second { get; }

    public TestLog<RegistryWatcher> Log { get; } = new();

    public RegistryWatcher Watcher { get; private set; } = null!;

    /// <summary>All copies that the observer was shown, up to the last one that was awaited.</summary>
    public IReadOnlyList<string> Seen => _seen;

    public static async Task<WatcherFixture> StartAsync(TimeProvider? time = null, Action<RegistryWatcherOptions>? configure = null)
    {
        var fixture = new WatcherFixture(await FakeNode.StartAsync(), await FakeNode.StartAsync());
        fixture.Watcher = fixture.NewWatcher(time, configure);
        fixture.Watcher.OnChange(snapshot => fixture._shown.Writer.TryWrite(Copies.Describe(snapshot)));
        fixture.Watcher.Start();
        return fixture;
    }

    /// <summary>A watcher of the same nodes that is not started yet.</summary>
    public RegistryWatcher NewWatcher(TimeProvider? time = null, Action<RegistryWatcherOptions>? configure = null)
    {
        var options = new RegistryWatcherOptions { StartAnywhere = false };
        options.Nodes.Add(First.Address);
        options.Nodes.Add(Second.Address);
        configure?.Invoke(options);
        return new RegistryWatcher(options, Log, time, new Random(1));
    }

    /// <summary>The first stream, after a snapshot of two instances of orders.</summary>
    public async Task<FakeStream> WithTwoOrdersAsync()
    {
        var stream = await First.NextStreamAsync();
        await stream.ResetAsync();
        await stream.PageAsync("c1", Sse.Instance("orders", 5001, "a1"), Sse.Instance("orders", 5002, "a1"));
        await SeesAsync(TwoOrders);
        return stream;
    }

    /// <summary>Waits until the observer is shown the expected copy.</summary>
    public async Task SeesAsync(string expected)
    {
        try
        {
            do
                _seen.Add(await _shown.Reader.ReadAsync().AsTask().Soon());
            while (_seen[^1] != expected);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not \"{expected}\", but: {string.Join(" | ", _seen)}");
        }
    }

    public const string TwoOrders = "orders 127.0.0.1:5001 running, orders 127.0.0.1:5002 running";

    public async ValueTask DisposeAsync()
    {
        await Watcher.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
