using System.Threading.Channels;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace MicroReg.Gateway.Mapping;

/// <summary>
/// Tells YARP of changes of the registry. It skips changes that YARP would not see, and joins changes that come within a few milliseconds.
/// It need not hurry when an instance stops: requests avoid that instance even before YARP knows.
/// </summary>
internal sealed class RegistryConfigProvider : BackgroundService, IProxyConfigProvider
{
    /// <summary>
    /// How long to wait for further changes. Too short for people to notice that a new instance is late, and longer than a burst of events.
    /// </summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The shortest time between two loads. At each load YARP goes through all clusters, which takes milliseconds with a thousand services.
    /// Without this limit, a registry that changes all the time would take a large part of a processor.
    /// </summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Channel<byte> _changes = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
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
            // The signal is taken before the copy is read, so a later change gives a new signal.
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
