using System.Collections.Immutable;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace MicroReg.Client.Discovery;

/// <summary>Provides the endpoints of one service from the watcher's copy, with a token that fires when the service changes.</summary>
internal sealed class RegistryEndpointProvider : IServiceEndpointProvider
{
    private readonly Lock _gate = new();
    private readonly IRegistryWatcher _watcher;
    private readonly ServiceEndpointQuery _query;
    private readonly DiscoveryOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly IDisposable _following;
    private CancellationTokenSource _changed = new();
    private ImmutableArray<ServiceInstance> _shown = [];
    private int _servicesSeen;

    public RegistryEndpointProvider(
        IRegistryWatcher watcher, ServiceEndpointQuery query, DiscoveryOptions options, ILogger logger, TimeProvider time)
    {
        (_watcher, _query, _options, _logger, _time) = (watcher, query, options, logger, time);
        _following = watcher.OnChange(OnChange);
    }

    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Endpoints.Count > 0)
            return; // Another provider, such as configuration, takes precedence.
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        RegistrySnapshot snapshot;
        lock (_gate)
        {
            if (_changed.IsCancellationRequested)
                _changed = new CancellationTokenSource();
            endpoints.AddChangeToken(new CancellationChangeToken(_changed.Token));
            snapshot = _watcher.Current;
            (_shown, _servicesSeen) = (snapshot[NameIn(snapshot)], snapshot.Services.Count);
        }

        foreach (var endpoint in InstanceEndPoints.Of(snapshot, NameIn(snapshot), _query.IncludedSchemes, _options))
            endpoints.Endpoints.Add(ServiceEndpoint.Create(endpoint));
    }

    public ValueTask DisposeAsync()
    {
        _following.Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnChange(RegistrySnapshot snapshot)
    {
        CancellationTokenSource? changed;
        lock (_gate)
        {
            changed = IsStillUnknown(snapshot) || snapshot[NameIn(snapshot)] == _shown ? null : _changed;
            _servicesSeen = snapshot.Services.Count;
        }

        changed?.Cancel();
    }

    /// <summary>
    /// True if the service was unknown and most likely still is. Applications also look up hosts that are not services. Comparing those
    /// with all names at each change would be too slow. So if the number of services is unchanged, no name is assumed to be new.
    /// </summary>
    private bool IsStillUnknown(RegistrySnapshot snapshot) =>
        _shown.IsEmpty && snapshot.Services.Count == _servicesSeen && !snapshot.Services.ContainsKey(_query.ServiceName);

    /// <summary>The host of a URL is always in lower case, but names of services need not be. An exact match comes first.</summary>
    private string NameIn(RegistrySnapshot snapshot) => snapshot.Services.ContainsKey(_query.ServiceName)
        ? _query.ServiceName
        : snapshot.Services.Keys.Where(name => name.Equals(_query.ServiceName, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).FirstOrDefault() ?? _query.ServiceName;

    private async Task WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await _watcher.WhenUsableAsync(cancellation).WaitAsync(_options.Patience, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.NotUsable(_logger, _query.ServiceName, _options.Patience);
        }
    }
}
