using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Storage.Tests;

public sealed class ClusterFactsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Facts_of_the_cluster_are_read_as_they_were_written()
    {
        var facts = Samples.Cluster(3);
        using (var store = _directory.Open())
            store.Write(Samples.Batch() with { Cluster = facts });
        AssertHolds(facts);
    }

    [Fact]
    public void A_batch_without_facts_of_the_cluster_leaves_them_unchanged()
    {
        using (var store = _directory.Open())
        {
            store.Write(Samples.Batch() with { Cluster = Samples.Cluster(3) });
            store.Write(Samples.Batch(Samples.Living(1)));
        }

        AssertHolds(Samples.Cluster(3));
    }

    [Fact]
    public void Later_facts_replace_earlier_ones_even_if_they_say_less()
    {
        using (var store = _directory.Open())
        {
            store.Write(Samples.Batch() with { Cluster = Samples.Cluster(3) });
            store.Write(Samples.Batch() with { Cluster = ClusterFacts.None });
        }

        AssertHolds(ClusterFacts.None);
    }

    [Fact]
    public void Fields_that_a_later_program_added_are_ignored()
    {
        using (var store = _directory.Open())
            store.Write(Samples.Batch() with { Cluster = Samples.Cluster(3) });
        RawFile.Execute(_directory.Db, "UPDATE facts SET cluster = json_set(cluster, '$.quorum', 2, '$.known[0].rack', 'r1')");
        AssertHolds(Samples.Cluster(3));
    }

    [Fact]
    public void A_replacing_batch_leaves_only_its_own_content()
    {
        using (var store = _directory.Open())
        {
            var batch = Samples.Batch([.. Enumerable.Range(0, 500).Select(number => Samples.Living(number))]);
            store.Write(batch with { Cluster = Samples.Cluster(1) });
            store.Write(new([Samples.Living(7, time: 9), Samples.Living(501)], [], Samples.VectorOf(3), new(9)) { ReplacesAll = true });
        }

        using var again = _directory.Open();
        var (records, facts) = Samples.ReadAll(again);
        Assert.Equal(new HashSet<ServiceRecord> { Samples.Living(7, time: 9), Samples.Living(501) }, [.. records.Values]);
        Assert.Equal((Samples.VectorOf(3), Samples.Cluster(1)), (facts.Vector, facts.Cluster));
    }

    [Fact]
    public void A_replacing_batch_that_does_not_fit_replaces_nothing()
    {
        using var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, MaxPages = 40 });
        store.Write(Samples.Batch(Samples.Living(1)) with { Cluster = Samples.Cluster(1) });
        var before = Samples.ReadAll(store);

        var batch = Samples.Batch([.. Enumerable.Range(0, 3000).Select(number => Samples.Living(number))]);
        Assert.Throws<StoreException>(() => store.Write(batch with { ReplacesAll = true, Cluster = Samples.Cluster(2) }));

        Assert.Equal(before.Records, Samples.ReadAll(store).Records);
        Assert.Equal(before.Facts, Samples.ReadAll(store).Facts);
    }

    private void AssertHolds(ClusterFacts expected)
    {
        using var store = _directory.Open();
        Assert.Equal(expected, Samples.ReadAll(store).Facts.Cluster);
    }
}
