using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Forwarding;

/// <summary>The destinations that have just failed. The gateway knows of these failures before the registry does.</summary>
internal sealed class RecentFailures(IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<DestinationState, long> _failed = new();

    /// <summary>True if no destination is avoided. This is the usual case.</summary>
    public bool IsEmpty => _failed.IsEmpty;

    /// <summary>Records a failure.</summary>
    public void Record(DestinationState destination)
    {
        Forget();
        _failed[destination] = time.GetTimestamp();
    }

    /// <summary>The destinations that have not failed recently, or all of them if every one has.</summary>
    public IReadOnlyList<DestinationState> Avoid(IReadOnlyList<DestinationState> destinations)
    {
        if (IsEmpty || destinations.Count < 2)
            return destinations;
        Forget();
        return destinations.All(destination => !_failed.ContainsKey(destination)) ? destinations
            : destinations.Where(destination => !_failed.ContainsKey(destination)).ToArray() is { Length: > 0 } others ? others
            : destinations;
    }

    private void Forget()
    {
        foreach (var (destination, at) in _failed)
            if (time.GetElapsedTime(at) >= options.Value.AvoidFailedFor)
                _failed.TryRemove(new(destination, at));
    }
}
