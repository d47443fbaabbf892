using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

/// <summary>Another node's clock was a year ahead when it wrote: its stamps concern the records that it wrote, and nothing else.</summary>
public sealed class WrongClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OriginId Wrong = new(9);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly RegistryDatabase _database;

    public WrongClockTests() => _database = new RegistryDatabase(new OriginId(7), _time);

    [Fact]
    public void Other_records_get_stamps_of_the_present()
    {
        Merge(Poisoned("orders", sequence: 1));
        var written = Commit(RegistryCommands.Register("bills", "127.0.0.1", 1).Value);
        Assert.InRange(written.Head!.Stamp.Time.ToDateTimeOffset(), Now, Now + HybridClock.MostAhead);
        Assert.InRange(_database.Clock.Last.ToDateTimeOffset(), Now, Now + HybridClock.MostAhead);
    }

    [Fact]
    public void A_later_write_on_such_a_record_wins()
    {
        var poisoned = Poisoned("orders", sequence: 1);
        Merge(poisoned);
        Commit(RegistryCommands.UpdateStatus("orders", null, ServiceStatus.Stopped).Value);
        Merge(poisoned with { Part = poisoned.Part with { Position = new Position(Wrong, 2) } });
        Assert.Equal(ServiceStatus.Stopped, _database.View.Find("orders")!.Status);

        Commit(RegistryCommands.Register("orders", "127.0.0.1", 1).Value);
        Assert.Equal(ServiceStatus.Running, _database.View.Find("orders")!.Status);

        Commit(RegistryCommands.Unregister("orders", null).Value);
        Merge(poisoned with { Part = poisoned.Part with { Position = new Position(Wrong, 3) } });
        Assert.Null(_database.View.Find("orders"));

        Commit(RegistryCommands.Register("orders", "127.0.0.1", 1).Value);
        Assert.NotNull(_database.View.Find("orders"));
    }

    [Fact]
    public void A_later_registration_wins_over_a_part_that_came_before_its_own_registration()
    {
        var early = new Reported(StampAt(Now.AddYears(1)), StampAt(Now.AddYears(1)), new Position(Wrong, 2), ServiceStatus.Stopped);
        Merge(new PartChange(new InstanceKey("orders", "127.0.0.1", 1), early));
        var written = Commit(RegistryCommands.Register("orders", "127.0.0.1", 1).Value);
        Assert.True(written.Head!.Generation > early.Generation);
    }

    [Fact]
    public void A_tombstone_of_the_future_is_dropped_after_the_retention()
    {
        Merge(Poisoned("orders", sequence: 1));
        Commit(RegistryCommands.Unregister("orders", null).Value);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(SweepBefore(_time.GetUtcNow() - TimeSpan.FromHours(2)).Changed);
        Assert.Equal(["orders"], SweepBefore(_time.GetUtcNow() - TimeSpan.FromMinutes(30)).Changed.Select(key => key.Name));
    }

    [Fact]
    public void A_tombstone_of_the_past_is_kept_for_the_retention()
    {
        var (generation, end) = (StampAt(Now.AddYears(-2)), StampAt(Now.AddYears(-1)));
        Merge(new PartChange(new InstanceKey("orders", "127.0.0.1", 1), new Tombstone(generation, end, new Position(Wrong, 1))));
        Assert.Empty(SweepBefore(Now - TimeSpan.FromHours(2)).Changed);
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Single(SweepBefore(_time.GetUtcNow() - TimeSpan.FromHours(2)).Changed);
    }

    private static Stamp StampAt(DateTimeOffset time) => new(HybridTime.FromWallClock(time), Wrong);

    /// <summary>A registration of a node whose clock is a year ahead.</summary>
    private static PartChange Poisoned(string name, long sequence)
    {
        var stamp = StampAt(Now.AddYears(1));
        return new PartChange(
            new InstanceKey(name, "127.0.0.1", 1),
            new Registration(stamp, new Position(Wrong, sequence), 1, stamp, InstanceAttributes.Default));
    }

    private DatabaseResult SweepBefore(DateTimeOffset limit)
    {
        var before = HybridTime.FromWallClock(limit);
        return _database.Apply(new SweepRecords(before, before, _database.Records.Vector, VersionVector.Empty, null));
    }

    private void Merge(PartChange change)
    {
        var (origin, sequence) = (change.Part.Position.Origin, change.Part.Position.Sequence);
        _database.Apply(new MergeParts(
            [change], VersionVector.Empty, VersionVector.Of(origin, sequence), "n9:4053", IsPush: false));
    }

    private ServiceRecord Commit(RegistryCommand command) => _database.TryCommit(
        ServiceRules.Decide(command, _database.Records.Get, _database.View.Find(command.Service)?.Instances ?? []))[0];
}
