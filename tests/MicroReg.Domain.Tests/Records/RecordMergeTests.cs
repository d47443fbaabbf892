using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Records;

public sealed class RecordMergeTests
{
    private const int Cases = 20_000;

    private static readonly Gen<ServiceRecord> Record = PartGens.Parts.Select(PartGens.Join);

    [Fact]
    public void Merge_is_commutative() =>
        Gen.Select(Record, Record).ForAll((a, b) => Assert.Equal(RecordMerge.Merge(a, b), RecordMerge.Merge(b, a)), cases: Cases);

    [Fact]
    public void Merge_is_associative() =>
        Gen.Select(Record, Record, Record).ForAll(
            (a, b, c) => Assert.Equal(RecordMerge.Merge(RecordMerge.Merge(a, b), c), RecordMerge.Merge(a, RecordMerge.Merge(b, c))),
                cases: Cases);

    [Fact]
    public void Merge_is_idempotent_and_returns_the_same_object_if_nothing_changes() =>
        Record.ForAll(a => Assert.Same(a, RecordMerge.Merge(a, a)), cases: Cases);

    [Fact]
    public void A_merge_has_absorbed_both_records_and_all_of_their_parts() =>
        Gen.Select(PartGens.Parts, PartGens.Parts).ForAll((left, right) =>
        {
            var merged = RecordMerge.Merge(PartGens.Join(left), PartGens.Join(right));
            Assert.All(left.Concat(right), part => Assert.Same(merged, RecordMerge.Apply(merged, part)));
            Assert.Equal(PartGens.Join(left.Concat(right)), merged);
        }, cases: Cases);

    [Fact]
    public void Parts_that_arrive_in_any_order_and_any_number_make_one_record() =>
        PartGens.Parts.SelectMany(parts => Gen.Select(Gen.Const(parts), Gen.Shuffle(parts.Concat(parts).ToArray()))).ForAll(
            (parts, shuffled) => Assert.Equal(PartGens.Join(parts), PartGens.Join(shuffled)), cases: Cases);

    [Fact]
    public void A_record_depends_only_on_the_set_of_its_parts() =>
        PartGens.Parts.ForAll(parts => Assert.Equal(MergeModel.Join(parts), PartGens.Join(parts)), cases: Cases);

    [Fact]
    public void A_part_changes_a_record_unless_one_of_its_parts_outranks_it_or_is_the_same_part() =>
        Gen.Select(PartGens.Parts, PartGens.Part).Where((parts, part) => !parts.Append(part).Any(one => one is Subscription)).ForAll(
            (parts, part) =>
            {
                var record = PartGens.Join(parts);
                var isOutranked = record.Parts().Any(existing => RecordMerge.Outranks(existing.Rank, part.Rank));
                var isThere = record.Parts().Any(
                    existing => existing.Rank == part.Rank && existing.Position.CompareTo(part.Position) >= 0);
                Assert.Equal(isOutranked || isThere, ReferenceEquals(record, RecordMerge.Apply(record, part)));
            },
            cases: Cases);

    [Fact]
    public void A_subscription_outranks_the_end_of_an_earlier_one()
    {
        var begun = new PartRank(PartKind.Subscription, StampOf(5), StampOf(5));
        var ended = new PartRank(PartKind.Tombstone, StampOf(1), StampOf(3));
        Assert.True(RecordMerge.Outranks(begun, ended));
        Assert.False(RecordMerge.Outranks(ended, begun));
    }

    [Fact]
    public void No_part_outranks_itself_and_of_two_at_most_one_outranks_the_other() =>
        Gen.Select(PartGens.Part, PartGens.Part).ForAll((one, other) =>
        {
            Assert.False(RecordMerge.Outranks(one.Rank, one.Rank));
            Assert.False(RecordMerge.Outranks(one.Rank, other.Rank) && RecordMerge.Outranks(other.Rank, one.Rank));
        }, cases: Cases);

    [Fact]
    public void A_part_of_an_ended_generation_does_not_revive_the_instance() =>
        Gen.Select(PartGens.Parts, PartGens.Stamp, PartGens.Parts).ForAll((before, ended, late) =>
        {
            var tombstone = new Tombstone(ended, StampOf(9), new(new(1), 9));
            var existing = PartGens.Join(before.Append(tombstone));
            var bodies = late.Where(part => part is Reported or HealthVerdict).Aggregate(existing, RecordMerge.Apply);
            Assert.Same(existing.Registration, bodies.Registration);
            var after = late.Aggregate(existing, RecordMerge.Apply);
            Assert.True(after.Registration is null || after.Registration.Generation > ended);
        }, cases: Cases);

    [Fact]
    public void A_new_registration_always_revives_the_instance() =>
        PartGens.Parts.ForAll(parts =>
        {
            var registration = new Registration(StampOf(9), new(new(1), 9), 5, StampOf(9), InstanceAttributes.Default);
            var record = RecordMerge.Apply(PartGens.Join(parts), registration);
            Assert.Same(registration, record.Registration);
            Assert.Null(record.Reported);
            Assert.Empty(record.EarlyParts);
        }, cases: Cases);

    [Fact]
    public void The_later_renewal_wins_and_an_end_beats_a_concurrent_renewal()
    {
        var begun = new Subscription(StampOf(1), StampOf(1), new(new(1), 1), new SubscriptionTerms { Url = "http://127.0.0.1/" }, 1000, "");
        var renewed = begun with { Stamp = StampOf(5), Position = new(new(2), 1), RenewedAt = 5000 };
        var ended = new Tombstone(StampOf(1), StampOf(3), new(new(1), 2));
        Assert.Same(renewed, PartGens.Join([renewed, begun]).Subscription);
        foreach (var parts in (RecordPart[][])[[begun, renewed, ended], [begun, ended, renewed], [ended, renewed, begun]])
            Assert.Same(ended, PartGens.Join(parts).Head);
        Assert.False(PartGens.Join([begun]).IsLiving);
    }

    [Fact]
    public void Early_parts_are_invisible_until_their_registration_arrives()
    {
        var old = new Registration(StampOf(1), new(new(1), 1), 5, StampOf(1), InstanceAttributes.Default);
        var early = new Reported(StampOf(2), StampOf(3), new(new(2), 7), ServiceStatus.Stopped);
        var existing = PartGens.Join([old, early]);
        Assert.Equal((ServiceStatus.Running, StampOf(1)), (existing.Status, existing.Updated));
        Assert.Same(early, Assert.Single(existing.EarlyParts));

        var begun = RecordMerge.Apply(existing, old with { Stamp = StampOf(2), Position = new(new(2), 6) });
        Assert.Equal((ServiceStatus.Stopped, StampOf(3)), (begun.Status, begun.Updated));
        Assert.Empty(begun.EarlyParts);
        Assert.False(PartGens.Join([early]).IsLiving);
    }

    private static Stamp StampOf(long time) => new(new(time), new(1));
}
