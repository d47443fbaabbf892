using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Health;

/// <summary>The watch with the other actors of a node: what it finds is in the records, and it survives its own failure.</summary>
public sealed class HealthActorTests : TestKit
{
    private static readonly InstanceKey Orders = new("orders", "127.0.0.1", 5001);
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = 5, DeregisterAfterSeconds = 10 };
    private readonly RegistryFixture _node;

    public HealthActorTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys) { Cluster = ReplicaStatus.Alone };

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_leased_instance_passes_with_its_first_beat_fails_without_and_is_removed_at_last()
    {
        _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, Leased);
        Assert.True(_node.Registry.Heartbeat(Orders).Value);
        await Until(InstanceHealth.Passing);
        await Until(InstanceHealth.Failing);
        await PassUntil(() => Find() is null);
        Assert.False(_node.Registry.Heartbeat(Orders).Value);
    }

    [Fact]
    public async Task An_instance_that_is_not_registered_has_no_heartbeat_and_one_without_lease_needs_none()
    {
        Assert.False(_node.Registry.Heartbeat(Orders).Value);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port);
        Assert.True(_node.Registry.Heartbeat(Orders).Value);
        Assert.Equal(0, _node.Health.Status.Heartbeats);
    }

    [Fact]
    public async Task A_plain_registration_is_probed_as_configured()
    {
        _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port);
        await Until(InstanceHealth.Passing);
        _node.Prober.Answer(Orders.Endpoint, ProbeResult.Bad("it is closed"));
        await Until(InstanceHealth.Failing);
        Assert.Equal(ServiceStatus.Error, Find()!.Status);
        _node.Prober.Answer(Orders.Endpoint, ProbeResult.Good);
        await Until(InstanceHealth.Passing);
        Assert.InRange(_node.Health.Status.ProbesBad, 3, 4);
    }

    [Fact]
    public async Task An_instance_registered_before_the_health_actor_started_is_monitored_too()
    {
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, Leased);
        _node.StartHealth(Sys);
        await Until(InstanceHealth.Failing);
    }

    [Fact]
    public async Task A_watch_that_failed_begins_anew_with_whole_leases()
    {
        var watch = _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, Leased);
        _node.Registry.Heartbeat(Orders);
        await Until(InstanceHealth.Passing);
        EventFilter.Exception<NullReferenceException>().ExpectOne(() => watch.Tell(new HeartbeatsForwarded("node", default)));
        _node.Registry.Heartbeat(Orders);
        await PassUntil(() => _node.Health.Status.Owned == 1);
        Assert.Equal(InstanceHealth.Passing, Find()!.HealthStatus);
        await Until(InstanceHealth.Failing);
    }

    [Fact]
    public async Task A_drained_instance_is_told_first_and_unregistered_after_its_time()
    {
        _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port);
        Assert.True((await _node.Registry.DrainAsync(new(Orders, 5))).Value);
        Assert.Equal(ServiceStatus.Draining, Find()!.Status);
        await PassUntil(() => Find() is null);
        Assert.False((await _node.Registry.DrainAsync(new(Orders, 5))).Value);
    }

    [Fact]
    public async Task Half_a_beat_before_its_time_nothing_expires()
    {
        _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, Leased);
        await PassUntil(() => _node.Health.Status.Owned == 1);
        for (var heartbeats = 0; heartbeats < 20; heartbeats++)
        {
            _node.Registry.Heartbeat(Orders);
            await Pass(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(
            (InstanceHealth.Passing, 0, 20), (Find()!.HealthStatus, (int)_node.Health.Status.Expired, (int)_node.Health.Status.Heartbeats));
    }

    [Theory]
    [InlineData(3, 1, null, false)]
    [InlineData(3, 2, null, true)]
    [InlineData(3, 3, 1, false)] // it hears the others, and they do not hear it
    [InlineData(3, 3, 2, true)]
    [InlineData(2, 1, null, true)] // each half of a pair goes on
    public async Task A_heartbeat_at_a_node_that_only_a_minority_hears_is_a_fault(int nodes, int reachable, int? heardBy, bool isTaken)
    {
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, Leased);
        var known = Enumerable.Range(1, nodes).Select(
            number => new KnownNode($"{number}", $"{number}", $"{number}", NodeState.Counted, new Stamp(new(1), new(1))));
        _node.Cluster = ReplicaStatus.Alone with { Known = KnownNodes.Of(known), Reachable = reachable, HeardBy = heardBy };
        Assert.Equal(isTaken ? null : FaultKind.Unavailable, _node.Registry.Heartbeat(Orders).Fault?.Kind);
        var unknown = new InstanceKey("unknown", "127.0.0.1", 1);
        Assert.Equal(isTaken ? null : FaultKind.Unavailable, _node.Registry.Heartbeat(unknown).Fault?.Kind);
    }

    private ServiceRecord? Find() => _node.Database.View.Find(Orders.Name)?.At(Orders.Endpoint);

    private Task Until(InstanceHealth health) => PassUntil(() => Find()!.HealthStatus == health);

    /// <summary>Lets the node's time pass until something holds.</summary>
    private async Task PassUntil(Func<bool> holds)
    {
        for (var ticks = 0; !holds(); ticks++)
        {
            Assert.True(ticks < 5000, "It never came.");
            await PassTick();
        }
    }

    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(HealthKeeper.Tick))
            await PassTick();
    }

    /// <summary>
    /// The next tick comes when the watch has seen this one, and what it wrote is written: else it would take the test for a pause.
    /// </summary>
    private async Task PassTick()
    {
        _node.Time.Advance(TimeSpan.FromMilliseconds(HealthKeeper.Tick));
        foreach (var actor in new[] { "health", "service-db", "micro-db", "journal" })
            await Sys.ActorSelection($"/user/{actor}").Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(60));
    }
}
