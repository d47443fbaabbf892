using Akka.Actor;
using CsCheck;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Journal;

public sealed class CommitGroupTests
{
    private static readonly OriginId Origin = new(1);

    private static readonly Gen<ServiceRecord> Record = Gen.Select(Gen.Int[1, 6], Gen.Long[1, 99], RecordOf);

    /// <summary>The sequence stands for a commit's own facts, and so does the time of its last exchange, if it has one.</summary>
    private static readonly Gen<Append> Commit = Gen.Select(
        Record.Array[0, 4],
        Gen.Int[1, 6].Array[0, 3],
        Gen.Long[1, 1000],
        Gen.Bool,
        Gen.Int[0, 4],
        (records, dropped, sequence, hasCluster, choice) => AppendOf(sequence, records, dropped) with
        {
            Cluster = hasCluster ? ClusterFacts.None with { LastExchange = sequence } : null,
            ReplacesAll = choice == 0,
        });

    [Fact]
    public void A_group_leaves_on_disk_what_its_commits_one_by_one_would_leave() =>
        Gen.Select(Commit, Commit.List[1, 6]).ForAll((before, commits) =>
        {
            using var together = new MemoryStore();
            using var oneByOne = new MemoryStore();
            together.Write(CommitGroup.Join([before]));
            oneByOne.Write(CommitGroup.Join([before]));

            together.Write(CommitGroup.Join(commits));
            foreach (var commit in commits)
                oneByOne.Write(new(commit.Records, commit.Dropped, commit.Vector, commit.GreatestTime)
                {
                    Cluster = commit.Cluster,
                    ReplacesAll = commit.ReplacesAll
                });

            Assert.Equal(oneByOne.OnDisk.ToDictionary(), together.OnDisk.ToDictionary());
            Assert.Equal(oneByOne.Facts, together.Facts);
        });

    [Fact]
    public void A_replacement_takes_away_what_came_before_it_in_the_group_and_keeps_what_came_after()
    {
        var group = CommitGroup.Join(
        [
            AppendOf(1, [RecordOf(1, 1), RecordOf(2, 1)], []) with { Cluster = ClusterFacts.None with { LastExchange = 5 } },
            AppendOf(2, [RecordOf(3, 1), RecordOf(4, 1)], []) with { ReplacesAll = true },
            AppendOf(3, [RecordOf(4, 2)], [3]),
        ]);

        Assert.True(group.ReplacesAll);
        Assert.Equal(RecordOf(4, 2), Assert.Single(group.Records));
        Assert.Equal(3, group.Vector.SequenceOf(Origin));
        Assert.Equal(5, group.Cluster!.LastExchange);
    }

    [Fact]
    public void A_group_without_facts_of_the_cluster_or_a_replacement_has_none()
    {
        var group = CommitGroup.Join([AppendOf(1, [RecordOf(1, 1)], []), AppendOf(2, [], [1])]);
        Assert.Null(group.Cluster);
        Assert.False(group.ReplacesAll);
    }

    private static InstanceKey KeyOf(int port) => new("orders", "127.0.0.1", port);

    private static ServiceRecord RecordOf(int port, long time) =>
        new() { Key = KeyOf(port), Head = new Tombstone(default, new(new(time), Origin), new(Origin, time)) };

    private static Append AppendOf(long number, ServiceRecord[] records, int[] dropped) =>
        new(
            number,
            [.. records],
            [.. dropped.Select(KeyOf)],
            VersionVector.Empty.Including(new(Origin, number)),
            new(number),
            CommandAnswer.Done,
            ActorRefs.Nobody);
}
