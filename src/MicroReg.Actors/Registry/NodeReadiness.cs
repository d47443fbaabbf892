using MicroReg.Actors.Cluster;
using MicroReg.Actors.Replication;
using MicroReg.Domain.Kernel;

namespace MicroReg.Actors.Registry;

/// <summary>Whether the node may be asked: what the actor system allows, and what replication has reached. For any thread.</summary>
/// <param name="current">The actor system, while there is one.</param>
/// <param name="replica">What the node knows of the others.</param>
internal sealed class NodeReadiness(CurrentSystem current, ReplicaRuntime replica)
{
    /// <summary>The readiness of this moment.</summary>
    public Readiness Current
    {
        get
        {
            var (own, common) = (current.Readiness, replica.Status.Readiness);
            return own == Readiness.Ready ? common : own with
            {
                IsReady = own.IsReady && common.IsReady,
                KnowsAll = common.KnowsAll,
            };
        }
    }
}
