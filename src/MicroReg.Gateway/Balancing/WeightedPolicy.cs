using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Balancing;

/// <summary>Takes the destinations in turn, in proportion to their weights. Destinations in the gateway's zone come first.</summary>
internal sealed class WeightedPolicy(IOptions<GatewayOptions> options) : ILoadBalancingPolicy
{
    /// <summary>The name of the policy in YARP's configuration.</summary>
    public const string PolicyName = "MicroReg";

    private readonly string? _zone = options.Value.Zone;

    // A list of destinations is replaced and never changed, so the rotation can be cached for as long as the list lives.
    private readonly ConditionalWeakTable<IReadOnlyList<DestinationState>, Rotation> _rotations = [];

    // The turn outlives the list. Otherwise every change would start again with the same destination.
    private readonly ConditionalWeakTable<ClusterState, StrongBox<int>> _turns = [];

    public string Name => PolicyName;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        if (availableDestinations.Count == 0)
            return null;
        var rotation = _rotations.GetValue(availableDestinations, list => Rotation.Of(list, _zone));
        var turn = Interlocked.Increment(ref _turns.GetOrCreateValue(cluster).Value);
        return rotation.At((uint)turn);
    }
}
