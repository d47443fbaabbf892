using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using MicroReg.Actors.Logging;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Formation;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Finds this node's cluster and keeps it in one (see <see cref="FormationRules"/>), tells the replication actor who the
/// members are, and asks for a new actor system where this one can't be a member any more.
/// </summary>
internal sealed class MembershipActor : UntypedActor, IWithTimers
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILogger _log = Context.System.LoggerOf<MembershipActor>();
    private readonly MemberTable _table = new();
    private readonly MembershipOptions _options;
    private readonly KnownPeers _peers;
    private readonly RestartDemand _restart;
    private readonly HeardNodes _heard;
    private readonly string _self;
    private readonly long _startedAt;
    private ImmutableArray<string> _members = [];
    private (string Address, long At)? _attempt;
    private ICanTell? _replication;

    /// <summary>Creates the membership of a node.</summary>
    public MembershipActor(MembershipOptions options, KnownPeers peers, RestartDemand restart)
    {
        (_options, _peers, _restart) = (options, peers, restart);
        _self = AddressOf(_cluster.SelfAddress);
        _heard = new HeardNodes(_self, options.PeerTimeout, options.Time);
        _startedAt = options.Time.GetTimestamp();
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Host and port of a node, as nodes call each other.</summary>
    internal static string AddressOf(Address address) => NodeAddress.Of(address.Host, address.Port ?? 0);

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TimeSpan.Zero, _options.Interval);
    }

    /// <summary>The replication actor does not know that this one is a new instance.</summary>
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        _replication = Context.ActorSelection("/user/replication");
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerHeard heard: OnHeard(heard.Hello); break;
            case ReplicationStarted started: OnReplicationStarted(started); break;
            case Tick: Decide(); break;
            case ClusterEvent.CurrentClusterState state: OnState(state); break;
            case ClusterEvent.IMemberEvent changed: OnMember(changed.Member); break;
            case ThisActorSystemQuarantinedEvent quarantined:
                _restart.Ask($"{AddressOf(quarantined.RemoteAddress)} has quarantined this node");
                break;
            default: Unhandled(message); break;
        }
    }

    private void OnHeard(Hello hello)
    {
        _peers.Add(hello.Address);
        _heard.Hear(new HeardNode(hello.Address, hello.Members));
        if (_members.IsEmpty)
            Decide();
    }

    private void OnReplicationStarted(ReplicationStarted started)
    {
        if (!started.Known.IsDefault)
            _peers.Add(started.Known.Remove(_self));
        _replication = Sender;
        TellMembers();
    }

    private void OnState(ClusterEvent.CurrentClusterState state)
    {
        _table.Replace(state.Members);
        OnMembers();
    }

    private void OnMember(Member member)
    {
        _table.Apply(member);

        // Told to leave, by another one or because the node stops: the actor system ends when it has left.
        if (member.Status == MemberStatus.Leaving && member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
            Leave();
        OnMembers();
    }

    private void Leave()
    {
        if (FailedHandshakes.HaveSpentShutdownOf(Context.System))
            _restart.Ask("this node was told to leave its cluster");
        else
            CoordinatedShutdown.Get(Context.System).Run(EndReason.Replaced);
    }

    private void OnMembers()
    {
        var members = _table.Addresses;
        if (members.SequenceEqual(_members))
            return;
        _members = members;
        _peers.Add(members.Remove(_self));
        TellMembers();
    }

    private void TellMembers() =>
        _replication?.Tell(new MembersChanged(_members, [.. _options.Seeds.Where(seed => seed != _self)]), Self);

    private void Decide()
    {
        var decision = FormationRules.Decide(new FormationView
        {
            Self = _self,
            Seeds = _options.Seeds,
            Members = _members,
            Heard = _heard.Recent(_members),
            SinceStart = _options.Time.GetElapsedTime(_startedAt),
            Attempt = _attempt is { } attempt ? new JoinAttempt(attempt.Address, _options.Time.GetElapsedTime(attempt.At)) : null,
            KnowsOthers = !_peers.Addresses.IsEmpty,
            HasData = _options.HasData(),
        });
        switch (decision)
        {
            case FormationDecision.Join join: Join(join.Address); break;
            case FormationDecision.FormAlone: Join(_self); break;
            case FormationDecision.RestartAndJoin other: _restart.Ask($"its cluster and that of {other.Address} become one"); break;
        }
    }

    private void Join(string address)
    {
        if (!NodeAddress.TryParse(address, out var host, out var port))
            return;
        if (address == _self)
            Log.FormingAlone(_log);
        else
            Log.Joining(_log, address);
        _attempt = (address, _options.Time.GetTimestamp());
        _cluster.Join(_cluster.SelfAddress.WithHost(host).WithPort(port));
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
