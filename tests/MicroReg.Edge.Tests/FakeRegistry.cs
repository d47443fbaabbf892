using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;
using MicroReg.Domain.Views;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Edge.Tests;

/// <summary>A registry without actors: the real rules, records and view, one command at a time.</summary>
internal sealed class FakeRegistry : IRegistry
{
    private readonly RegistryDatabase _database;
    private readonly Lock _writer = new();

    private long _commits;

    public FakeRegistry()
    {
        _database = new RegistryDatabase(new OriginId(0xa1), Time);
        _database.Feed.Begin(VersionVector.Empty);
        Events = new StatusFeed(_database.Feed, new FeedOptions(), () => Readiness, Time);
    }

    public IStatusFeed Events { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public RegistryView View => _database.View;

    /// <summary>The subscriptions that there are.</summary>
    public SubscriptionTable Subscriptions => _database.Subscriptions;

    /// <summary>How the calls to subscribers fare.</summary>
    public SubscriptionStatus Calls { get; set; } = SubscriptionStatus.None;

    private SubscriptionRequests Requests =>
        new(Subscriptions, new SubscriptionOptions { MaxSubscriptions = 3 }, Time, () => $"subscription-{Subscriptions.Count + 1}");

    /// <summary>The level that writes reach.</summary>
    public AcknowledgementLevel Reached { get; set; } = AcknowledgementLevel.Majority;

    /// <summary>What the next writes are answered with, if not null.</summary>
    public RegistryFault? Fault { get; set; }

    /// <summary>What the next writes throw, if not null.</summary>
    public Exception? Exception { get; set; }

    public Readiness Readiness { get; set; } = Readiness.Ready;

    public RegistryFault? WriteFault { get; set; }

    /// <summary>What is watched.</summary>
    public HealthStatus Health { get; set; } = HealthStatus.None;

    /// <summary>The signs of life that were taken.</summary>
    public List<InstanceKey> Heartbeats { get; } = [];

    /// <summary>How often self-preservation was ended.</summary>
    public int Releases { get; private set; }

    public ReplicaStatus Replica { get; set; } = ReplicaStatus.Alone;

    /// <summary>The node that was to be forgotten last.</summary>
    public string? LastForgotten { get; private set; }

    /// <summary>The last command that was carried out.</summary>
    public RegistryCommand? LastCommand { get; private set; }

    public ClusterStatus Status => new()
    {
        NodeName = "node-1",
        NodeId = "6f1c",
        Origin = _database.Records.Origin,
        Version = "0.1.0",
        Address = "127.0.0.1:4053",
        Readiness = Readiness,
        WriteFault = WriteFault,
        Replica = Replica,
        Members = [new ClusterMember("127.0.0.1:4053", "Up", IsReachable: true, IsSelf: true)],
        Subscriptions = Calls with { Count = Subscriptions.Count },
        Health = Health,
        Vector = _database.Records.Vector,
    };

    public Task<Outcome<int>> RegisterAsync(RegisterInstance command, CancellationToken cancellation = default) =>
        RunAsync<int>(command, written => written[0].Registration!.Id);

    public Task<Outcome<bool>> UpdateStatusAsync(UpdateStatus command, CancellationToken cancellation = default) =>
        RunAsync<bool>(command, written => written.Length > 0);

    public Task<Outcome<bool>> UnregisterAsync(UnregisterInstances command, CancellationToken cancellation = default) =>
        RunAsync<bool>(command, written => written.Length > 0);

    /// <summary>What heartbeats are answered with instead; null for the usual answer.</summary>
    public RegistryFault? HeartbeatFault { get; set; }

    public Outcome<bool> Heartbeat(InstanceKey instance)
    {
        if (HeartbeatFault is { } fault)
            return fault;
        if (View.Find(instance.Name)?.At(instance.Endpoint) is null)
            return false;
        Heartbeats.Add(instance);
        return true;
    }

    public Task<Outcome<bool>> DrainAsync(DrainInstance command, CancellationToken cancellation = default) =>
        RunAsync<bool>(command, written => written.Length > 0);

    public Task<Outcome<int>> ReleaseSelfPreservationAsync(CancellationToken cancellation = default)
    {
        Releases++;
        return Task.FromResult<Outcome<int>>(Fault is { } fault ? fault : Health.Preserved);
    }

    public async Task<Outcome<SubscriptionGrant>> SubscribeAsync(
        SubscriptionTerms terms, string cursor = "", CancellationToken cancellation = default)
    {
        if (Requests.Refusal(terms, cursor) is { } refusal)
            return refusal;
        var begin = Requests.Begin(terms, cursor);
        return (await RunAsync<bool>(begin, written => written.Length > 0)).TryGet(out _, out var fault)
            ? new SubscriptionGrant(begin.Id, terms.TtlSeconds)
            : fault;
    }

    public Task<Outcome<bool>> RenewSubscriptionAsync(string id, CancellationToken cancellation = default) =>
        RunAsync<bool>(Requests.Renew(id), written => written.Length > 0);

    public Task<Outcome<bool>> UnsubscribeAsync(string id, CancellationToken cancellation = default) =>
        RunAsync<bool>(new EndSubscription(id), written => written.Length > 0);

    public async Task<Outcome<bool>> ForgetNodeAsync(string node, CancellationToken cancellation = default)
    {
        await Task.Yield();
        if (Exception is { } exception)
            throw exception;
        if (Fault is { } fault)
            return fault;
        LastForgotten = node;
        return Replica.Peers.Any(peer => peer.NodeId == node || peer.Address == node || peer.Name == node);
    }

    /// <summary>Registers an instance without a call.</summary>
    public int Add(string name, string host = "127.0.0.1", int port = 8080, InstanceAttributes? attributes = null) =>
        RegisterAsync(new RegisterInstance(new InstanceKey(name, host, port), attributes ?? InstanceAttributes.Default)).Result.Value;

    /// <summary>Writes an id that another node gave to an instance.</summary>
    public void SetId(string name, string host, int port, int id)
    {
        var key = new InstanceKey(name, host, port);
        var existing = _database.Records.Get(key)!;
        _database.Records.TryReplace(key, existing, existing with { Head = existing.Registration! with { Id = id } });
        Feed();
    }

    /// <summary>Writes what a health check found.</summary>
    public void SetHealth(string name, string host, int port, InstanceHealth health)
    {
        var key = new InstanceKey(name, host, port);
        var existing = _database.Records.Get(key)!;
        var verdict = new HealthVerdict(existing.Head!.Generation, _database.Clock.Next(), _database.Records.NextPosition(), health);
        _database.Records.TryReplace(key, existing, RecordMerge.Apply(existing, verdict));
        Feed();
    }

    /// <summary>What was written counts as on disk at once.</summary>
    private void Feed()
    {
        _database.Feed.Close(++_commits, _database.Records.Vector, _database.Records.Sequence, isBreak: false, TimeSpan.Zero);
        _database.Feed.OnDurable(_commits);
    }

    // Answered on another thread, as the actors do, so that the callers' asynchronous paths are the ones tested.
    private async Task<Outcome<T>> RunAsync<T>(RegistryCommand command, Func<ImmutableArray<ServiceRecord>, T> answer)
    {
        await Task.Yield();
        if (Exception is { } exception)
            throw exception;
        if (Fault is { } fault)
            return fault;
        lock (_writer)
        {
            LastCommand = command;
            var living = View.Find(command.Service)?.Instances ?? [];
            var written = _database.TryCommit(ServiceRules.Decide(command, _database.Records.Get, living));
            Feed();
            if (written.Length > 0)
                command.OnReached?.Invoke(Reached);
            return answer(written);
        }
    }
}
