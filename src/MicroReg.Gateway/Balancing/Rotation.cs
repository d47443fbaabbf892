using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Balancing;

/// <summary>The destinations that take requests, and their turns.</summary>
internal sealed class Rotation
{
    private readonly DestinationState[] _candidates;
    private readonly int[] _turns;

    private Rotation(DestinationState[] candidates, int[] turns) => (_candidates, _turns) = (candidates, turns);

    /// <summary>
    /// Of those that have a weight, the ones in the zone; those of other zones if it has none. Those without a weight only
    /// if there is no other, again by zone.
    /// </summary>
    public static Rotation Of(IEnumerable<DestinationState> available, string? zone)
    {
        var all = available.Select(destination => (Destination: destination, destination.Model.Config.Metadata))
            .Select(each => (each.Destination, Weight: ProxyMetadata.WeightOf(each.Metadata), IsNear: zone is not null && ProxyMetadata.ZoneOf(each.Metadata) == zone))
            .OrderBy(each => each.Destination.DestinationId, StringComparer.Ordinal).ToArray();
        var weighted = Preferred(all, each => each.Weight > 0);
        var near = Preferred(weighted, each => each.IsNear);
        return new(Array.ConvertAll(near, each => each.Destination), Turns.LayOut(Array.ConvertAll(near, each => Math.Max(1, each.Weight))));
    }

    /// <summary>The destination whose turn it is.</summary>
    /// <param name="turn">A number that grows by one with each request; it may wrap.</param>
    public DestinationState At(uint turn) => _candidates[_turns[turn % (uint)_turns.Length]];

    private static T[] Preferred<T>(T[] all, Predicate<T> isPreferred) => Array.FindAll(all, isPreferred) is { Length: > 0 } some ? some : all;
}
