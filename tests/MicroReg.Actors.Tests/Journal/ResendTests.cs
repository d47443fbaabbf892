using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Journal;

/// <summary>
/// After a failure of the disk or a crash of the journal everything that is not on disk is sent again. The process may
/// be killed after any of the groups that are then written: what is on disk must be true at each of these moments.
/// </summary>
public sealed class ResendTests : TestKit
{
    private readonly RegistryFixture _node;

    public ResendTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task After_a_failure_of_the_disk_no_vector_on_it_covers_a_change_that_is_not_there()
    {
        await FailThenHeal(await BlockedRegisters(50));

        Assert.True(_node.Store.Batches.Count > 1);
        AssertTrueAtEachMoment();
    }

    [Fact]
    public async Task After_a_crash_of_the_journal_no_vector_on_the_disk_covers_a_change_that_is_not_there()
    {
        var calls = await BlockedRegisters(20);
        // The journal does not survive that, once its first group is written.
        _node.Journal.Tell(new Append(long.MaxValue, default, default, VersionVector.Empty, default, null!, null!), ActorRefs.NoSender);
        _node.Store.LetGo();
        await AllOnDisk(calls);

        Assert.True(_node.Store.Batches.Count > 2);
        AssertTrueAtEachMoment();
    }

    [Fact]
    public async Task A_record_that_was_written_again_is_sent_as_it_is_now_with_the_facts_of_then()
    {
        var calls = await BlockedRegisters(2);
        calls.Add(_node.Register("orders", 1));
        await AwaitAssertAsync(() => Assert.Equal(3, _node.Pending.Count));
        await FailThenHeal(calls);

        var first = _node.Store.Batches.First();
        Assert.Same(_node.Database.Records.Get(first.Records[0].Key), first.Records[0]);
        Assert.Equal(1, first.Vector.SequenceOf(new OriginId(1)));
        Assert.True(first.GreatestTime < first.Records[0].Registration!.Stamp.Time);
        AssertTrueAtEachMoment();
    }

    [Fact]
    public async Task A_replacement_that_is_sent_again_goes_first_and_takes_everything_with_it()
    {
        var calls = await BlockedRegisters(3);
        var records = _node.Database.Records;
        var replaced = records.All.First();
        var copied = new ServiceRecord
        {
            Key = new("bills", "127.0.0.1", 80),
            Head = new Tombstone(new(new(1), new(2)), new(new(2), new(2)), new(new(2), 9))
        };
        records.TryReplace(replaced.Key, replaced, null);
        records.TryReplace(copied.Key, null, copied);
        records.AdvanceTo(VersionVector.Empty.Including(new(new(2), 9)));
        var cluster = ClusterFacts.None with { LastExchange = 77 };
        _node.Pending.Add([], records.Vector, _node.Database.Clock.Last, CommandAnswer.Done, ActorRefs.Nobody, cluster, replacesAll: true);
        calls.Add(_node.Register("later"));
        await AwaitAssertAsync(() => Assert.Equal(5, _node.Pending.Count));
        await FailThenHeal(calls);

        AssertTrueAtEachMoment();
        for (var batches = 1; batches <= _node.Store.Batches.Count; batches++)
        {
            using var killed = _node.Store.After(batches);
            Assert.Equal(records.All.ToHashSet(), killed.OnDisk.Values.ToHashSet());
            Assert.Equal(cluster, killed.Facts.Cluster);
        }

        Assert.True(_node.Store.Batches.First().ReplacesAll);
        Assert.Equal(4, _node.Store.OnDisk.Count);
    }

    /// <summary>Registers that are in memory and wait for the disk.</summary>
    private async Task<List<Task>> BlockedRegisters(int count)
    {
        _node.Store.Hold();
        var calls = Enumerable.Range(1, count).Select(port => (Task)_node.Register("orders", port)).ToList();
        await AwaitAssertAsync(() => Assert.Equal(count, _node.Pending.Count));
        return calls;
    }

    /// <summary>Lets the disk fail what waits for it; all of it is sent again once the disk is well.</summary>
    private async Task FailThenHeal(IEnumerable<Task> calls)
    {
        _node.Store.Fail("no space left");
        _node.Store.LetGo();
        await Task.WhenAll(calls);
        _node.Store.Heal();
        await AllOnDisk([]);
    }

    private async Task AllOnDisk(IEnumerable<Task> calls)
    {
        await Task.WhenAll(calls);
        await AwaitAssertAsync(() => Assert.Equal(0, _node.Pending.Count));
    }

    private void AssertTrueAtEachMoment()
    {
        for (var batches = 0; batches <= _node.Store.Batches.Count; batches++)
        {
            using var killed = _node.Store.After(batches);
            foreach (var record in _node.Database.Records.All)
                foreach (var part in record.Parts().Where(part => killed.Facts.Vector.Covers(part.Position)))
                    Assert.Contains(part, killed.OnDisk.GetValueOrDefault(record.Key, new ServiceRecord { Key = record.Key }).Parts());
        }

        Assert.Equal(_node.Database.Records.Vector, _node.Store.Facts.Vector);
        Assert.Equal(_node.Database.Clock.Last, _node.Store.Facts.GreatestTime);
    }
}
