using System.Buffers;
using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Methods;

/// <summary>
/// The ids under which instances are shown where only the id distinguishes them. Two nodes may give the same id to two instances before
/// they hear of each other. Until one of the two has got another id, it is shown under the next free one of its own sequence, which is the
/// one that the registry will choose.
/// </summary>
internal static class DistinctIds
{
    /// <summary>Looks for instances that share an id.</summary>
    /// <param name="records">Living instances.</param>
    /// <param name="ids">How instances get their ids.</param>
    /// <returns>By index, the ids of those that are not shown under their own; null if there are none, which is nearly always so.</returns>
    public static Dictionary<int, int>? Of(ImmutableArray<ServiceRecord> records, InstanceIds ids)
    {
        // Sorting pooled numbers takes milliseconds for a hundred thousand instances, and allocates nothing.
        var buffer = ArrayPool<int>.Shared.Rent(records.Length);
        try
        {
            var own = buffer.AsSpan(0, records.Length);
            for (var i = 0; i < own.Length; i++)
                own[i] = records[i].Registration!.Id;
            own.Sort();
            return SharedIn(own) is { } shared ? Separate(records, shared, ids) : null;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
        }
    }

    private static HashSet<int>? SharedIn(ReadOnlySpan<int> sorted)
    {
        HashSet<int>? shared = null;
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] == sorted[i - 1])
                (shared ??= []).Add(sorted[i]);
        return shared;
    }

    /// <summary>Of those that share an id, the one that was registered first keeps it, as in the registry itself.</summary>
    private static Dictionary<int, int> Separate(ImmutableArray<ServiceRecord> records, HashSet<int> shared, InstanceIds ids)
    {
        var taken = records.Select(record => record.Registration!.Id).ToHashSet();
        var byAge = Comparer<int>.Create((left, right) => CompareAge(records[left], records[right]));
        return Enumerable.Range(0, records.Length)
            .Where(index => shared.Contains(records[index].Registration!.Id))
            .GroupBy(index => records[index].Registration!.Id)
            .SelectMany(sharing => sharing.Order(byAge).Skip(1))
            .Order(byAge)
            .ToDictionary(later => later, later => ids.Choose(records[later].Key, taken.Add)); // a free one is taken at once
    }

    private static int CompareAge(ServiceRecord left, ServiceRecord right)
    {
        var byTime = left.Registration!.FirstRegistered.CompareTo(right.Registration!.FirstRegistered);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Key.ToString(), right.Key.ToString());
    }
}
