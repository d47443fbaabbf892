using MicroReg.Gateway.Mapping;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Tests.Mapping;

public sealed class RegistryConfigProviderTests : IAsyncLifetime, IDisposable
{
    private readonly FakeWatcher _watcher = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RegistryConfigProvider _provider;

    public RegistryConfigProviderTests()
    {
        _watcher.Set("orders", Instances.At(1));
        _provider = new(_watcher, Options.Create(new GatewayOptions()), new GatewayMetrics(_watcher), _time);
    }

    public Task InitializeAsync() => _provider.StartAsync(CancellationToken.None);

    public Task DisposeAsync() => _provider.StopAsync(CancellationToken.None);

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task A_change_is_published_and_the_previous_token_fires()
    {
        var before = _provider.GetConfig();

        _watcher.Set("orders", Instances.At(1), Instances.At(2));
        await ChangedAsync(before);

        Assert.Equal(["127.0.0.1:1", "127.0.0.1:2"], DestinationsOf(_provider.GetConfig()));
        Assert.Equal(["127.0.0.1:1"], DestinationsOf(before));
    }

    [Fact]
    public async Task Changes_within_a_few_milliseconds_are_published_once_and_unseen_changes_never()
    {
        var before = _provider.GetConfig();
        _watcher.Set("orders", Instances.At(1) with { Health = "passing" });
        for (var port = 2; port <= 20; port++)
            _watcher.Set("orders", [.. Enumerable.Range(1, port).Select(each => Instances.At(each))]);
        Assert.False(before.ChangeToken.HasChanged);

        await ChangedAsync(before);
        var after = _provider.GetConfig();
        Assert.Equal(20, DestinationsOf(after).Count());

        // First a change that YARP would not see, then one that it would. If the first one made a configuration, its token would have
        // fired.
        _watcher.Set("orders", [.. Enumerable.Range(1, 20).Select(each => Instances.At(each) with { Health = "failing" })]);
        _watcher.Set("users", Instances.At(1));
        await ChangedAsync(after);
        Assert.Contains("users", _provider.GetConfig().Clusters.Select(cluster => cluster.ClusterId));
    }

    private async Task ChangedAsync(IProxyConfig config)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = config.ChangeToken.RegisterChangeCallback(_ => changed.TrySetResult(), null);
        // The provider starts to wait on its own thread. The clock is advanced until it has.
        while (!changed.Task.IsCompleted)
        {
            _time.Advance(RegistryConfigProvider.Gathering);
            await Task.Yield();
        }
    }

    private static IEnumerable<string> DestinationsOf(IProxyConfig config) =>
        config.Clusters.Single(cluster => cluster.ClusterId == "orders").Destinations!.Keys;
}
