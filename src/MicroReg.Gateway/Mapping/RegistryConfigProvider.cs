using System.Threading.Channels;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Tells YARP of changes, of real ones only, and of those that come within a few milliseconds together. It need not hurry
/// for instances that go: those are left out of the choice before YARP knows.
/// </summary>
internal sealed class RegistryConfigProvider : BackgroundService, IProxyConfigProvider
{
    /// <summary>How long further changes are waited for: shorter than anybody notices that an instance is new, longer than a burst of events takes.</summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The shortest time between two loads. YARP goes through all clusters each time (milliseconds for a thousand services), so
    /// without this a registry that never rests would take a large part of a processor.
    /// </summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Channel<byte> _changes = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IRegistryWatcher _watcher;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private ProxyMap _map;
    private long _loaded;
    private volatile PublishedConfig _published;

    public RegistryConfigProvider(IRegistryWatcher watcher, IOptions<GatewayOptions> options, GatewayMetrics metrics, TimeProvider time)
    {
        (_watcher, _metrics, _time) = (watcher, metrics, time);
        _subscription = watcher.OnChange(_ => _changes.Writer.TryWrite(0));
        _map = ProxyMap.Of([.. options.Value.Routes], watcher.Current);
        _loaded = time.GetTimestamp();
        _published = new PublishedConfig(_map);
    }

    public IProxyConfig GetConfig() => _published;

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _changes.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
        {
            var rest = Interval - _time.GetElapsedTime(_loaded);
            await Task.Delay(rest > Gathering ? rest : Gathering, _time, stoppingToken).ConfigureAwait(false);
            // Taken before the copy is read: a change after that is another one.
            _changes.Reader.TryRead(out _);
            Publish(_map.Next(_watcher.Current));
        }
    }

    private void Publish(ProxyMap map)
    {
        if (ReferenceEquals(map, _map))
            return;
        (_map, _loaded) = (map, _time.GetTimestamp());
        var former = _published;
        _published = new PublishedConfig(map);
        _metrics.Reloaded();
        former.Supersede();
    }

    private sealed class PublishedConfig(ProxyMap map) : IProxyConfig
    {
        private readonly ConfigurationReloadToken _token = new();

        public IReadOnlyList<RouteConfig> Routes => map.Routes;

        public IReadOnlyList<ClusterConfig> Clusters => map.Clusters;

        public IChangeToken ChangeToken => _token;

        public void Supersede() => _token.OnReload();
    }
}
