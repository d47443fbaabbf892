using Akka.Actor;
using Akka.Remote;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Supervision;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Actors.Tests.Cluster;

public sealed class MembershipActorTests : TestKit
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartDemand _restart = new();
    private readonly KnownPeers _peers = new();
    private readonly ActorSystem _other = Nodes.Start();

    public MembershipActorTests()
        : base(Nodes.Config(), "microreg")
    {
    }

    private string Self => Sys.Address();

    protected override void AfterAll()
    {
        base.AfterAll();
        _other.Dispose();
    }

    [Fact]
    public async Task Replication_is_told_who_is_there_at_its_start_and_at_every_change()
    {
        var membership = Start("127.0.0.1:1", Self, "127.0.0.1:2");
        membership.Tell(new ReplicationStarted());
        Assert.Equal(("", "127.0.0.1:1 127.0.0.1:2"), await NextAsync());

        Sys.Cluster().Join(Sys.Cluster().SelfAddress);
        Assert.Equal((Self, "127.0.0.1:1 127.0.0.1:2"), await NextAsync());

        await _other.JoinAsync(Sys);
        Assert.Equal((Both, "127.0.0.1:1 127.0.0.1:2"), await NextAsync());

        membership.Tell(new ReplicationStarted());
        Assert.Equal((Both, "127.0.0.1:1 127.0.0.1:2"), await NextAsync());

        await _other.DieAsync();
        await ExpectNoMsgAsync(TimeSpan.FromSeconds(2)); // unreachable, but a member as before
        Sys.Cluster().Down(_other.Cluster().SelfAddress);
        Assert.Equal((Self, "127.0.0.1:1 127.0.0.1:2"), await NextAsync());
        Assert.Equal([_other.Address()], _peers.Addresses);
    }

    [Fact]
    public async Task A_cluster_that_is_heard_of_is_joined()
    {
        await _other.JoinAsync(_other);
        var membership = Start(_other.Address());
        membership.Tell(new ReplicationStarted());

        membership.Tell(new PeerHeard(Nodes.Hello(_other.Address(), _other.Address())));

        await FishForMessageAsync<MembersChanged>(changed => string.Join(' ', changed.Members) == Both, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_first_seed_forms_a_cluster_when_its_time_has_come()
    {
        var membership = Start(Self, "127.0.0.1:1");
        membership.Tell(new ReplicationStarted());
        Assert.Equal(("", "127.0.0.1:1"), await NextAsync());

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((Self, "127.0.0.1:1"), await NextAsync());
        Assert.False(_restart.Asked.IsCompleted);
    }

    [Fact]
    public async Task A_node_that_knew_others_before_does_not_begin_anew_at_once()
    {
        _peers.Add("127.0.0.1:1");
        var membership = Start();
        membership.Tell(new ReplicationStarted([Self, "127.0.0.1:1"]));

        Assert.Equal(("", ""), await NextAsync());
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(300));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((Self, ""), await NextAsync());
    }

    [Fact]
    public async Task The_lesser_of_two_clusters_demands_a_new_actor_system()
    {
        var membership = Start();
        membership.Tell(new ReplicationStarted());
        await FishForMessageAsync<MembersChanged>(changed => changed.Members.Length == 1);

        await AwaitAssertAsync(() =>
        {
            membership.Tell(new PeerHeard(Nodes.Hello("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:2")));
            _time.Advance(TimeSpan.FromSeconds(0.5));
            Assert.True(_restart.Asked.IsCompleted);
        }, TimeSpan.FromSeconds(60));
        Assert.Contains("127.0.0.1:1 become one", (await _restart.Asked).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_demands_a_new_actor_system()
    {
        Start();
        var self = Sys.Cluster().SelfAddress;
        await AwaitAssertAsync(() =>
        {
            Sys.EventStream.Publish(new ThisActorSystemQuarantinedEvent(self, self.WithPort(1)));
            Assert.True(_restart.Asked.IsCompleted);
        });

        Assert.Contains("127.0.0.1:1 has quarantined", (await _restart.Asked).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_replication_is_found_again()
    {
        Sys.ActorOf(Props.Create(() => new Forwarder(TestActor)), "replication");
        var membership = Start();
        await AwaitConditionAsync(() => Task.FromResult(Sys.Cluster().State.Members.Count == 1));

        membership.Tell(new PeerHeard(null!));

        Assert.Equal((Self, ""), await NextAsync());
    }

    private string Both => string.Join(' ', new[] { Self, _other.Address() }.Order(StringComparer.Ordinal));

    private IActorRef Start(params string[] seeds)
    {
        var options = new MembershipOptions
        {
            Seeds = [.. seeds],
            Interval = TimeSpan.FromMilliseconds(100),
            PeerTimeout = TimeSpan.FromSeconds(4),
            Time = _time,
        };
        return Sys.ActorOf(Props.Create(() => new MembershipActor(options, _peers, _restart)), "membership");
    }

    private async Task<(string Members, string Contacts)> NextAsync()
    {
        var changed = await ExpectMsgAsync<MembersChanged>(TimeSpan.FromSeconds(60));
        return (string.Join(' ', changed.Members), string.Join(' ', changed.Contacts));
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef target) => ReceiveAny(target.Forward);
    }
}
