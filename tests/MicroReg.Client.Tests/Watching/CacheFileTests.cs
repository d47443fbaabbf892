using MicroReg.Client.Tests.Fakes;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Client.Tests.Watching;

/// <summary>The file that gives a process the last copy if it starts while no node can be reached.</summary>
public sealed class CacheFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => _directory["below/copy"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_watcher_starts_with_the_cached_copy_and_continues_from_its_cursor()
    {
        await WriteAsync();
        await using var fixture = await WatcherFixture.StartAsync(configure: WithFile);
        var stream = await fixture.First.NextStreamAsync();

        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(fixture.Watcher.Current));
        Assert.True(fixture.Watcher.WhenUsableAsync().IsCompletedSuccessfully);
        Assert.Null(fixture.Watcher.Current.AsOf);
        Assert.Null(fixture.Watcher.Staleness);
        Assert.False(fixture.Watcher.IsInTouch);
        Assert.Equal("c1", stream.Cursor);
        var instance = fixture.Watcher.Current["orders"][0];
        Assert.Equal(("a1", "a1", "blue", 5001), (instance.Version, instance.Metadata["v"], instance.Tags[0], instance.Id));
    }

    [Fact]
    public async Task A_watcher_that_starts_without_any_node_has_the_cached_copy()
    {
        await WriteAsync();
        var options = new RegistryWatcherOptions { CacheFile = File };
        options.Nodes.Add(new Uri("http://127.0.0.1:1"));
        await using var watcher = new RegistryWatcher(options, random: new Random(1));
        watcher.Start();

        await watcher.WhenUsableAsync().Soon();
        Assert.Equal(WatcherFixture.TwoOrders, Copies.Describe(watcher.Current));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(200)]
    public async Task A_damaged_file_is_ignored_with_a_line_in_the_log(int at)
    {
        await WriteAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes[at] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        await AssertIgnoredAsync(WithFile, "It is damaged");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    public async Task A_truncated_file_is_ignored_with_a_line_in_the_log(int length)
    {
        await WriteAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync(File, bytes[..length]);
        await AssertIgnoredAsync(WithFile, "It is damaged");
    }

    [Fact]
    public async Task A_file_of_another_filter_is_ignored_because_its_cursor_would_skip_instances()
    {
        await WriteAsync();
        await AssertIgnoredAsync(
            options =>
            {
                WithFile(options);
                options.Filter = new() { Prefix = "o" };
            },
            "another filter");
    }

    [Fact]
    public async Task The_file_is_written_at_most_once_in_the_interval_and_on_disposal()
    {
        var time = new FakeTimeProvider();
        await using (var fixture = await WatcherFixture.StartAsync(time, WithFile))
        {
            var stream = await fixture.WithTwoOrdersAsync();
            await Patience.UntilAsync(() => System.IO.File.Exists(File), () => "There is no file.");
            var first = await System.IO.File.ReadAllTextAsync(File);
            Assert.Contains("\"cursor\":\"c1\"", first, StringComparison.Ordinal);
            await stream.PageAsync("c2", Sse.Gone("orders", 5002, "a2"));
            await fixture.SeesAsync("orders 127.0.0.1:5001 running");
            Assert.Equal(first, await System.IO.File.ReadAllTextAsync(File));
        }

        Assert.Contains("\"cursor\":\"c2\"", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File + ".new"));
    }

    private void WithFile(RegistryWatcherOptions options) => options.CacheFile = File;

    private async Task WriteAsync()
    {
        await using var fixture = await WatcherFixture.StartAsync(configure: WithFile);
        await fixture.WithTwoOrdersAsync();
    }

    private static async Task AssertIgnoredAsync(Action<RegistryWatcherOptions> configure, string reason)
    {
        await using var fixture = await WatcherFixture.StartAsync(configure: configure);
        var stream = await fixture.First.NextStreamAsync();
        Assert.Equal("", stream.Cursor);
        Assert.Empty(fixture.Watcher.Current.Services);
        Assert.Contains(fixture.Log.Lines, line => line.Contains("is ignored", StringComparison.Ordinal)
            && line.Contains(reason, StringComparison.Ordinal));
    }
}
