using System.Collections.Immutable;
using Services = System.Collections.Immutable.ImmutableDictionary<string,
    System.Collections.Immutable.ImmutableArray<MicroReg.Client.Watching.ServiceInstance>>;

namespace MicroReg.Client.Watching.Copying;

/// <summary>Operations on the instances of all services. Services that do not change keep the same object.</summary>
internal static class InstanceTable
{
    private static readonly Comparer<ServiceInstance> ByEndpoint = Comparer<ServiceInstance>.Create(static (one, other) =>
        string.CompareOrdinal(one.Host, other.Host) is var order && order != 0 ? order : one.Port.CompareTo(other.Port));

    /// <summary>
    /// Applies the changes of a page in order. A change that is not later than the known state of its instance is dropped.
    /// </summary>
    public static Services Apply(Services services, IReadOnlyList<InstanceChange> page)
    {
        if (page.Count == 0)
            return services;
        var changed = services.ToBuilder();
        foreach (var group in page.GroupBy(change => change.Instance.Service, StringComparer.Ordinal))
        {
            var former = services.GetValueOrDefault(group.Key, []);
            var instances = Apply(former, group);
            if (instances.IsEmpty)
                changed.Remove(group.Key);
            else if (instances != former)
                changed[group.Key] = instances;
        }

        return changed.ToImmutable();
    }

    /// <summary>Compares a complete new copy with the previous one, and reuses the objects that are the same in both.</summary>
    public static Services Keep(Services former, Services copy)
    {
        var kept = copy.ToBuilder();
        var same = former.Count == copy.Count;
        foreach (var (name, instances) in copy)
        {
            if (former.TryGetValue(name, out var existing) && existing.SequenceEqual(instances, IsSame))
                kept[name] = existing;
            else
                same = false;
        }

        return same ? former : kept.ToImmutable();
    }

    private static ImmutableArray<ServiceInstance> Apply(ImmutableArray<ServiceInstance> former, IEnumerable<InstanceChange> changes)
    {
        List<ServiceInstance>? instances = null;
        Dictionary<(string, int), string>? gone = null;
        foreach (var (instance, isGone) in changes)
        {
            var at = instances?.BinarySearch(instance, ByEndpoint) ?? former.BinarySearch(instance, ByEndpoint);
            var key = (instance.Host, instance.Port);
            var existing = at >= 0 ? (instances?[at] ?? former[at]).Version : gone?.GetValueOrDefault(key);
            if (existing is not null && string.CompareOrdinal(instance.Version, existing) <= 0)
                continue;
            if (isGone)
                (gone ??= [])[key] = instance.Version;
            if (isGone && at < 0)
                continue;
            instances ??= [.. former];
            if (isGone)
                instances.RemoveAt(at);
            else if (at >= 0)
                instances[at] = instance;
            else
                instances.Insert(~at, instance);
        }

        return instances is null ? former : [.. instances];
    }

    // A version identifies one state of an instance.
    private static readonly EqualityComparer<ServiceInstance> IsSame = EqualityComparer<ServiceInstance>.Create(
        static (one, other) => one!.Host == other!.Host && one.Port == other.Port && one.Version == other.Version);
}
