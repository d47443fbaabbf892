using System.Collections.Immutable;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Views;

/// <summary>
/// The read side of the registry: any thread reads it, without a lock or a mailbox. A single writer keeps it in step with the database
/// and publishes each change before the write is answered.
/// </summary>
public sealed class RegistryView
{
    private readonly PartitionedDictionary<string, ServiceSnapshot> _services = new(StringComparer.Ordinal);
    private volatile SortedNames _names = new(0, []);
    private long _namesVersion;
    private int _serviceCount;
    private int _count;

    /// <summary>How many living instances there are.</summary>
    public int InstanceCount => Volatile.Read(ref _count);

    /// <summary>How many services have a living instance.</summary>
    public int ServiceCount => Volatile.Read(ref _serviceCount);

    /// <summary>
    /// The current names of all services, in ordinal order. They are sorted on demand and cached until a service comes or goes: listings
    /// are rare, and a sorted tree would burden every new name.
    /// </summary>
    public IReadOnlyList<string> ServiceNames => CurrentNames();

    /// <summary>A service with its living instances, or null.</summary>
    public ServiceSnapshot? Find(string service) => _services.Find(service);

    /// <summary>The services that a filter selects, in ordinal order of their names.</summary>
    public IEnumerable<ServiceSnapshot> List(ServiceFilter filter)
    {
        var names = CurrentNames();
        var start = string.CompareOrdinal(filter.After, filter.Prefix) >= 0
            ? IndexAfter(names, filter.After) : IndexAt(names, filter.Prefix);
        return names.Skip(start)
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
        foreach (var name in ServiceNames)
            if (Find(name) is { } service)
                all.AddRange(service.Instances);
        return all.DrainToImmutable();
    }

    /// <summary>
    /// All living instances in no order, one after the other: the caller may pause in between. Each as of some moment during the call;
    /// those that come or go meanwhile may be among them.
    /// </summary>
    internal IEnumerable<ServiceRecord> EachInstance() => _services.Entries.SelectMany(entry => entry.Value.Instances);

    /// <summary>Takes over one change. Called by the single writer, inside its commit.</summary>
    /// <param name="before">The record before; null or not living if readers did not see one.</param>
    /// <param name="after">The record now.</param>
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
        var existing = _services.Find(name);
        _services.Set(name, existing?.With(living) ?? ServiceSnapshot.Of(living));
        if (existing is null)
            CountServices(1);
    }

    private void Hide(InstanceKey key)
    {
        if (_services.Find(key.Name) is not { } existing)
            return;
        if (existing.Without(key.Endpoint) is { } rest)
        {
            _services.Set(key.Name, rest);
            return;
        }

        _services.Remove(key.Name);
        CountServices(-1);
    }

    private void CountServices(int change)
    {
        Volatile.Write(ref _serviceCount, _serviceCount + change);
        Volatile.Write(ref _namesVersion, _namesVersion + 1);
    }

    /// <summary>The version is read before the names, so that an outdated list does not count as current.</summary>
    private string[] CurrentNames()
    {
        var version = Volatile.Read(ref _namesVersion);
        var existing = _names;
        if (existing.Version == version)
            return existing.Names;
        var names = _services.Entries.Select(entry => entry.Key).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        _names = new SortedNames(version, names);
        return names;
    }

    private static int IndexAt(string[] names, string name) =>
        Array.BinarySearch(names, name, StringComparer.Ordinal) is >= 0 and var index
            ? index : ~Array.BinarySearch(names, name, StringComparer.Ordinal);

    private static int IndexAfter(string[] names, string name) =>
        Array.BinarySearch(names, name, StringComparer.Ordinal) is >= 0 and var index ? index + 1 : IndexAt(names, name);

    private sealed record SortedNames(long Version, string[] Names);
}
