using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Registry;

/// <summary>
/// The read side of the registry: what lookups are answered from, by any thread, without a lock or a mailbox. One
/// writer keeps it in step with the database and publishes each change before the write is answered.
/// </summary>
public sealed class RegistryView
{
    private readonly ConcurrentDictionary<string, ServiceSnapshot> _services = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private volatile ImmutableSortedSet<string> _names = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many living instances there are.</summary>
    public int InstanceCount => Volatile.Read(ref _count);

    /// <summary>How many services have a living instance.</summary>
    public int ServiceCount => _names.Count;

    /// <summary>The names of all services, in ordinal order, as of this moment.</summary>
    public IReadOnlyCollection<string> ServiceNames => _names;

    /// <summary>A service with its living instances, or null.</summary>
    public ServiceSnapshot? Find(string service) => _services.GetValueOrDefault(service);

    /// <summary>The services that a filter selects, in ordinal order of their names.</summary>
    public IEnumerable<ServiceSnapshot> List(ServiceFilter filter)
    {
        var names = _names;
        var start = string.CompareOrdinal(filter.After, filter.Prefix) >= 0 ? AfterIndex(names, filter.After) : AtIndex(names, filter.Prefix);
        return From(names, start)
            .TakeWhile(name => name.StartsWith(filter.Prefix, StringComparison.Ordinal))
            .Select(Find)
            .OfType<ServiceSnapshot>()
            .Where(service => filter.Instances is not { } wanted || service.Instances.Any(wanted.Matches))
            .Take(filter.Limit);
    }

    /// <summary>All living instances, each as of some moment during the call: services in ordinal order, instances by endpoint.</summary>
    public ImmutableArray<ServiceRecord> AllInstances()
    {
        var all = ImmutableArray.CreateBuilder<ServiceRecord>(InstanceCount);
        foreach (var name in _names)
            if (Find(name) is { } service)
                all.AddRange(service.Instances);
        return all.DrainToImmutable();
    }

    /// <summary>Takes over one change. Called by the single writer, inside its commit.</summary>
    /// <param name="before">What was held; null or not living if nothing was there for readers.</param>
    /// <param name="after">What is held now.</param>
    public void Apply(ServiceRecord? before, ServiceRecord? after)
    {
        if (after is { IsLiving: true })
            Show(after);
        else if (before is { IsLiving: true })
            Hide(before.Key);
        Volatile.Write(ref _count, _count + (after is { IsLiving: true } ? 1 : 0) - (before is { IsLiving: true } ? 1 : 0));
    }

    private void Show(ServiceRecord living)
    {
        var name = living.Key.Name;
        var held = _services.GetValueOrDefault(name);
        _services[name] = held?.With(living) ?? ServiceSnapshot.Of(living);
        if (held is null)
            _names = _names.Add(name);
    }

    private void Hide(InstanceKey key)
    {
        if (!_services.TryGetValue(key.Name, out var held))
            return;
        if (held.Without(key.Endpoint) is { } rest)
        {
            _services[key.Name] = rest;
            return;
        }

        _names = _names.Remove(key.Name);
        _services.TryRemove(key.Name, out _);
    }

    private static int AtIndex(ImmutableSortedSet<string> names, string name) =>
        names.IndexOf(name) is >= 0 and var index ? index : ~names.IndexOf(name);

    private static int AfterIndex(ImmutableSortedSet<string> names, string name) =>
        names.IndexOf(name) is >= 0 and var index ? index + 1 : ~names.IndexOf(name);

    private static IEnumerable<string> From(ImmutableSortedSet<string> names, int start)
    {
        for (var i = start; i < names.Count; i++)
            yield return names[i];
    }
}
