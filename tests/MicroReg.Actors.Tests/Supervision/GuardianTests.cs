using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Supervision;

namespace MicroReg.Actors.Tests.Supervision;

public sealed class GuardianTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly RestartDemand _demand = new();
    private readonly IActorRef _actor;

    public GuardianTests()
        : base($"akka.actor.guardian-supervisor-strategy = \"{typeof(BoundedRestarts).AssemblyQualifiedName}\"")
    {
        _actor = Sys.ActorOf(Props.Create<Fragile>(), "fragile");
        _ = Guardian.WatchAsync(_actor, () => ClusterExit.IsUnderWay(Sys), _demand);
    }

    [Fact]
    public async Task An_actor_that_is_stopped_is_noticed()
    {
        Sys.Stop(_actor);

        Assert.Equal(new RestartCause("the actor fragile has stopped", IsFailure: true), await _demand.Asked.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_actor_that_is_restarted_is_let_be_until_its_restarts_are_exhausted()
    {
        for (var crash = 0; crash < 10; crash++)
            _actor.Tell("crash");
        await _actor.Ask<ActorIdentity>(new Identify(null), Patience);
        Assert.False(_demand.Asked.IsCompleted);

        _actor.Tell("crash");
        Assert.True((await _demand.Asked.WaitAsync(Patience)).IsFailure);
    }

    [Fact]
    public async Task The_end_of_the_actor_system_is_no_failure()
    {
        await CoordinatedShutdown.Get(Sys).Run(EndReason.Replaced, CoordinatedShutdown.PhaseActorSystemTerminate).WaitAsync(Patience);
        await _actor.WatchAsync().WaitAsync(Patience);

        Assert.False(_demand.Asked.IsCompleted);
    }

    private sealed class Fragile : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("It was asked to crash.");
    }
}
