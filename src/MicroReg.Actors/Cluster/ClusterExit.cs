using Akka.Actor;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Ends an actor system: by Akka's coordinated shutdown, or, where a failed TLS handshake has spent that (see
/// <see cref="FailedHandshakes"/>), by the same steps one after the other.
/// </summary>
internal static class ClusterExit
{
    /// <summary>How long a step may take that needs other nodes.</summary>
    private static readonly TimeSpan StepPatience = TimeSpan.FromSeconds(2);

    /// <summary>True if an actor system was told to end, by the node or by another member of its cluster.</summary>
    /// <param name="system">The actor system.</param>
    public static bool IsUnderWay(ActorSystem system) =>
        CoordinatedShutdown.Get(system).ShutdownReason is not null && !FailedHandshakes.HaveSpentShutdownOf(system);

    /// <summary>Leaves the cluster with all that this takes, then ends.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="goodbye">Tells the other nodes. The coordinated shutdown has a task of its own for it.</param>
    public static async Task LeaveAsync(ActorSystem system, Func<Task> goodbye)
    {
        ArgumentNullException.ThrowIfNull(goodbye);
        if (!FailedHandshakes.HaveSpentShutdownOf(system))
        {
            await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
            return;
        }

        await WithinPatience(goodbye()).ConfigureAwait(false);
        if (system is ExtendedActorSystem { Provider: Akka.Cluster.ClusterActorRefProvider })
            await WithinPatience(ClusterHosting.DeclareDownAsync(Akka.Cluster.Cluster.Get(system))).ConfigureAwait(false);
        await system.Terminate().ConfigureAwait(false);
    }

    /// <summary>Ends without a goodbye: it is no member of a cluster, or of one that it should not be in.</summary>
    /// <param name="system">The actor system.</param>
    public static Task EndAsync(ActorSystem system) =>
        FailedHandshakes.HaveSpentShutdownOf(system)
            ? system.Terminate()
            : CoordinatedShutdown.Get(system).Run(EndReason.Replaced, CoordinatedShutdown.PhaseActorSystemTerminate);

    private static async Task WithinPatience(Task step) =>
        await Task.WhenAny(step, Task.Delay(StepPatience)).ConfigureAwait(false);
}
