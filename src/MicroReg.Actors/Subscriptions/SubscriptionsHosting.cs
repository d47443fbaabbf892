using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.ServiceDb;

namespace MicroReg.Actors.Subscriptions;

/// <summary>Wires the feed's subscribers into an actor system.</summary>
internal static class SubscriptionsHosting
{
    /// <summary>
    /// Starts <see cref="StatusFeedActor"/> at <c>/user/subscriptions</c>; after <see cref="ServiceDbHosting.AddServiceDb"/> and
    /// replication.
    /// </summary>
    public static AkkaConfigurationBuilder AddSubscriptions(this AkkaConfigurationBuilder akka, SubscriptionRuntime runtime) =>
        akka.WithActors((system, registry) =>
        {
            var serviceDb = registry.Get<ServiceDbActor>();
            registry.Register<StatusFeedActor>(
                system.ActorOf(Props.Create(() => new StatusFeedActor(runtime, serviceDb)), StatusFeedActor.Name));
        });
}
