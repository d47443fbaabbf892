using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

public sealed class RegistryDatabaseTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RegistryDatabase _database;

    public RegistryDatabaseTests() => _database = new RegistryDatabase(new OriginId(7), _time, new InstanceIds(bits: 4));

    [Fact]
    public void Every_write_gets_a_greater_stamp_and_the_next_position()
    {
        var first = Register("orders", 1);
        var second = Register("orders", 1);

        Assert.True(second.Head!.Stamp > first.Head!.Stamp);
        Assert.Equal((1, 2), (first.Head.Position.Sequence, second.Head.Position.Sequence));
        Assert.True(_database.Records.Vector.Covers(second.Head.Position));
    }

    [Fact]
    public void A_decision_on_a_changed_record_is_rejected_as_a_whole()
    {
        var existing = Register("orders", 1);
        var stale = new Decision([Write("bills", 1, null), new(existing.Key, null, new TombstoneDraft())]);

        Assert.True(_database.TryCommit(stale).IsDefault);
        Assert.Equal(1, _database.View.InstanceCount);
        Assert.Null(_database.View.Find("bills"));
    }

    [Fact]
    public void Every_listener_hears_of_a_written_instance_once_lookups_see_it()
    {
        var (seen, other) = (new List<string>(), new List<string>());
        _database.InstanceWritten.Subscribe(key => seen.Add($"{key.Name} {_database.View.Find(key.Name)?.Count ?? 0}"));
        var listening = _database.InstanceWritten.Subscribe(key => other.Add(key.Name));
        Register("orders", 1);
        listening.Dispose();
        Register("orders", 2);
        Unregister("orders", 1);

        Assert.Equal(["orders 1", "orders 2", "orders 1"], seen);
        Assert.Equal(["orders"], other);
    }

    [Fact]
    public void A_listener_that_throws_undoes_no_write_and_silences_nobody()
    {
        var heard = new List<InstanceKey>();
        var failures = new List<Exception>();
        _database.Feed.Begin(VersionVector.Empty);
        _database.InstanceWritten.Subscribe(_ => throw new InvalidOperationException("a defect"), failures.Add);
        _database.InstanceWritten.Subscribe(heard.Add);
        var written = _database.TryCommit(new Decision([Write("orders", 1, null), Write("bills", 1, null)]));
        _database.Feed.Close(1, _database.Records.Vector, _database.Records.Sequence, isBreak: false, TimeSpan.Zero);

        Assert.Equal(written.Select(record => record.Key), heard);
        Assert.Equal(2, failures.Count);
        Assert.Equal(2, _database.View.InstanceCount);
        Assert.Equal(1, _database.Feed.Waiting);
    }

    [Fact]
    public void Living_instances_have_distinct_ids_and_a_freed_id_returns_to_its_owner()
    {
        var ids = Enumerable.Range(1, 15).Select(port => Register("orders", port).Registration!.Id).ToArray();
        Assert.Equal(15, ids.Distinct().Count());

        Unregister("orders", 7);
        Assert.Equal(ids[6], Register("orders", 7).Registration!.Id);
    }

    [Fact]
    public void Equal_keys_from_any_source_are_one_object()
    {
        Register("orders", 1);
        _database.TryCommit(
            ServiceRules.Decide(new UpdateStatus("orders", new Endpoint(Host(), 1), ServiceStatus.Draining), _database.Records.Get, []));
        Assert.Same(Assert.Single(_database.Records.All).Key, Assert.Single(_database.Records.KeysOf(new OriginId(7))));

        using var store = new StoredRecords(_database);
        var restarted = new RegistryDatabase(new OriginId(8), _time);
        restarted.Load(store);
        Assert.Same(Assert.Single(restarted.Records.All).Key, Assert.Single(restarted.Records.KeysOf(new OriginId(7))));

        var part = new Reported(
            Assert.Single(restarted.Records.All).Head!.Generation, new Stamp(new HybridTime(long.MaxValue / 2), new OriginId(9)),
            new Position(new OriginId(9), 1), ServiceStatus.Stopped);
        var key = new InstanceKey("orders", Host(), 1);
        restarted.Apply(new MergeParts(
            [new PartChange(key, part)], VersionVector.Empty, VersionVector.Of(new OriginId(9), 1), "", IsPush: false));
        Assert.Same(Assert.Single(restarted.Records.All).Key, Assert.Single(restarted.Records.KeysOf(new OriginId(9))));

        static string Host() => new([.. "127.0.0.1"]);
    }

    [Fact]
    public void A_database_loaded_from_a_store_continues_where_the_other_stopped()
    {
        Register("orders", 1);
        Unregister("orders", 1);
        var last = Register("bills", 2);
        using var store = new StoredRecords(_database);
        _time.SetUtcNow(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

        var clockBehind = new FakeTimeProvider(new DateTimeOffset(2025, 12, 31, 23, 59, 10, TimeSpan.Zero));
        var restarted = new RegistryDatabase(new OriginId(8), clockBehind, new InstanceIds(bits: 4));
        restarted.Load(store);

        Assert.Equal(last, restarted.View.AllInstances().Single());
        Assert.Equal(_database.Records.Vector, restarted.Records.Vector);
        var decision = ServiceRules.Decide(RegistryCommands.Register("orders", "127.0.0.1", 1).Value, restarted.Records.Get, []);
        Assert.True(restarted.TryCommit(decision)[0].Head!.Stamp > last.Head!.Stamp);
    }

    [Fact]
    public void Old_stable_tombstones_are_dropped_unless_the_instance_returned()
    {
        Register("orders", 1);
        Register("bills", 1);
        Unregister("orders", 1);
        Unregister("bills", 1);
        Register("bills", 1);
        _time.Advance(TimeSpan.FromHours(1));
        Register("late", 1);
        Unregister("late", 1);

        var limit = HybridTime.FromWallClock(_time.GetUtcNow() - TimeSpan.FromMinutes(30));
        var unstable = _database.Apply(new SweepRecords(limit, limit, VersionVector.Empty, VersionVector.Empty, null));
        var stable = _database.Apply(new SweepRecords(limit, limit, _database.Records.Vector, VersionVector.Empty, null));

        Assert.Empty(unstable.Changed);
        Assert.Equal(["orders"], stable.Changed.Select(key => key.Name));
        Assert.NotNull(_database.View.Find("bills"));
        Assert.NotNull(_database.Records.Get(new InstanceKey("late", "127.0.0.1", 1)));
    }

    private ServiceRecord Register(string name, int port) =>
        Commit(RegistryCommands.Register(name, "127.0.0.1", port).Value);

    private void Unregister(string name, int port) =>
        Commit(RegistryCommands.Unregister(name, new Endpoint("127.0.0.1", port)).Value);

    private ServiceRecord Commit(RegistryCommand command) =>
        _database.TryCommit(ServiceRules.Decide(command, _database.Records.Get, _database.View.Find(command.Service)?.Instances ?? []))[0];

    private static RecordWrite Write(string name, int port, ServiceRecord? expected) =>
        new(new InstanceKey(name, "127.0.0.1", port), expected, new RegistrationDraft(InstanceAttributes.Default));

    private sealed class StoredRecords(RegistryDatabase database) : IRecordStore
    {
        public NodeFacts Load(Action<ServiceRecord> onRecord)
        {
            foreach (var change in database.Records.ChangesSince(VersionVector.Empty).Changes.DistinctBy(change => change.Key))
                onRecord(change.Record!);
            return new NodeFacts("0123456789abcdef", database.Records.Vector, database.Clock.Last);
        }

        public void Write(StoreBatch batch) => throw new NotSupportedException();

        public void Probe() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
