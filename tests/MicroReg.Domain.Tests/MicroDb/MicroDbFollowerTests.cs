using CsCheck;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Tests.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class MicroDbFollowerTests
{
    [Fact]
    public void A_follower_ends_with_the_database_content_however_writes_and_pages_interleave() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9], Gen.Int[1, 4]).Array[0, 80].ForAll(steps =>
        {
            var database = Docs.Database();
            var follower = new Follower<string, Doc>(database);
            var model = new Dictionary<string, Doc>();
            for (var i = 0; i < steps.Length; i++)
            {
                var (kind, number, limit) = steps[i];
                var (key, doc) = ($"k{number}", new Doc(i));
                switch (kind)
                {
                    case 0 or 1:
                        database.Insert(key, doc);
                        model[key] = doc;
                        break;
                    case 2:
                        Assert.Equal(model.ContainsKey(key), database.Update(key, doc));
                        if (model.ContainsKey(key))
                            model[key] = doc;
                        break;
                    case 3:
                        Assert.Equal(model.Remove(key), database.Remove(key));
                        break;
                    default:
                        follower.TakePage(limit);
                        break;
                }

                Assert.Equal(model.Count, database.GetRecordCount());
                Assert.Equal(model.GetValueOrDefault(key), database.Get(key));
            }

            follower.CatchUp(limit: 2);
            Assert.Equal(model, follower.Copy);
            Assert.Equal(model.Values.OrderBy(doc => doc.Value), database.Records.OrderBy(doc => doc.Value));
            Assert.Empty(database.ChangesSince(database.Vector.IsEmpty ? follower.Cursor : database.Vector).Changes);
        }, cases: 3000);

    [Fact]
    public void A_follower_skips_no_part_of_another_origin_that_arrives_out_of_order() =>
        Gen.Select(Gen.Int[0, 3], Gen.ULong[1, 3], Gen.Int[1, 3]).Array[0, 40].SelectMany(
            writes => Gen.Select(Gen.Const(writes), Gen.Shuffle(Enumerable.Range(0, writes.Length).ToArray()))).ForAll((writes, order) =>
        {
            var database = Registry();
            var follower = new Follower<InstanceKey, ServiceRecord>(database);
            Apply(database, PartGens.Key, database.NextPosition());
            follower.CatchUp(limit: 1);
            foreach (var index in order)
            {
                var (instance, origin, limit) = writes[index];
                Apply(database, PartGens.Key with { Port = 1 + instance }, new(new(origin), index + 1));
                if (index % 3 == 0)
                    follower.TakePage(limit);
            }

            follower.CatchUp(limit: 1);
            database.AdvanceTo(writes.Select((write, index) => new Position(new(write.Item2), index + 1))
                .Aggregate(VersionVector.Empty, (vector, position) => vector.Including(position)));
            follower.CatchUp(limit: 2);
            Assert.Equal(database.Records.ToDictionary(record => record.Key), follower.Copy);
            Assert.Equal(database.Vector, follower.Cursor);
        }, cases: 3000);

    [Fact]
    public void Removals_are_kept_for_followers_and_older_cursors_are_reset()
    {
        var database = Docs.Database();
        database.Insert("first", new Doc(0));
        var (near, far) = (new Follower<string, Doc>(database), new Follower<string, Doc>(database));
        far.CatchUp(10);
        for (var i = 0; i < 1024; i++)
            Cycle(database, i);
        far.CatchUp(10);
        Assert.Equal(1, far.Resets);

        near.CatchUp(10);
        for (var i = 0; i < 1026; i++)
            Cycle(database, i);
        near.CatchUp(10);
        Assert.Equal(2, near.Resets);
        Assert.Equal(["first"], near.Copy.Keys);
        near.CatchUp(10);
        Assert.Equal(2, near.Resets);
    }

    [Fact]
    public void The_log_does_not_grow_as_keys_are_added_and_removed()
    {
        var database = Docs.Database();
        for (var i = 0; i < 20_000; i++)
            Cycle(database, i);
        Assert.Equal(1024, database.ChangesSince(VersionVector.Empty).Changes.Length);
    }

    [Fact]
    public void A_page_has_at_least_one_change() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Docs.Database().ChangesSince(VersionVector.Empty, limit: 0));

    private static void Cycle(FollowedMicroDb<string, Doc> database, int i)
    {
        database.Insert($"k{i}", new Doc(i));
        database.Remove($"k{i}");
    }

    private static FollowedMicroDb<InstanceKey, ServiceRecord> Registry() => new(
        new(RecordJsonContext.Default.ServiceRecord),
        new OriginId(0xa1),
        (record, positions) =>
        {
            foreach (var part in record.Parts())
                positions.Add(part.Position);
        });

    private static void Apply(FollowedMicroDb<InstanceKey, ServiceRecord> database, InstanceKey key, Position position)
    {
        var stored = database.Get(key);
        var stamp = new Stamp(new(position.Sequence), position.Origin);
        var part = new Registration(stamp, position, 1, stamp, InstanceAttributes.Default);
        var next = RecordMerge.Apply(stored ?? new ServiceRecord { Key = key }, part);
        Assert.True(database.TryReplace(key, stored, next));
    }
}
