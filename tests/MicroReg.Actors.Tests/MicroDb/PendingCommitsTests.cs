using Akka.Actor;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.MicroDb;

public sealed class PendingCommitsTests
{
    private readonly PendingCommits _pending = new();

    [Fact]
    public void Without_a_replacement_every_commit_is_sent_again_with_its_own_facts()
    {
        Add(1);
        Add(2, exchange: 2);
        _pending.PrepareToResend(VectorOf(9), new(9));
        Assert.Equal([(1, 1, null, false), (2, 2, 2, false)], Facts());
    }

    [Fact]
    public void With_a_replacement_the_first_commit_replaces_everything_and_all_have_the_facts_of_now()
    {
        Add(1);
        Add(2, exchange: 2);
        Add(3, replacesAll: true);
        Add(4, exchange: 4);
        Add(5);
        _pending.PrepareToResend(VectorOf(9), new(9));
        Assert.Equal([(9, 9, 4, true), (9, 9, 4, false), (9, 9, 4, true), (9, 9, 4, false), (9, 9, 4, false)], Facts());
    }

    [Fact]
    public void Once_a_replacement_is_on_disk_commits_have_their_own_facts_again()
    {
        Add(1);
        Add(2, replacesAll: true);
        _pending.PrepareToResend(VectorOf(2), new(2));
        Add(3);
        Add(4);
        _pending.RemoveUpTo(2);
        _pending.PrepareToResend(VectorOf(9), new(9));
        Assert.Equal([(3, 3, null, false), (4, 4, null, false)], Facts());
    }

    [Fact]
    public void With_nothing_pending_there_is_nothing_to_prepare()
    {
        _pending.PrepareToResend(VectorOf(9), new(9));
        Assert.Equal(0, _pending.Count);
    }

    private static VersionVector VectorOf(long sequence) => VersionVector.Empty.Including(new(new(1), sequence));

    private void Add(long sequence, long? exchange = null, bool replacesAll = false) => _pending.Add(
        [],
        VectorOf(sequence),
        new(sequence),
        CommandAnswer.Done,
        ActorRefs.Nobody,
        exchange is { } time ? ClusterFacts.None with { LastExchange = time } : null,
        replacesAll);

    private (long Sequence, long Time, long? Exchange, bool ReplacesAll)[] Facts() =>
        [.. _pending.All.Select(
            commit => (commit.Vector.SequenceOf(new(1)), commit.GreatestTime.Value, commit.Cluster?.LastExchange, commit.ReplacesAll))];
}
