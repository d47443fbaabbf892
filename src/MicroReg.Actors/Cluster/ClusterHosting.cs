using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using MicroReg.Actors.Supervision;

namespace MicroReg.Actors.Cluster;

/// <summary>Wires cluster membership into an actor system whose configuration names the cluster provider.</summary>
internal static class ClusterHosting
{
    private static readonly TimeSpan FormationPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Starts <see cref="MembershipActor"/> at <c>/user/membership</c>. A node that has neither seeds nor met anybody is
    /// the first of its cluster, at once: start-up goes on when it is. Any other finds its cluster while it serves.
    /// </summary>
    public static AkkaConfigurationBuilder AddMembership(
        this AkkaConfigurationBuilder akka, MembershipOptions options, KnownPeers peers, RestartDemand restart) =>
        akka
            .WithActors((system, registry) =>
            {
                var cluster = Akka.Cluster.Cluster.Get(system);
                cluster.RegisterOnMemberRemoved(() => restart.Ask("this node is no member of its cluster any more"));
                CoordinatedShutdown.Get(system).AddTask(
                    CoordinatedShutdown.PhaseBeforeClusterShutdown, "leave-without-consent", () => LeaveWithoutConsentAsync(cluster));
                registry.Register<MembershipActor>(
                    system.ActorOf(Props.Create(() => new MembershipActor(options, peers, restart)), "membership"));
            })
            .AddStartup((system, _) =>
                options.Seeds.IsEmpty && peers.Addresses.IsEmpty ? UntilMemberAsync(Akka.Cluster.Cluster.Get(system)) : Task.CompletedTask);

    /// <summary>Bounded, for a node whose records were lost may be heard and taken in by others that still know it.</summary>
    private static async Task UntilMemberAsync(Akka.Cluster.Cluster cluster)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        await Task.WhenAny(up.Task, Task.Delay(FormationPatience)).ConfigureAwait(false);
    }

    /// <summary>
    /// To leave needs the consent of every member. While one is unreachable it can't be had, and waiting for it would only
    /// delay the end; a member that declares itself down needs nobody, and stands in no way of the others.
    /// </summary>
    private static async Task<Akka.Done> LeaveWithoutConsentAsync(Akka.Cluster.Cluster cluster)
    {
        if (!cluster.IsTerminated
            && cluster.State.Unreachable.Any(member => member.Status is not (MemberStatus.Down or MemberStatus.Exiting)))
            await DeclareDownAsync(cluster).ConfigureAwait(false);
        return Akka.Done.Instance;
    }

    /// <summary>Takes this node out of its cluster without the consent of the others; completes when it is no member any more.</summary>
    internal static Task DeclareDownAsync(Akka.Cluster.Cluster cluster)
    {
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberRemoved(removed.SetResult);
        cluster.Down(cluster.SelfAddress);
        return removed.Task;
    }
}
