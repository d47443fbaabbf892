using System.Collections.Immutable;
using MicroReg.Client.Watching;

namespace MicroReg.Client.Resolving;

/// <summary>Answers from the copy where a request may be sent to.</summary>
public static class WatcherResolving
{
    /// <summary>
    /// The running instances of a service, in the order for use: those of the zone first, and those of weight 0 last, since they
    /// are meant for when there is no other. Waits until the copy is usable.
    /// </summary>
    /// <param name="watcher">Keeps the copy.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="zone">Where the caller runs; null = no matter.</param>
    /// <param name="tag">A tag that they must have; null = any.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instances; empty if none runs.</returns>
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
    /// <param name="zone">Where the caller runs; null = no matter.</param>
    /// <param name="tag">A tag that they must have; null = any.</param>
    public static ImmutableArray<ServiceInstance> Resolve(this RegistrySnapshot snapshot, string service, string? zone = null, string? tag = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return [.. snapshot[service].Where(instance => IsEligible(instance, tag)).OrderBy(instance => Rank(instance, zone))];
    }

    /// <summary>
    /// One running instance of a service for one request: by chance in proportion to the weights, among those of the zone if
    /// there are any, and of weight 0 only if there is no other. Costs no lock and, for one answer, no allocation.
    /// </summary>
    /// <param name="watcher">Keeps the copy; what it holds by now is used, without waiting.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="random">The chance. <see cref="Random"/> is not thread-safe unless it is the shared one.</param>
    /// <param name="zone">Where the caller runs; null = no matter.</param>
    /// <param name="tag">A tag that it must have; null = any.</param>
    /// <returns>The instance; null if none runs.</returns>
    public static ServiceInstance? Pick(this IRegistryWatcher watcher, string service, Random random, string? zone = null, string? tag = null)
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

    private static bool IsEligible(ServiceInstance instance, string? tag) => instance.IsRunning && (tag is null || instance.Tags.Contains(tag));

    private static int Rank(ServiceInstance instance, string? zone) =>
        (instance.Weight > 0 ? 0 : 2) + (zone is null || instance.Zone == zone ? 0 : 1);

    // Among those of weight 0 all are alike.
    private static long Share(ServiceInstance instance) => Math.Max(instance.Weight, 1);
}
