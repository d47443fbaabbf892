using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Views;

/// <summary>A service and its living instances at one moment. Immutable except for the current turn.</summary>
public sealed class ServiceSnapshot
{
    private readonly SortedRecords _instances;
    private TurnCounter? _turns;
    private Rotation? _rotation;

    private ServiceSnapshot(string name, SortedRecords instances, TurnCounter? turns) =>
        (Name, _instances, _turns) = (name, instances, turns);

    /// <summary>The name of the service.</summary>
    public string Name { get; }

    /// <summary>The living instances, ordered by host and port; at least one.</summary>
    public IReadOnlyCollection<ServiceRecord> Instances => _instances;

    /// <summary>How many living instances there are.</summary>
    public int Count => _instances.Count;

    /// <summary>The best status among the instances.</summary>
    public ServiceStatus Status => _instances.MaxBy(record => ServiceStatuses.Preference(record.Status))!.Status;

    /// <summary>The living instance at an endpoint, or null.</summary>
    public ServiceRecord? At(Endpoint endpoint) => _instances.Find(endpoint);

    /// <summary>The living instances behind an endpoint, in the order of <see cref="Instances"/>.</summary>
    /// <param name="endpoint">Where to begin; it need not be that of an instance.</param>
    public IEnumerable<ServiceRecord> InstancesAfter(Endpoint endpoint) => _instances.After(endpoint);

    /// <summary>The instance whose turn it is: running ones first, by weight; any other if none runs.</summary>
    public ServiceRecord Next() => Rotation.At(Turns.Take());

    /// <summary>The running instances in the order of use: by turn, those in the caller's zone first.</summary>
    /// <param name="filter">Which instances to consider.</param>
    /// <param name="count">The greatest number of instances.</param>
    public ImmutableArray<ServiceRecord> Resolve(InstanceFilter filter, int count)
    {
        var running = _instances.Where(record => record.Status == ServiceStatus.Running && filter.MatchesTag(record)).ToArray();
        if (running.Length == 0)
            return [];
        var rotation = Rotation.Of(running);
        var first = Turns.Take();
        var order = Enumerable.Range(0, rotation.Length).Select(turn => rotation.At(first + (uint)turn))
            .Distinct(ReferenceEqualityComparer.Instance).Cast<ServiceRecord>();
        var rest = running.Except(order, ReferenceEqualityComparer.Instance).Cast<ServiceRecord>();
        return [.. order.Concat(rest).OrderByDescending(filter.MatchesZone).Take(count)];
    }

    internal static ServiceSnapshot Of(ServiceRecord first) =>
        new(first.Key.Name, default(SortedRecords).With(first), turns: null);

    internal ServiceSnapshot With(ServiceRecord living) =>
        new(Name, _instances.With(living), _turns);

    internal ServiceSnapshot? Without(Endpoint endpoint) =>
        _instances.Without(endpoint) is { Count: > 0 } rest ? new(Name, rest, _turns) : null;

    /// <summary>Created on first use. If a change comes just then, the rotation starts once more.</summary>
    private TurnCounter Turns => _turns ?? LazyInitializer.EnsureInitialized(ref _turns);

    private Rotation Rotation => _rotation ??= Rotation.Of(_instances);

    /// <summary>The current turn. All snapshots of a service share it, so that a change does not restart the rotation.</summary>
    private sealed class TurnCounter
    {
        private int _next = -1;

        public uint Take() => (uint)Interlocked.Increment(ref _next);
    }
}
