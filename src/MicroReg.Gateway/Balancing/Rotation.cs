using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Balancing;

/// <summary>The destinations that get requests, and the order of their turns.</summary>
internal sealed class Rotation
{
    private readonly DestinationState[] _candidates;
    private readonly int[] _turns;

    private Rotation(DestinationState[] candidates, int[] turns) => (_candidates, _turns) = (candidates, turns);

    /// <summary>
    /// Selects the destinations. Those with a weight come first, and those of weight 0 are used only if there are no others. Within the
    /// selected group, destinations in the zone are preferred, and other zones are used only if the zone has none.
    /// </summary>
    public static Rotation Of(IEnumerable<DestinationState> available, string? zone)
    {
        var all = available.Select(destination => (Destination: destination, destination.Model.Config.Metadata))
            .Select(each => (
                each.Destination,
                Weight: ProxyMetadata.WeightOf(each.Metadata),
                IsNear: zone is not null && ProxyMetadata.ZoneOf(each.Metadata) == zone))
            .OrderBy(each => each.Destination.DestinationId, StringComparer.Ordinal).ToArray();
        var weighted = Preferred(all, each => each.Weight > 0);
        var near = Preferred(weighted, each => each.IsNear);
        return new(Array.ConvertAll(near, each => each.Destination),
            Turns.LayOut(Array.ConvertAll(near, each => Math.Max(1, each.Weight))));
    }

    /// <summary>The destination for a turn.</summary>
    /// <param name="turn">A number that grows by one with each request. It may wrap around.</param>
    public DestinationState At(uint turn) => _candidates[_turns[turn % (uint)_turns.Length]];

    private static T[] Preferred<T>(T[] all, Predicate<T> isPreferred) =>
        Array.FindAll(all, isPreferred) is { Length: > 0 } some ? some : all;
}
