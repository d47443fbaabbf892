using System.Collections.Immutable;
using MicroReg.Client.Watching;

namespace MicroReg.Client.Resolving;

/// <summary>Selects instances from a watcher's copy.</summary>
public static class WatcherResolving
{
    /// <summary>
    /// The running instances of a service, in the order of preference. Instances in the zone come first. Instances of weight 0 come last,
    /// because they are meant for when there is no other. Waits until the copy is usable.
    /// </summary>
    /// <param name="watcher">The watcher.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="zone">The zone in which the caller runs. Null means no preference.</param>
    /// <param name="tag">A tag that the instances must have. Null means any.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instances. Empty if none is running.</returns>
    public static async ValueTask<ImmutableArray<ServiceInstance>> ResolveAsync(
        this IRegistryWatcher watcher, string service, string? zone = null, string? tag = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        await watcher.WhenUsableAsync(cancellation).ConfigureAwait(false);
        return watcher.Current.Resolve(service, zone, tag);
    }

    /// <summary>The running instances of a service in a copy, ordered as by <see cref="ResolveAsync"/>.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="zone">The zone in which the caller runs. Null means no preference.</param>
    /// <param name="tag">A tag that the instances must have. Null means any.</param>
    public static ImmutableArray<ServiceInstance> Resolve(
        this RegistrySnapshot snapshot, string service, string? zone = null, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return [.. snapshot[service].Where(instance => IsEligible(instance, tag)).OrderBy(instance => Rank(instance, zone))];
    }

    /// <summary>
    /// Picks one running instance of a service for one request, at random and in proportion to the weights. Instances in the zone are
    /// preferred. Instances of weight 0 are picked only if there is no other. Takes no lock and allocates nothing.
    /// </summary>
    /// <param name="watcher">The watcher. Its current copy is used without waiting.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="random">The random generator. <see cref="Random"/> is not thread-safe unless it is the shared one.</param>
    /// <param name="zone">The zone in which the caller runs. Null means no preference.</param>
    /// <param name="tag">A tag that the instance must have. Null means any.</param>
    /// <returns>The instance. Null if none is running.</returns>
    public static ServiceInstance? Pick(
        this IRegistryWatcher watcher, string service, Random random, string? zone = null, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        ArgumentNullException.ThrowIfNull(random);
        var instances = watcher.Current[service];
        var (rank, total) = (int.MaxValue, 0L);
        foreach (var instance in instances)
        {
            if (!IsEligible(instance, tag) || Rank(instance, zone) is var other && other > rank)
                continue;
            total = (other < rank ? 0 : total) + Share(instance);
            rank = other;
        }

        if (rank == int.MaxValue)
            return null;
        var left = random.NextInt64(total);
        foreach (var instance in instances)
        {
            if (IsEligible(instance, tag) && Rank(instance, zone) == rank && (left -= Share(instance)) < 0)
                return instance;
        }

        return null;
    }

    private static bool IsEligible(ServiceInstance instance, string? tag) =>
        instance.IsRunning && (tag is null || instance.Tags.Contains(tag));

    private static int Rank(ServiceInstance instance, string? zone) =>
        (instance.Weight > 0 ? 0 : 2) + (zone is null || instance.Zone == zone ? 0 : 1);

    // Instances of weight 0 are all equal.
    private static long Share(ServiceInstance instance) => Math.Max(instance.Weight, 1);
}
